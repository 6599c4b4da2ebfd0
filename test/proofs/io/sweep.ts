// The k-th call to the disk fails, for each k of a scenario: what was acknowledged is there, the rest can be tried again, and nothing is there twice.
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sqliteStore } from "../../../server/store/sqlite.ts";
import { actOf, STREAM } from "./acts.ts";
import { type Fault, hits, isData, under } from "./injected.ts";

const APPENDER = fileURLToPath(new URL("appender.ts", import.meta.url));
/** acts stored before, and after */
const BEFORE = 5;

export type Swept = {
  fired: number;
  exits: number;
  laters: number;
  failures: string[] /** the scenario ended before the k-th call */;
  over: boolean;
};

const throws = (error: unknown): never => {
  throw error;
};

/** A data file with some acts in it, closed in good order. */
export const prepare = async (folder: string): Promise<string> => {
  const file = join(folder, "plumb.sqlite");
  const store = sqliteStore({ file, onFatal: throws, writesHere: true });
  for (let number = 0; number < BEFORE; number++) await store.append(STREAM, number, [actOf(number)]);
  await store.close();
  return file;
};

const run = (command: string[]): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((done) => {
    const [program, ...args] = command;
    const child = spawn(program!, args, { stdio: ["ignore", "pipe", "pipe"] });
    const seen = { out: "", err: "" };
    child.stdout.on("data", (chunk) => (seen.out += String(chunk)));
    child.stderr.on("data", (chunk) => (seen.err += String(chunk)));
    child.on("close", (code) => done({ code, ...seen }));
  });

export async function sweepOne(template: string, fault: Fault, at: number, acts: number, broken = false): Promise<Swept> {
  const folder = mkdtempSync(join(tmpdir(), "plumb-io-"));
  const swept: Swept = { fired: 0, exits: 0, laters: 0, failures: [], over: false };
  const fail = (line: string): void => void swept.failures.push(`${fault} at call ${at}: ${line}`);
  try {
    const file = join(folder, "plumb.sqlite");
    copyFileSync(template, file);
    const log = join(folder, "strace.log");
    const { code, out, err } = await run([
      ...under(fault, at, log),
      process.execPath,
      APPENDER,
      file,
      String(BEFORE + acts),
      broken ? "answersEarly" : "",
    ]);
    const injected = hits(log).filter(isData);
    swept.over = hits(log).length === 0;
    swept.fired = injected.length;
    const lines = out.trim().split("\n");
    const acknowledged = lines.filter((line) => line.startsWith("ok ")).map((line) => Number(line.slice(3)));
    const later = lines.some((line) => line.startsWith("later "));
    const done = lines.at(-1) === "done";
    if (injected.length > 0 && fault.endsWith("EIO") && (code === 0 || code === null))
      fail(`the process went on (${code}) after the disk had failed`);
    if (code === 0 && !done) fail("it ended without having done its work");
    if (fault.endsWith("EIO") && later) fail("an I/O error was answered as if nothing had been stored");
    // A full disk is survived: told, tried again, done. Before anything is open the start is refused with a sentence.
    if (!fault.endsWith("EIO") && code !== 0 && acknowledged.length > 0)
      fail(`a full disk ended the process (${code}): ${err.slice(-400)}`);
    if (code !== 0) swept.exits += 1;
    if (later) swept.laters += 1;

    const store = sqliteStore({ file, onFatal: throws, writesHere: true });
    const events = await store.read(STREAM, 0);
    const numbers = events.map(({ event }) => Number(event.number));
    numbers.forEach((number, index) => {
      if (number !== index) fail(`act ${number} stands at place ${index}`);
    });
    for (const number of acknowledged) if (!numbers.includes(number)) fail(`act ${number} was acknowledged and is lost`);
    if (numbers.length > BEFORE + acknowledged.length + 1) fail("more is stored than was under way");
    // Whoever was not answered sends the same again: stored once, whatever became of it.
    for (let number = BEFORE; number < BEFORE + acts; number++) {
      const known = await store.findCommand(STREAM, "ana", `c${number}`);
      if (!known && (await store.append(STREAM, number, [actOf(number)])).outcome !== "appended")
        fail(`act ${number} cannot be stored afterwards`);
    }
    const verdict = store.verifyStream(STREAM);
    if (!verdict.ok || verdict.events !== BEFORE + acts) fail(`in the end: ${JSON.stringify(verdict)}`);
    await store.close();
  } catch (error) {
    fail(`does not open again: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return swept;
}
