// Long texts are read beside the page: one after the other, given up when nobody wants them, by the page itself where there is no worker.
import { beforeEach, expect, test } from "vitest";
import { createBackground } from "../../../client/material/background.ts";
import { FakeWorker } from "./fakeWorker.ts";

const long = (said: string): string => `Agent: ${said}.\nCustomer: Yes.\n`.repeat(3_000);
const open = () => new FakeWorker() as unknown as Worker;
const saidIn = ({ lines }: { lines: { text: string }[] }) => lines[0]?.text;
beforeEach(() => FakeWorker.reset());

test("a short text starts no worker", async () => {
  const inBackground = createBackground(open);
  expect(saidIn(await inBackground("read", "Agent: Hello.\nCustomer: Yes."))).toBe("Hello.");
  expect(FakeWorker.all).toHaveLength(0);
});

test("[F-44] one worker does one long text after the other", async () => {
  const inBackground = createBackground(open);
  const first = inBackground("read", long("one"));
  const second = inBackground("redact", long("4111 1111 1111 1111"));
  const [worker] = FakeWorker.all;
  expect(worker!.jobs.map(({ kind }) => kind)).toEqual(["read"]);
  worker!.does();
  expect(saidIn(await first)).toBe("one.");
  worker!.does();
  expect(await second).not.toContain("4111");
  expect(FakeWorker.all).toHaveLength(1);
});

test("[F-44] what is no longer wanted ends with its worker, and what waited behind it is done by another; what only waited is never begun", async () => {
  const inBackground = createBackground(open);
  const stop = [new AbortController(), new AbortController()];
  const given = stop.map(({ signal }, index) => inBackground("read", long(`given up ${index}`), signal).catch((why: Error) => why.message));
  const wanted = inBackground("read", long("wanted"));
  stop[1]!.abort();
  expect(FakeWorker.all[0]!.ended).toBe(false);
  stop[0]!.abort();
  expect(await Promise.all(given)).toEqual(["no longer wanted", "no longer wanted"]);
  expect(FakeWorker.all.map(({ ended, jobs }) => [ended, jobs.length])).toEqual([
    [true, 1],
    [false, 1],
  ]);
  FakeWorker.all[1]!.does();
  expect(saidIn(await wanted)).toBe("wanted.");
  // too late to give up what is done
  stop[0]!.abort();
  expect(FakeWorker.all[1]!.ended).toBe(false);
});

test("[F-44] a worker that cannot be made, or never comes up, is done without", async () => {
  const none = createBackground(() => {
    throw new Error("no workers here");
  });
  expect(saidIn(await none("read", long("one")))).toBe("one.");
  const inBackground = createBackground(open);
  const first = inBackground("read", long("two"));
  const second = inBackground("read", long("three"));
  FakeWorker.all[0]!.onerror?.();
  expect(saidIn(await first)).toBe("two.");
  expect(saidIn(await second)).toBe("three.");
  expect(FakeWorker.all).toHaveLength(1);
});

test("[F-44] a text that ends a worker is told as unreadable and not tried on the page; the next has another worker", async () => {
  const inBackground = createBackground(open);
  const well = inBackground("read", long("well"));
  FakeWorker.all[0]!.does();
  await well;
  const bomb = inBackground("read", long("bomb"));
  const next = inBackground("read", long("next"));
  FakeWorker.all[0]!.onerror?.();
  await expect(bomb).rejects.toThrow("the worker ended");
  expect(FakeWorker.all[0]!.ended).toBe(true);
  FakeWorker.all[1]!.fails();
  await expect(next).rejects.toThrow("unreadable");
});
