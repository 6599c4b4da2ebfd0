// Configuration taken out of the documents, so that what people copy is what the tests start. Only addresses, ports and files are put in.
import { readFileSync } from "node:fs";

/** The fenced blocks of one language in a document. */
const fenced = (document: string, language: string): string[] =>
  [...readFileSync(document, "utf8").matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((match) => match[1]!);

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

/** docs/operations.md, Reverse proxy: nginx in front of one node. */
export const nginxBlock = (place: Place & { nodes: [number] }): string => {
  const [block] = fenced("docs/operations.md", "nginx");
  if (!block) throw new Error("docs/operations.md shows no nginx block");
  return replaced(atPlace(block, place), "http://127.0.0.1:3000", `http://127.0.0.1:${place.nodes[0]}`);
};
