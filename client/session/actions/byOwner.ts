// Actions grouped by owner: whoever has something late first, open before done; nobody's come first of all, they need an owner. Pure.
import type { ActionView } from "../../../shared/session/view/slices.ts";

export type OwnersActions = { ownerPersonId: string | null; ownerName: string | null; actions: ActionView[] };

/** `today` as yyyy-mm-dd: dates compare as words. */
export const isLate = (action: ActionView, today: string): boolean =>
  action.status === "open" && action.dueOn !== null && action.dueOn < today;

const urgency = (action: ActionView, today: string): number => (isLate(action, today) ? 0 : action.status === "open" ? 1 : 2);
const compare = (today: string) => (a: ActionView, b: ActionView) =>
  urgency(a, today) - urgency(b, today) || (a.dueOn ?? "9999").localeCompare(b.dueOn ?? "9999");

export function byOwner(actions: ActionView[], today: string): OwnersActions[] {
  const groups = new Map<string | null, OwnersActions>();
  for (const action of [...actions].sort(compare(today))) {
    const group = groups.get(action.ownerPersonId) ?? { ownerPersonId: action.ownerPersonId, ownerName: action.ownerName, actions: [] };
    group.actions.push(action);
    groups.set(action.ownerPersonId, group);
  }
  const nobody = groups.get(null);
  groups.delete(null);
  const known = [...groups.values()].sort((a, b) => urgency(a.actions[0]!, today) - urgency(b.actions[0]!, today));
  return nobody ? [nobody, ...known] : known;
}
