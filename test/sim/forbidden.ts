// Inside a run nobody reads the real clock, draws real chance or sets a real timer: whoever does is found, and the run fails.
import { AsyncLocalStorage } from "node:async_hooks";
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

const inside = new AsyncLocalStorage<{ onUse: (what: string) => void }>();
let installed = false;

/** What it was, except inside a run: there it tells who asked and throws. */
const guarded = <Work extends (...args: never[]) => unknown>(what: string, real: Work): Work =>
  new Proxy(real, {
    apply: (target, self, args) => {
      const run = inside.getStore();
      if (!run) return Reflect.apply(target, self, args);
      run.onUse(what);
      throw new Error(`${what} inside a simulated run`);
    },
  });

const guard = (home: Record<string, unknown>, name: string, what = name): void => {
  const real = home[name];
  if (typeof real !== "function") return;
  Object.defineProperty(home, name, { value: guarded(what, real as () => unknown), writable: true, configurable: true });
};

function install(): void {
  if (installed) return;
  installed = true;
  const globals = globalThis as unknown as Record<string, unknown>;
  for (const timer of ["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "fetch"]) guard(globals, timer);
  guard(Math as unknown as Record<string, unknown>, "random", "Math.random");
  guard(process as unknown as Record<string, unknown>, "hrtime", "process.hrtime");
  guard(performance as unknown as Record<string, unknown>, "now", "performance.now");
  guard(globalThis.crypto as unknown as Record<string, unknown>, "randomUUID", "crypto.randomUUID");
  guard(globalThis.crypto as unknown as Record<string, unknown>, "getRandomValues", "crypto.getRandomValues");
  for (const chance of ["randomBytes", "randomInt", "randomUUID", "randomFillSync"])
    guard(crypto as unknown as Record<string, unknown>, chance, `crypto.${chance}`);
  syncBuiltinESMExports();
  const RealDate = Date;
  guard(RealDate as unknown as Record<string, unknown>, "now", "Date.now");
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, made) => {
      const run = inside.getStore();
      if (run && args.length === 0) {
        run.onUse("new Date()");
        throw new Error("new Date() inside a simulated run");
      }
      return Reflect.construct(target, args, made);
    },
  });
}

/** Runs the work with the real world out of reach. `onUse` hears of every attempt. */
export function without<Result>(onUse: (what: string) => void, work: () => Promise<Result>): Promise<Result> {
  install();
  return inside.run({ onUse }, work);
}
