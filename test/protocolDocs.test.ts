// docs/protocol.md says what the schemas and the server really do.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ROUTES } from "../scripts/protocol/routes.ts";
import { members, shapeOf } from "../scripts/protocol/shape.ts";
import { protocolDocs } from "../scripts/protocolDocs.ts";
import { sessionCommandSchema, valueSchema } from "../shared/session/commands.ts";
import { REJECTION_CODES } from "../shared/session/rejection.ts";

const root = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

test("the file is up to date (node scripts/protocolDocs.ts writes it)", () => {
  expect(existsSync(new URL("docs/protocol.md", root))).toBe(true);
  expect(read("docs/protocol.md")).toBe(protocolDocs());
});

test("every command, refusal code and slice is in it", () => {
  const docs = protocolDocs();
  for (const { name } of members(sessionCommandSchema)) expect(docs).toContain(`| \`${name}\` |`);
  for (const code of REJECTION_CODES) expect(docs).toContain(`| \`${code}\` | `);
  const slices = /export type Slices = \{([\s\S]*?)\n\};/.exec(read("shared/session/view/slices.ts"))?.[1] ?? "";
  const names = [...slices.matchAll(/^ {2}(\w+):/gm)].map((match) => match[1]);
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect(docs).toContain(`| \`${name}\` | \``);
});

test("its routes are the server's routes", () => {
  const app = read("server/app.ts");
  const mounts = new Map([...app.matchAll(/import \{ (\w+Routes) \} from "\.\/(http\/\w+\.ts)"/g)].map((match) => [match[1], match[2]]));
  const found = new Set<string>();
  for (const [name, file] of mounts) {
    if (name === "clientRoutes") continue;
    const mount = new RegExp(`api\\.use\\("(/\\w+)",[^;]*\\b${name}\\(`).exec(app)?.[1];
    const prefix = mount ? `/api${mount}` : name === "healthRoutes" || app.includes(`app.use(${name}(`) ? "" : null;
    expect(prefix ?? sessionsPrefix(app, name), `${name} is mounted`).not.toBeNull();
    const source = read(`server/${file}`);
    for (const [, method, path] of [
      ...source.matchAll(/router\.(get|post|put|delete)\("([^"]+)"/g),
      ...source.matchAll(/\["(get|post|put|delete)", "([^"]+)"/g),
    ])
      found.add(`${method!.toUpperCase()} ${prefix ?? sessionsPrefix(app, name)}${path === "/" ? "" : path}`);
  }
  expect([...found].sort()).toEqual(ROUTES.map(({ route }) => route).sort());
  expect(readdirSync(new URL("server/http", root)).length).toBeGreaterThan(10);
});
/** Session routes come from two files, one of which is made before it is mounted. */
const sessionsPrefix = (app: string, name: string | undefined): string | null => (app.includes(`${name}(`) ? "/api/sessions" : null);

describe("shapes are said as they are checked", () => {
  test("a score", () => expect(shapeOf(valueSchema)).toBe('integer | "NA"'));
  test("a command with limits", () => {
    const fields = Object.fromEntries(members(sessionCommandSchema).map(({ name, fields }) => [name, fields]));
    expect(fields.SetDoor).toBe("{ open: true | false }");
    expect(fields.CastRevote).toBe('{ conversationId: id, criterionId: id, round: integer ≥ 1, value: integer | "NA" }');
    expect(fields.AddAction).toContain("dueOn: date | null");
  });
});
