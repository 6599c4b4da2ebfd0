// Nothing slides under the finger: what opens the reason stays in its place while the reason is open.
import { render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { CallScreens } from "../../../client/session/Call.tsx";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { useUi } from "../../../client/stores/uiStore.ts";
import { fakeConnection } from "./fakeConnection.ts";
import { review } from "./fixtures.ts";

beforeEach(() => useUi.getState().reset());

test("a second press where the reason was opened is no mark of being unsure", async () => {
  const connection = fakeConnection(review());
  const user = userEvent.setup();
  render(
    <SessionProvider connection={connection}>
      <CallScreens />
    </SessionProvider>,
  );
  const opens = screen.getByRole("button", { name: "Add reason" });
  const row = within(opens.parentElement!);
  const places = () => row.getAllByRole("button").map(({ textContent }) => textContent);
  const before = places();
  expect(before.slice(0, 2)).toEqual(["Add reason", "Unsure"]);
  await user.click(opens);
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Reason" }));
  expect(opens.getAttribute("aria-expanded")).toBe("true");
  expect(places()).toEqual(before);
  await user.click(opens);
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Reason" }));
  await user.keyboard("3 late");
  expect(connection.drafts.at(-1)?.entry).toMatchObject({ reason: "3 late", unsure: false });
});
