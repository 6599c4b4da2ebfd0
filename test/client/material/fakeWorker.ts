// A worker that does what the test says, when it says so; it does what it is asked for as the real one does.
import { type Done, type Job, WORK } from "../../../client/material/work.ts";

export class FakeWorker {
  static all: FakeWorker[] = [];
  static reset(): void {
    FakeWorker.all = [];
  }
  readonly jobs: Job[] = [];
  ended = false;
  onmessage: ((event: { data: Done }) => void) | null = null;
  onerror: (() => void) | null = null;
  constructor() {
    FakeWorker.all.push(this);
  }
  postMessage(job: Job): void {
    this.jobs.push(job);
  }
  terminate(): void {
    this.ended = true;
  }
  does(): void {
    const job = this.jobs.at(-1)!;
    this.onmessage?.({ data: { ok: true, result: WORK[job.kind](job.text) } });
  }
  fails(): void {
    this.onmessage?.({ data: { ok: false } });
  }
}
