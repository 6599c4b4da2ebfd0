// `plumb erase person|material`: forgets a person, or a session's transcripts, for good. Asks for the name again, because nothing brings it back.
import { existsSync } from "node:fs";
import type { SessionEvent } from "../../shared/session/events.ts";
import { erase, type Erased, isNothing, peopleOf } from "../erasure/erase.ts";
import { type Erasure, ledgerIn, record, type Subject, writeDown } from "../erasure/ledger.ts";
import type { EventStore } from "../store/eventStore.ts";
import { dataFile } from "../store/open.ts";
import { sqliteStore } from "../store/sqlite.ts";
import { StoreError } from "../store/storeErrors.ts";
import { type CliContext, CliRefusal } from "./context.ts";
import { leaveTeam } from "./leaveTeam.ts";
import { assertNoServer, openRedis } from "./redis.ts";

type Found = Subject & { /** null: erased already */ name: string | null };

const alike = (a: string, b: string): boolean => a.trim().toLocaleLowerCase("en") === b.trim().toLocaleLowerCase("en");

const findPerson = async (store: EventStore, asked: string): Promise<Found> => {
  const people = await peopleOf(store);
  const known = people.filter(
    (person) => person.personId === asked || (person.mergedInto === null && !person.erased && alike(person.name, asked)),
  );
  const [person, other] = known;
  if (!person) throw new CliRefusal(`UNKNOWN_SUBJECT: Nobody here is called "${asked}" or has that id. Nothing was changed.`);
  if (other) {
    throw new CliRefusal(
      [
        `Several people are called "${asked}". Give the id of the one who is meant:`,
        ...known.map(({ personId, kind }) => `  ${personId} (${kind})`),
      ].join("\n"),
    );
  }
  return { kind: "person", id: person.personId, name: person.erased ? null : person.name };
};

const nameOfSession = async (store: EventStore, stream: string): Promise<string> => {
  let name = "";
  for (const { event } of await store.read(stream, 0)) {
    const happened = event as unknown as SessionEvent;
    if (happened.type === "SessionCreated") name = happened.name;
    if (happened.type === "SessionChanged" && happened.change.name !== undefined) name = happened.change.name;
  }
  return name;
};

const findMaterial = async (store: EventStore, sessionId: string): Promise<Found> => {
  const stream = `session:${sessionId}`;
  if (!(await store.streams(stream)).includes(stream)) {
    throw new CliRefusal(
      `UNKNOWN_SUBJECT: There is no session ${sessionId}. Its id stands in its address, after /s/. Nothing was changed.`,
    );
  }
  return { kind: "material", id: sessionId, name: await nameOfSession(store, stream) };
};

const told = ({ names, texts, drafts, signIns }: Erased): string =>
  `${names} names, ${texts} texts, ${drafts} drafts and ${signIns} sign-ins were erased.`;

/** With the store to itself: `cleanUp` leaves no byte of it in any file. */
const eraseIn = async (
  store: EventStore,
  { config, print }: CliContext,
  kind: string,
  asked: string,
  confirm: string | undefined,
  cleanUp: () => Promise<void>,
): Promise<void> => {
  if (kind !== "person" && kind !== "material") throw new CliRefusal("Say what: plumb erase person NAME, or plumb erase material SESSION.");
  const found = kind === "person" ? await findPerson(store, asked) : await findMaterial(store, asked);
  const what = kind === "person" ? "the person, their reasons and drafts" : "the transcripts, agents and quotes of the session";
  if (found.name !== null && (confirm === undefined || !alike(confirm, found.name))) {
    throw new CliRefusal(
      `This erases ${what} for good; nothing brings it back. To go on, add the name as it stands: --confirm ${JSON.stringify(found.name)}. Nothing was changed.`,
    );
  }
  const needed = found.kind === "person" ? await leaveTeam(store, found.id) : null;
  if (needed) {
    throw new CliRefusal(
      needed.rejection.code === "LAST_ADMIN"
        ? `${needed.name} is the team's only admin. Make somebody else an admin first. Nothing was changed.`
        : `The team cannot do without this person (${needed.rejection.code}). Nothing was changed.`,
    );
  }
  const erasure: Erasure = { kind: found.kind, id: found.id, at: new Date().toISOString() };
  writeDown(ledgerIn(config.dataDir), erasure);
  await record(store, erasure, false);
  const erased = await erase(store, found);
  // Also where nothing was left: an erasure that was cut off may have stopped just here.
  await cleanUp();
  if (erased.damage) {
    throw new CliRefusal(
      [
        "What cannot be read could not be erased:",
        erased.damage.message,
        `Elsewhere ${told(erased)} Take back a backup with plumb restore FILE: what ${ledgerIn(config.dataDir)} lists is erased from it too.`,
      ].join("\n"),
    );
  }
  await record(store, erasure, true);
  if (isNothing(erased)) return print("Nothing of it was left: it was erased before.");
  print(`${told(erased)} Scores, order and the record stay; plumb verify still holds.`);
  print(
    `Older backups still hold it. ${ledgerIn(config.dataDir)} lists what was erased: keep a copy beside your backups, and plumb restore erases it again.`,
  );
};

export const eraseCommand = async (context: CliContext, kind: string, asked: string, confirm: string | undefined): Promise<void> => {
  const { config } = context;
  if (config.redisUrl) {
    const { rewriteLog } = await import("../store/redis/rewriteLog.ts");
    const store = await openRedis(context);
    try {
      await assertNoServer(store);
      await eraseIn(store, context, kind, asked, confirm, () => rewriteLog(store.link));
    } finally {
      await store.close();
    }
    return;
  }
  const file = dataFile(config.dataDir);
  if (!existsSync(file)) throw new CliRefusal(`There is nothing to erase yet: ${file} does not exist. Is DATA_DIR right?`);
  const { scrub } = await import("../store/sqlite/scrub.ts");
  const onFatal = (error: unknown): never => {
    process.stderr.write(`The disk failed while writing ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  };
  let store: ReturnType<typeof sqliteStore>;
  try {
    store = sqliteStore({ file, onFatal, writesHere: true });
  } catch (error) {
    if (error instanceof StoreError && error.code === "STORE_LOCKED") {
      throw new CliRefusal(
        `${error.message} A person is erased on its Team page while it runs, under More beside the name; from here, stop it first. Nothing was changed.`,
      );
    }
    throw error;
  }
  try {
    await eraseIn(store, context, kind, asked, confirm, async () => scrub(file));
  } finally {
    await store.close();
  }
};
