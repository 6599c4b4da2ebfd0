// compose.yaml as data. Reads the part of YAML that the file is written in, and nothing else: maps by indentation, one-line lists, anchors of whole services.
import { readFileSync } from "node:fs";

export type Node = string | string[] | { [key: string]: Node };
export type Service = {
  image?: string;
  build?: string;
  command?: string[];
  environment: Record<string, string>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  depends_on?: Node;
};

const scalar = (text: string): Node => {
  if (text.startsWith("[") || text.startsWith('"')) return JSON.parse(text) as Node;
  if (/[#{}[\]&*!|>'%@`]/.test(text[0] ?? "")) throw new Error(`more of YAML than is read here: ${text}`);
  return text;
};

export function readYaml(text: string): Record<string, Node> {
  const root: Record<string, Node> = {};
  const anchors = new Map<string, Node>();
  const open: { indent: number; map: Record<string, Node> }[] = [{ indent: -1, map: root }];
  for (const line of text.split("\n")) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, spaces = "", key = "", rest = ""] = /^( *)([\w.-]+):(?: (.*))?$/.exec(line) ?? [];
    if (key === "") throw new Error(`not read here: ${line}`);
    while (open.at(-1)!.indent >= spaces.length) open.pop();
    const { map } = open.at(-1)!;
    if (rest.startsWith("*")) {
      const known = anchors.get(rest.slice(1));
      if (!known) throw new Error(`an unknown anchor: ${rest}`);
      map[key] = known;
    } else if (rest === "" || rest.startsWith("&")) {
      const child: Record<string, Node> = {};
      map[key] = child;
      if (rest) anchors.set(rest.slice(1), child);
      open.push({ indent: spaces.length, map: child });
    } else map[key] = scalar(rest);
  }
  return root;
}

/** `${NAME}`, `${NAME:-else}` and `${NAME:?why}`, as Compose puts them in. */
export const filledIn = (text: string, env: Record<string, string>): string =>
  text.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_whole, name: string, kind?: string, more?: string) => {
    const value = env[name];
    if (value) return value;
    if (kind === "-") return more ?? "";
    throw new Error(`${name}: ${kind === "?" ? more : "is not set"}`);
  });

export function readCompose(file: string, env: Record<string, string>): Record<string, Service> {
  const fill = (node: Node): Node =>
    typeof node === "string"
      ? filledIn(node, env)
      : Array.isArray(node)
        ? node.map((one) => filledIn(one, env))
        : Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value)]));
  return fill(readYaml(readFileSync(file, "utf8")).services!) as unknown as Record<string, Service>;
}
