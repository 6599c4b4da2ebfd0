// The lines that docs/operations.md shows under Containers, read as Docker reads them. Words and options that nobody here knows are refused.
import { readFileSync } from "node:fs";

export type DockerLine = {
  /** "run", "compose exec" */ verb: string;
  /** --name, -p, -v, -e with what stands behind them; those alone with nothing */ options: Record<string, string[]>;
  /** image, container or services, then the command */ rest: string[];
};

const ALONE = new Set(["-d", "--rm"]);
const WITH_VALUE = new Set(["-t", "-p", "-v", "-e", "--name"]);

const readLine = (line: string): DockerLine => {
  const [program, ...words] = line.replace(/ +#.*$/, "").split(" ");
  if (program !== "docker") throw new Error(`not a command of Docker: ${line}`);
  const verb = words[0] === "compose" ? words.splice(0, 2).join(" ") : String(words.shift());
  const options: Record<string, string[]> = {};
  while (words[0]?.startsWith("-")) {
    const option = words.shift()!;
    if (!ALONE.has(option) && !WITH_VALUE.has(option)) throw new Error(`nobody here knows what ${option} does: ${line}`);
    options[option] = [...(options[option] ?? []), ALONE.has(option) ? "" : (words.shift() ?? "")];
  }
  return { verb, options, rest: words };
};

/** Every line of Docker in that section, in order. */
export const documentedLines = (document: string): DockerLine[] => {
  const [, section = ""] = readFileSync(document, "utf8").split("\n## Containers\n");
  return section
    .split("\n## ")[0]!
    .split("\n")
    .filter((line) => line.startsWith("docker "))
    .map(readLine);
};

/** `-e A=b`, as the container gets them. */
export const settingsOf = ({ options }: DockerLine): Record<string, string> =>
  Object.fromEntries(
    (options["-e"] ?? []).map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
