// Long texts are read in a worker, so that the page stays usable meanwhile; where no worker can be had, the page reads them itself.
import { type Done, isLong, type Job, type Kind, type Result, WORK } from "./work.ts";

type Waiting = Job & { resolve: (result: Result<Kind>) => void; reject: (why: Error) => void };
export type Background = <What extends Kind>(kind: What, text: string, signal?: AbortSignal) => Promise<Result<What>>;

export function createBackground(open: () => Worker): Background {
  /** the first is under way */ const queue: Waiting[] = [];
  let worker: Worker | null = null;
  /** one has answered: the browser has workers and may load ours */ let proven = false;
  let impossible = false;

  const onPage = ({ kind, text, resolve, reject }: Waiting): void => {
    try {
      resolve(WORK[kind](text));
    } catch {
      reject(new Error("unreadable"));
    }
  };
  const drop = (): void => {
    worker?.terminate();
    worker = null;
  };
  const finish = (settle: (waiting: Waiting) => void): void => {
    const first = queue.shift();
    if (first) settle(first);
    start();
  };
  const opened = (): Worker => {
    const fresh = open();
    fresh.onmessage = ({ data }: MessageEvent<Done>) => {
      proven = true;
      finish(({ resolve, reject }) => (data.ok ? resolve(data.result) : reject(new Error("unreadable"))));
    };
    fresh.onerror = () => {
      drop();
      impossible = !proven;
      finish((waiting) => (impossible ? onPage(waiting) : waiting.reject(new Error("the worker ended"))));
    };
    return fresh;
  };
  const start = (): void => {
    const [first] = queue;
    if (!first) return;
    try {
      if (!impossible) worker ??= opened();
    } catch {
      impossible = true;
    }
    if (worker) worker.postMessage({ kind: first.kind, text: first.text } satisfies Job);
    else finish(onPage);
  };

  return (kind, text, signal) =>
    new Promise((resolve, reject) => {
      const waiting: Waiting = { kind, text, resolve: resolve as Waiting["resolve"], reject };
      if (!isLong(text)) return onPage(waiting);
      signal?.addEventListener("abort", () => {
        const at = queue.indexOf(waiting);
        if (at === -1) return;
        queue.splice(at, 1);
        reject(new Error("no longer wanted"));
        if (at > 0) return;
        drop();
        start();
      });
      if (queue.push(waiting) === 1) start();
    });
}

export const inBackground = createBackground(() => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }));
