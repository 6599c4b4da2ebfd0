// A Dockerfile carried out without a container: every stage is a folder that stands for its file system, every instruction does there what it says.
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";

export type Stage = {
  name: string;
  image: string;
  /** the folder that stands for / */ root: string;
  workdir: string;
  env: Record<string, string>;
  user: string | null;
  cmd: string[];
  healthcheck: string[];
  volumes: string[];
  stopSignal: string | null;
  /** commands of RUN, as written */ ran: string[];
};

/** `#` lines away, lines that end in \ joined. */
export const instructionsOf = (text: string): [name: string, rest: string][] =>
  text
    .split("\n")
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join("\n")
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .map((line) => {
      const [, name = "", rest = ""] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      return [name, rest];
    });

const isIgnored = (context: string): ((path: string) => boolean) => {
  const names = new Set(readFileSync(join(context, ".dockerignore"), "utf8").split("\n").filter(Boolean));
  return (path) => names.has(relative(context, path).split("/")[0] ?? "");
};

/** `run` carries out one RUN in a stage. */
export async function carryOut(options: {
  context: string;
  into: string;
  run: (stage: Stage, command: string) => Promise<void>;
}): Promise<Stage> {
  const { context } = options;
  const ignored = isIgnored(context);
  const stages: Stage[] = [];
  const inside = (stage: Stage, path: string): string => join(stage.root, resolve(stage.workdir, path));
  const copy = (from: string, base: string, to: string, many: boolean): void => {
    const into = many || (existsSync(to) && statSync(to).isDirectory() && !statSync(from).isDirectory()) ? join(to, basename(from)) : to;
    mkdirSync(dirname(into), { recursive: true });
    cpSync(from, into, { recursive: true, filter: (path) => base !== context || !ignored(path) });
  };
  for (const [name, rest] of instructionsOf(readFileSync(join(context, "Dockerfile"), "utf8"))) {
    const stage = stages.at(-1);
    if (name === "FROM") {
      const [, image = "", as] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? [];
      const root = join(options.into, `stage-${stages.length}`);
      mkdirSync(root);
      const empty = { workdir: "/", env: {}, user: null, cmd: [], healthcheck: [], volumes: [], stopSignal: null, ran: [] };
      stages.push({ name: as ?? "", image, root, ...empty });
      continue;
    }
    if (!stage) throw new Error(`${name} before FROM`);
    switch (name) {
      case "WORKDIR":
        stage.workdir = resolve(stage.workdir, rest);
        mkdirSync(inside(stage, "."), { recursive: true });
        break;
      case "COPY": {
        const [, from, paths = ""] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? [];
        const source = stages.find((one) => one.name === from);
        if (from && !source) throw new Error(`COPY from an unknown stage: ${rest}`);
        const words = paths.split(" ");
        const to = inside(stage, words.at(-1)!);
        for (const path of words.slice(0, -1))
          copy(source ? inside(source, path) : join(context, path), source ? source.root : context, to, words.length > 2);
        break;
      }
      case "RUN":
        stage.ran.push(rest);
        await options.run(stage, rest);
        break;
      case "ENV":
        Object.assign(stage.env, Object.fromEntries(rest.split(" ").map((one) => one.split("=") as [string, string])));
        break;
      case "USER":
        stage.user = rest;
        break;
      case "VOLUME":
        stage.volumes.push(rest);
        break;
      case "STOPSIGNAL":
        stage.stopSignal = rest;
        break;
      case "EXPOSE":
        break;
      case "HEALTHCHECK":
        stage.healthcheck = JSON.parse(/ CMD (.*)$/.exec(rest)?.[1] ?? "") as string[];
        break;
      case "CMD":
        stage.cmd = JSON.parse(rest) as string[];
        break;
      default:
        throw new Error(`nobody here knows what ${name} does`);
    }
  }
  return stages.at(-1)!;
}

/** Paths of the container become paths of the folder that stands for it. */
export const onThisMachine = (stage: Stage, command: string, paths: string[]): string =>
  paths.reduce((text, path) => text.replaceAll(path, join(stage.root, path)), command);

export const shell = async (command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> => {
  await promisify(execFile)("sh", ["-ec", command], { cwd, env, maxBuffer: 64 * 1024 * 1024 });
};
