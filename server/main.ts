// The bundle's entry: bin/cli.js calls what is exported here.
export { runCli } from "./cli/cli.ts";
