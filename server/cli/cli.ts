// The commands of `plumb`, and how each ends: 0 done, 1 refused with a sentence, 78 for wrong settings.
import { Command } from "commander";
import { ConfigError, loadConfig } from "../config.ts";
import { StoreError } from "../store/storeErrors.ts";
import { adminLinkCommand } from "./adminLink.ts";
import { backupCommand } from "./backup.ts";
import { type CliContext, CliRefusal } from "./context.ts";
import { eraseCommand } from "./erase.ts";
import { moveCommand } from "./move.ts";
import { restoreCommand } from "./restore.ts";
import { serveCommand } from "./serveCommand.ts";
import { verifyCommand } from "./verify.ts";

const EX_CONFIG = 78;

const complain = (lines: string[]) => process.stderr.write(`${lines.join("\n")}\n`);

const explain = (error: unknown): number => {
  if (error instanceof ConfigError) {
    complain(["Plumb cannot start with these settings:", ...error.faults.map((fault) => `  ${fault}`)]);
    return EX_CONFIG;
  }
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    complain([`Port ${"port" in error ? String(error.port) : ""} is already in use. Set PORT to another one, or stop what uses it.`]);
    return 1;
  }
  if (error instanceof StoreError || error instanceof CliRefusal) complain([error.message]);
  else complain([error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  return 1;
};

/** Loads the settings, does the work, and turns whatever went wrong into a sentence and an exit code. */
const withContext = async (work: (context: CliContext) => Promise<void>): Promise<void> => {
  try {
    const { config, warnings } = loadConfig();
    if (warnings.length > 0) complain(warnings.map((warning) => `Warning: ${warning}`));
    await work({ config, print: (line) => process.stdout.write(`${line}\n`) });
  } catch (error) {
    // Not only the exit code: a server that could not listen has timers and files open.
    process.exit(explain(error));
  }
};

export const runCli = async (argv: string[]): Promise<void> => {
  const program = new Command("plumb")
    .description(
      "Real-time companion for the weekly calibration call. Settings come from the environment or a file .env; see .env.example.",
    )
    .showHelpAfterError();
  program
    .command("serve", { isDefault: true })
    .description("start the server")
    .option("--unsafe-redis", "start on a Redis that could forget what people were told is saved")
    .action((flags: { unsafeRedis?: boolean }) => withContext((context) => serveCommand(context, flags)));
  program
    .command("backup")
    .description("write a consistent copy of everything to one file; the server may go on running")
    .argument("<file>", "where to write it")
    .action((file: string) => withContext((context) => backupCommand(context, file)));
  program
    .command("restore")
    .description("put a backup in place of the present data, which is kept beside it; stop the server first")
    .argument("<file>", "a file written by plumb backup")
    .action((file: string) => withContext((context) => restoreCommand(context, file)));
  program
    .command("move")
    .description("copy everything from SQLite to Redis or back and compare; stop all servers first; the source stays as it is")
    .requiredOption("--to <store>", "redis or sqlite")
    .action(({ to }: { to: string }) => withContext((context) => moveCommand(context, to)));
  program
    .command("erase")
    .description("forget a person, or a session's transcripts, for good; stop the server first; scores and the record stay")
    .argument("<what>", "person or material")
    .argument("<whom>", "a person's name or id, or a session's id")
    .option("--confirm <name>", "the person's or the session's name, to say that it is meant")
    .action((what: string, whom: string, { confirm }: { confirm?: string }) =>
      withContext((context) => eraseCommand(context, what, whom, confirm)),
    );
  program
    .command("admin-link")
    .description("print a one-time link that makes the browser that opens it an admin")
    .action(() => withContext(adminLinkCommand));
  program
    .command("verify")
    .description("check that the data file is whole and that nobody changed what is recorded")
    .option("--seal <seal>", "and that it bears this seal, which stands at the end of a closed session's report")
    .action(({ seal }: { seal?: string }) => withContext((context) => verifyCommand(context, seal)));
  await program.parseAsync(argv);
};
