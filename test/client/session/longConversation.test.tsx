// A conversation added during the call: a long one is read beside the page, and what is not read yet, or cannot be, is not sent and stays.
import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import "../../../client/ui/DialogModal.tsx";
import { ConversationsDialog } from "../../../client/session/call/ConversationsDialog.tsx";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { LIMITS } from "../../../shared/limits.ts";
import { FakeWorker } from "../material/fakeWorker.ts";
import { fakeConnection } from "./fakeConnection.ts";
import { discussion } from "./fixtures.ts";

test("[F-44] a long conversation added in the call is read by the worker and sent once it is read", async () => {
  vi.stubGlobal("Worker", FakeWorker);
  const connection = fakeConnection({ ...discussion("facilitator"), conversations: [] });
  render(
    <SessionProvider connection={connection}>
      <ConversationsDialog isOpen onOpenChange={() => undefined} />
    </SessionProvider>,
  );
  const user = userEvent.setup();
  await user.type(await screen.findByRole("textbox", { name: "Title" }), "The long one");
  const box = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Transcript" });
  const long = "Agent: The parcel is lost.\nCustomer: Yes.\n".repeat(3_000);
  await user.click(box);
  await user.paste(long);
  const add = screen.getByRole("button", { name: "Add" });
  await user.click(add);
  expect((await screen.findByRole("alert")).textContent).toBe("Reading the text.");
  // the title is as it should be
  expect(screen.getByRole("textbox", { name: "Title" }).getAttribute("aria-invalid")).toBeNull();
  const worker = FakeWorker.all.at(-1)!;
  worker.fails();
  expect((await screen.findAllByText(/could not be read on this device/)).length).toBeGreaterThan(0);
  expect(box.value).toBe(long);
  // asked for once more, and this time it is read
  await user.click(add);
  await waitFor(() => expect(worker.jobs).toHaveLength(2));
  expect(connection.sent).toEqual([]);
  worker.does();
  await screen.findByText("5000 lines recognised");
  // what is over is not said any more
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.queryByText("Reading the text.")).toBeNull();
  await user.click(add);
  await waitFor(() => expect(connection.sent).toHaveLength(1));
  const [sent] = connection.sent;
  expect(sent?.type === "AddConversation" && sent.conversation.transcript).toHaveLength(LIMITS.transcriptLines);
  vi.unstubAllGlobals();
});
