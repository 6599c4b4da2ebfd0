// Who this device belongs to. Guests belong to one session: the team's pages are not theirs, nor the ways to them.
import type { Me } from "../../shared/protocol/http.ts";
import { type Resource, useResource } from "./useResource.ts";

/** Told on the page before, so that the ways in the bar do not come and go from page to page; as long as nobody knows, there are none. */
let lastKnown = true;

export function useMe(): { me: Resource<Me>; guest: boolean } {
  const me = useResource<Me>("/me");
  if (me.data) lastKnown = me.data.person?.role === "guest";
  return { me, guest: me.refusal === null && lastKnown };
}
