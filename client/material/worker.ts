// The worker in which long texts are read: one job after the other, each answered once.
import { type Done, type Job, WORK } from "./work.ts";

const done = ({ kind, text }: Job): Done => {
  try {
    return { ok: true, result: WORK[kind](text) };
  } catch {
    return { ok: false };
  }
};

self.onmessage = ({ data }: MessageEvent<Job>) => self.postMessage(done(data));
