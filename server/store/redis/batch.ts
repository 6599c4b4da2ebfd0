// A batch of commands as the append script wants it, and entries of the log as they come back.
import { randomUUID } from "node:crypto";
import type { CommandRecord, StoredEvent } from "../eventStore.ts";
import { putTextsBack, takeTextsOut, textsNamed } from "../sqlite/textCodec.ts";
import { chainHash } from "../sqlite/verify.ts";
import type { Head } from "./heads.ts";
import { commandField } from "./keys.ts";
import type { RawEntry } from "./scripts.ts";

/** An event as it is stored: texts out, hash in. */
export type ChainedEntry = { version: number; commandId: string; actor: string; json: string; hash: string };

export const textField = (version: number, n: number): string => `${version}.${n}`;
/** The salt has no colon in it. An erased text is nothing at all. */
export const textValue = (salt: Uint8Array, text: string): string => `${Buffer.from(salt).toString("base64url")}:${text}`;
export const textOfValue = (value: string | null | undefined): { salt: Uint8Array; text: string } | null => {
  if (!value) return null;
  const colon = value.indexOf(":");
  return { salt: new Uint8Array(Buffer.from(value.slice(0, colon), "base64url")), text: value.slice(colon + 1) };
};

/** Texts are taken out once; the hashes depend on the head and are made for each try. */
export const prepare = (batch: CommandRecord[]) => batch.map((command) => ({ ...command, events: command.events.map(takeTextsOut) }));

export const appendArguments = (
  batch: ReturnType<typeof prepare>,
  expected: Head,
  more: { channel: string; hint: string; mustExist: boolean },
): { args: string[]; hash: string } => {
  const commands = batch.flatMap((command) => [commandField(command.actor, command.commandId), command.fingerprint]);
  const events: string[] = [];
  const texts: string[] = [];
  let head = expected;
  for (const command of batch)
    for (const { json, texts: typed } of command.events) {
      const event = { version: head.version + 1, commandId: command.commandId, actor: command.actor, json };
      head = { version: event.version, hash: chainHash(head.hash, event) };
      events.push(event.commandId, event.actor, json, head.hash);
      for (const { n, salt, text } of typed) texts.push(textField(event.version, n), textValue(salt, text));
    }
  return {
    hash: head.hash,
    args: [
      String(expected.version),
      expected.hash,
      head.hash,
      // Unique to this batch: asked again after a broken connection, the script knows its own work.
      randomUUID(),
      more.channel,
      more.hint,
      more.mustExist ? "1" : "0",
      String(batch.length),
      ...commands,
      String(events.length / 4),
      ...events,
      String(texts.length / 2),
      ...texts,
    ],
  };
};

/** Pairs of names and values in turn. */
export const pairsOf = (flat: string[]): [string, string][] =>
  Array.from({ length: flat.length / 2 }, (_, index) => [flat[2 * index]!, flat[2 * index + 1]!]);

export const entriesOf = (entries: RawEntry[]): ChainedEntry[] =>
  entries.map(([id, flat]) => {
    const fields = new Map(pairsOf(flat));
    return {
      version: Number(id.slice(0, id.indexOf("-"))),
      commandId: fields.get("c") ?? "",
      actor: fields.get("a") ?? "",
      json: fields.get("e") ?? "",
      hash: fields.get("h") ?? "",
    };
  });

export const textFieldsOf = (entries: ChainedEntry[]): string[] =>
  entries.flatMap(({ version, json }) =>
    json.includes('"textId"') ? textsNamed(json).map(({ textId }) => textField(version, textId)) : [],
  );

export const eventOf = ({ version, commandId, actor, json }: ChainedEntry, texts: Map<string, string | null>): StoredEvent => ({
  version,
  commandId,
  actor,
  event: putTextsBack(json, (n) => textOfValue(texts.get(textField(version, n)))?.text ?? null) as StoredEvent["event"],
});
