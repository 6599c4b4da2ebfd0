// A long conversation on the page of a new session: read beside the page, what cannot be read is told in words, and what was pasted stays.
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { FakeWorker } from "../material/fakeWorker.ts";
import { defaults, refused, serverDouble } from "./serverDouble.ts";
import { showPage } from "./showPage.tsx";

const long = (said: string): string => `Agent: ${said}.\nCustomer: Yes.\n`.repeat(3_000);

// the page keeps its worker: the last one made is the one at work
beforeEach(() => void vi.stubGlobal("Worker", FakeWorker));

test("[F-44] what cannot be read is told in plain words, stays, stops the start, and is read again on request", async () => {
  const server = serverDouble({ "GET /sessions/new": defaults(), "POST /sessions": refused("STORAGE", "Not now.") });
  const user = userEvent.setup();
  await showPage("/new");
  const box = await screen.findByLabelText<HTMLTextAreaElement>("Paste the conversation");
  await user.click(box);
  await user.paste(long("The parcel is lost"));
  expect(await screen.findByText("Reading the text. You can go on meanwhile.")).toBeTruthy();
  const worker = () => FakeWorker.all.at(-1)!;
  // the splitting, then the reading of the whole
  worker().does();
  await waitFor(() => expect(worker().jobs.at(-1)?.kind).toBe("read"));
  worker().fails();
  const words = /could not be read on this device. It is still here/;
  expect((await screen.findByRole("alert")).textContent).toMatch(words);
  expect(box.value).toBe(long("The parcel is lost"));
  await user.click(screen.getByRole("button", { name: "Start" }));
  await waitFor(() => expect(screen.getAllByText(words)).toHaveLength(2));
  expect(server.sent.every(({ method }) => method === "GET")).toBe(true);
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByText("A conversation is still being read. Start in a moment.");
  worker().does();
  await screen.findByText(/^5000 turns/);
  expect(screen.queryByText(words)).toBeNull();
  await user.click(screen.getByRole("button", { name: "Start" }));
  await waitFor(() => expect(server.sent.some(({ method }) => method === "POST")).toBe(true));
});

test("[F-44] a second paste ends the reading of the first, and only the second is split", async () => {
  serverDouble({ "GET /sessions/new": defaults() });
  const user = userEvent.setup();
  await showPage("/new");
  const box = await screen.findByLabelText("Paste the conversation");
  await user.click(box);
  await user.paste(long("The first"));
  const first = FakeWorker.all.at(-1);
  expect(first?.jobs.at(-1)).toEqual({ kind: "split", text: long("The first") });
  await user.clear(box);
  await user.click(box);
  await user.paste(`${long("The second")}\n---\n${long("The third")}`);
  expect(first!.ended).toBe(true);
  const work = async () => {
    for (let jobs = 0; jobs < 6; jobs++) {
      const busy = FakeWorker.all.filter(({ ended }) => !ended);
      expect(busy.length).toBeLessThanOrEqual(1);
      busy[0]?.does();
      await new Promise((next) => setTimeout(next, 20));
    }
  };
  await work();
  expect(await screen.findAllByText("The second.", undefined, { timeout: 5_000 })).not.toHaveLength(0);
  expect(await screen.findAllByText("The third.")).not.toHaveLength(0);
  expect(screen.getAllByRole("article")).toHaveLength(2);
  expect(screen.queryByText(/The first/)).toBeNull();
});
