// One of the threads that run secrecy pairs: a seed comes in, what its pair showed goes out.
import { parentPort } from "node:worker_threads";
import { runPair } from "../../sim/secrecy.ts";

parentPort?.on("message", (seed: number) => {
  runPair(seed).then(
    (pair) => parentPort?.postMessage({ seed, pair }),
    (error: unknown) => parentPort?.postMessage({ seed, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
