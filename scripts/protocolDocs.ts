// Writes docs/protocol.md from the schemas, the slices' own types and the sentences of every refusal: `node scripts/protocolDocs.ts`. A test fails when the file is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LIMITS } from "../shared/limits.ts";
import { draftMessageSchema, handshakeSchema } from "../shared/protocol/socket.ts";
import { PROTOCOL_VERSION } from "../shared/protocol/version.ts";
import {
  conversationSchema,
  draftEntrySchema,
  evidenceSchema,
  optionsSchema,
  serverCommandSchema,
  sessionCommandSchema,
  sheetSchema,
  valueSchema,
} from "../shared/session/commands.ts";
import { REJECTION_CODES } from "../shared/session/rejection.ts";
import { REFUSALS, ROLE_PASSED } from "../shared/texts/refusals.ts";
import { members, shapeOf } from "./protocol/shape.ts";
import { ROUTES } from "./protocol/routes.ts";

const root = new URL("../", import.meta.url);
const source = (path: string): string => readFileSync(new URL(path, root), "utf8");
const code = (words: string, language = ""): string => `\`\`\`${language}\n${words}\n\`\`\``;
const cell = (words: string): string => words.replaceAll("|", "\\|").replaceAll("\n", " ");

/** Shapes that come again, and the name they are shown by. */
const NAMED = [
  ["Value", valueSchema, "A score on the criterion's own scale (yes/no 1 or 0, n-point 1 to n, percent 0 to 100), or N/A."],
  ["Evidence", evidenceSchema, "A line of the transcript, or a moment of the recording, with the words."],
  ["DraftEntry", draftEntrySchema, "One criterion of a draft."],
  ["Sheet", sheetSchema, "A whole review; blanks are left out."],
  ["Conversation", conversationSchema, "What is scored."],
  ["Options", optionsSchema, "How a session is run."],
] as const;

/** The long shapes by their names, longest first, so that a sheet's evidence is not replaced before the sheet. */
function short(fields: string): string {
  return NAMED.map(([name, schema]) => [name, shapeOf(schema)] as const)
    .toSorted((a, b) => b[1].length - a[1].length)
    .reduce((words, [name, whole]) => words.replaceAll(whole, name), fields);
}

/** `export type SessionSlice = …` with the comment above it, from slices.ts. */
function slices(): string {
  const text = source("shared/session/view/slices.ts");
  const map = /export type Slices = \{([\s\S]*?)\n\};/u.exec(text)?.[1] ?? "";
  const rows = [...map.matchAll(/^ {2}(\w+): (.+);$/gmu)].map(([, name = "", type = ""]) => {
    const declared = type.replace(/\[\]$/u, "");
    const comment = new RegExp(`/\\*\\* ([^*]+?)\\s*\\*/\\nexport type ${declared}\\b`, "u").exec(text)?.[1] ?? "";
    return `| \`${name}\` | \`${type}\` | ${cell(comment)} |`;
  });
  return ["| slice | type | |", "| --- | --- | --- |", ...rows].join("\n");
}

const example = (): string =>
  /\/\/ --- shown in docs\/protocol\.md\n([\s\S]*?)\/\/ ---/u
    .exec(source("scripts/headlessClient.ts"))?.[1]
    ?.replace(/ \/\/ biome-ignore.*$/mu, "")
    .trim() ?? "";

const commandTable = (schema: Parameters<typeof members>[0]): string =>
  [
    "| command | fields |",
    "| --- | --- |",
    ...members(schema).map(({ name, fields }) => `| \`${name}\` | ${fields === "{}" ? "" : `\`${cell(short(fields))}\``} |`),
  ].join("\n");

export const protocolDocs =
  (): string => `<!-- Written by scripts/protocolDocs.ts from the schemas. Do not edit: change the schemas and run it again. -->

# The protocol

Version ${PROTOCOL_VERSION}. A browser, a test and a script speak it alike. Who acts comes from the signed cookie, never from a message. What people see comes whole, slice by slice, and only what is theirs.

## In ten lines

A reviewer without a browser. \`token\` is what stands behind the # of the team link or a personal link; somebody the team does not know yet waits at the door while it is closed. The whole script is \`scripts/headlessClient.ts\`.

${code(`import { connect } from "../client/connection/connection.ts";\n\n${example()}`, "ts")}

\`connect\` keeps every act until it is answered, sends it again with the same id after silence, and puts arriving slices in place of the old ones.

## The socket

Socket.IO 4 at \`/socket.io\`, WebSocket. The handshake's \`auth\` is

${code(shapeOf(handshakeSchema))}

with the device's cookie, or a shared screen's token instead. \`personId\`, here and in what is sent: whose page it is. Should the cookie be somebody else's by then, the answer is \`OTHER_PERSON\` and nothing is done. A page of another version is closed with \`UPGRADE_REQUIRED\` or \`SERVER_OLDER\`. A frame holds at most ${LIMITS.frame / 1024} KiB; a larger command goes to \`POST /api/sessions/:sessionId/commands\`.

| event | from | message |
| --- | --- | --- |
| \`command\` | client | \`{ id: id, personId?: id, command: Command }\`, acknowledged with an Answer |
| \`draft\` | client | \`${cell(short(shapeOf(draftMessageSchema)))}\`, acknowledged with an Answer. \`null\` clears |
| \`clock\` | client | nothing; acknowledged with the server's time in milliseconds since 1970 |
| \`view\` | server | \`{ slices: Partial<Slices>, now?: number, after?: "SLOW" }\`: the slices that changed, each whole; \`null\`: not for you any more. \`after\` on the first frame: why the last connection was ended |
| \`trouble\` | server | \`"storage"\`: the store cannot be reached, what is seen may be old; \`"full"\`: it takes nothing in for now; \`"damaged"\`: the session is only read from now on; \`null\`: over. To everybody in the session |
| \`bye\` | server | \`{ code, message }\`: last words before the server closes the socket |

### Four answers

| answer | means |
| --- | --- |
| \`{ ok: true }\` | Durable. The same id again changes nothing and gets the same answer. |
| \`{ ok: false, retry: "never", code, message, field?, params? }\` | Refused: no effect, ever. \`message\` says why and what to do. |
| \`{ ok: false, retry: "later", code, message, afterMs? }\` | Nothing stored. The same id may come again. |
| silence | Unknown. Send the same id again. |

### Shapes that come again

\`id\` is 1 to 64 of \`A–Z a–z 0–9 _ -\`. \`date\` is \`yyyy-mm-dd\`. Texts hold no NUL; those that must say something are not blank. Unknown fields are refused.

${NAMED.map(([name, schema, about]) => `**${name}**: ${about}\n\n${code(name === "Value" || name === "Evidence" ? shapeOf(schema) : NAMED.filter(([other]) => other === "Value" || other === "Evidence").reduce((words, [other, inner]) => words.replaceAll(shapeOf(inner), other), shapeOf(schema)))}`).join("\n\n")}

### Commands

${commandTable(sessionCommandSchema)}

The server alone issues these:

${commandTable(serverCommandSchema)}

Who may do what now stands in the \`mine\` slice, under \`can\`.

### Slices

Types: \`shared/session/view/slices.ts\`.

${slices()}

## HTTP

JSON both ways. What changes something needs \`content-type: application/json\` and an \`Origin\` of this server. Refused: \`{ ok: false, code, message, field?, retry }\`. Types of answers: \`shared/protocol/http.ts\`.

| route | | body | gives |
| --- | --- | --- | --- |
${ROUTES.map(({ route, does, body, gives }) => `| \`${route}\` | ${does} | ${body === undefined ? "" : `\`${cell(short(typeof body === "string" ? body : route.endsWith("/commands") ? "{ id: id, personId?: id, command: Command }" : shapeOf(body)))}\``} | ${gives} |`).join("\n")}

## Refusals

The list is closed. \`{{…}}\` is filled from \`params\`; \`at\` is in milliseconds since 1970. Where the facilitator's role has passed on, \`NOT_ALLOWED\` has \`name\` in its \`params\` and says: ${ROLE_PASSED}

| code | sentence |
| --- | --- |
${REJECTION_CODES.map((name) => `| \`${name}\` | ${cell(REFUSALS[name])} |`).join("\n")}
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(new URL("docs/protocol.md", root), protocolDocs());
