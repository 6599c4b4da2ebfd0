// What each refusal of Redis means for a write: nothing stored and asked again, unknown, elsewhere, or a fault of ours.
import {
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  DisconnectsClientError,
  ErrorReply,
  SocketClosedUnexpectedlyError,
  SocketTimeoutError,
  TimeoutError,
} from "redis";
import { expect, test } from "vitest";
import { meaningOf } from "../../server/store/redis/meaning.ts";
import { isLater, StoreError } from "../../server/store/storeErrors.ts";

/** in the words of Redis itself */
const LATER = [
  ["LOADING", "LOADING Redis is loading the dataset in memory"],
  ["BUSY", "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE."],
  ["READONLY", "READONLY You can't write against a read only replica."],
  ["OOM", "OOM command not allowed when used memory > 'maxmemory'."],
  ["OOM in a script", "OOM command not allowed when used memory > 'maxmemory'. script: 4a5b, on @user_script:9."],
  ["MASTERDOWN", "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."],
  ["CLUSTERDOWN", "CLUSTERDOWN Hash slot not served"],
  ["NOREPLICAS", "NOREPLICAS Not enough good replicas to write."],
  ["MISCONF", "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk."],
  ["NOAUTH", "NOAUTH Authentication required."],
  ["NOPERM", "NOPERM User plumb has no permissions to run the 'evalsha' command"],
] as const;

test.each(LATER)("[F-20] %s: nothing was stored, later", (_name, message) => {
  const meaning = meaningOf(new ErrorReply(message));
  expect(meaning).toMatchObject({ is: "refused", error: { code: message.startsWith("OOM") ? "STORAGE_FULL" : "STORE_AWAY" } });
  expect(meaning.is === "refused" && isLater(meaning.error)).toBe(true);
});

test("[F-20] TRYAGAIN: part of it is on its way to another server; asked again there, and later at the most", () => {
  const meaning = meaningOf(new ErrorReply("TRYAGAIN Multiple keys request during rehashing of slot"));
  expect(meaning).toMatchObject({ is: "moving", error: { code: "STORE_AWAY" } });
  expect(meaning.is === "moving" && isLater(meaning.error)).toBe(true);
});

test.each([
  ["MOVED 3999 127.0.0.1:6381", { is: "elsewhere", slot: 3999, address: "127.0.0.1:6381", once: false }],
  ["ASK 3999 127.0.0.1:6381", { is: "elsewhere", slot: 3999, address: "127.0.0.1:6381", once: true }],
] as const)("[F-20] %s: another server has it", (message, meaning) => {
  expect(meaningOf(new ErrorReply(message))).toEqual(meaning);
});

test.each([
  // begin like one of those above and are none of them
  "BUSYGROUP Consumer Group name already exists",
  "BUSYKEY Target key name already exists.",
  "ERR LOADING is not a command",
  "ERR unknown command 'XADD'",
  "WRONGTYPE Operation against a key holding the wrong kind of value",
  "NOSCRIPT No matching script.",
  "",
])("[F-20] any other reply is a fault, and not taken for later: %s", (message) => {
  expect(meaningOf(new ErrorReply(message))).toEqual({ is: "fault" });
});

test.each([
  ["closed", new SocketClosedUnexpectedlyError()],
  ["given up", new DisconnectsClientError()],
  ["silent", new SocketTimeoutError(1)],
  ["not there in time", new ConnectionTimeoutError()],
  ["not answered in time", new TimeoutError()],
  ["reset", Object.assign(new Error("read ECONNRESET"), { syscall: "read" })],
])("a connection %s with the write on it: nobody knows", (_how, error) => {
  expect(meaningOf(error)).toEqual({ is: "unknown" });
});

test.each([new ClientOfflineError(), new ClientClosedError()])("never sent: nothing was stored, later", (error) => {
  expect(meaningOf(error)).toMatchObject({ is: "refused", error: { code: "STORE_AWAY" } });
});

test("what the store itself refuses stays as it is; anything else is a fault", () => {
  const error = new StoreError("LOG_DAMAGED", "as told");
  expect(meaningOf(error)).toEqual({ is: "refused", error });
  expect(meaningOf(new TypeError("of ours"))).toEqual({ is: "fault" });
});
