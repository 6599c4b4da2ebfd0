// Configuration taken out of the documents, so that what people copy is what the tests start. Only addresses, ports and files are put in.
import { readFileSync } from "node:fs";

/** The fenced blocks of one language in a document; "" those that name none. */
const fenced = (document: string, language: string): string[] => {
  const blocks: string[] = [];
  let open: { language: string; lines: string[] } | null = null;
  for (const line of readFileSync(document, "utf8").split("\n")) {
    if (!line.startsWith("```")) open?.lines.push(line);
    else if (!open) open = { language: line.slice(3).trim(), lines: [] };
    else {
      if (open.language === language) blocks.push(open.lines.join("\n"));
      open = null;
    }
  }
  return blocks;
};

const replaced = (text: string, from: string | RegExp, to: string): string => {
  if (!(typeof from === "string" ? text.includes(from) : from.test(text))) throw new Error(`the document no longer says ${from}`);
  return text.replace(from, to);
};

type Place = { publicPort: number; certFile: string; keyFile: string };

const atPlace = (block: string, { publicPort, certFile, keyFile }: Place): string =>
  [
    ["listen 443 ssl", `listen 127.0.0.1:${publicPort} ssl`],
    ["/etc/ssl/plumb.example.com.pem", certFile],
    ["/etc/ssl/plumb.example.com.key", keyFile],
  ].reduce((text, [from, to]) => replaced(text, from!, to!), block);

/** docs/operations.md, A path on a host that others use too: Caddy, from its first line to its last. */
export const caddyWithPath = (name: string, port: number): string => {
  const block = fenced("docs/operations.md", "").find((one) => one.includes("/plumb/*"));
  if (!block) throw new Error("docs/operations.md shows no Caddyfile with a path");
  return replaced(replaced(block, "tools.example.com", name), "127.0.0.1:3000", `127.0.0.1:${port}`);
};

/** docs/operations.md, Several nodes: Caddy in front of two. */
export const caddyForTwo = (name: string, [one, other]: [number, number]): string => {
  const block = fenced("docs/operations.md", "").find((each) => each.includes("lb_policy"));
  if (!block) throw new Error("docs/operations.md shows no Caddyfile for several nodes");
  const named = replaced(replaced(block, "10.0.0.11:3000", `127.0.0.1:${one}`), "10.0.0.12:3000", `127.0.0.1:${other}`);
  return replaced(named, "plumb.example.com", name);
};

/** docs/operations.md, Several nodes: what stands before nginx's block, and the block. */
export const nginxForTwo = (place: Place & { nodes: [number, number] }): string => {
  const [block, upstream] = fenced("docs/operations.md", "nginx");
  if (!block || !upstream) throw new Error("docs/operations.md shows no nginx block for several nodes");
  const both = replaced(
    replaced(upstream, "10.0.0.11:3000", `127.0.0.1:${place.nodes[0]}`),
    "10.0.0.12:3000",
    `127.0.0.1:${place.nodes[1]}`,
  );
  return `${both}\n${replaced(atPlace(block, place), "http://127.0.0.1:3000", "http://plumb")}`;
};

/** docs/operations.md, Reverse proxy: nginx in front of one node. */
export const nginxBlock = (place: Place & { nodes: [number] }): string => {
  const [block] = fenced("docs/operations.md", "nginx");
  if (!block) throw new Error("docs/operations.md shows no nginx block");
  return replaced(atPlace(block, place), "http://127.0.0.1:3000", `http://127.0.0.1:${place.nodes[0]}`);
};

/** docs/operations.md, Several nodes: the lines that make a user of Plumb's own in Redis, as words. */
export const accessList = (password: string): string[][] => {
  const block = fenced("docs/operations.md", "").find((one) => one.includes("ACL SETUSER"));
  if (!block) throw new Error("docs/operations.md shows no access list");
  return replaced(block, ">PASSWORD", `>${password}`)
    .split("\n")
    .map((line) => line.replace(/ +#.*$/, "").split(" "));
};
