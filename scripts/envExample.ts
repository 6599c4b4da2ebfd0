// Writes .env.example, and the README's table of settings between its two marks, from the server's own table of settings.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { configTable, envExample } from "../server/config.ts";

const root = new URL("../", import.meta.url);
writeFileSync(new URL(".env.example", root), envExample());

const readme = new URL("README.md", root);
if (existsSync(readme)) {
  const marked = /(<!-- configuration -->\n)[\s\S]*?(<!-- \/configuration -->)/;
  writeFileSync(
    readme,
    readFileSync(readme, "utf8").replace(marked, (_, start: string, end: string) => `${start}\n${configTable()}\n\n${end}`),
  );
}
