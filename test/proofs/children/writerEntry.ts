// The writer's thread as proofs start it: the product's own, ended at its failpoints, and for one control with a disk that is not waited for.
import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import { runWriter, type WriterData } from "../../../server/store/sqlite/writerLoop.ts";
import { type Armed, failpointOf } from "./failpoints.ts";

export type Given = { armed: Armed; breaks: string };

const { armed, breaks } = (workerData as WriterData).given as Given;
if (breaks === "synchronousNormal") {
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function (sql) {
    if (sql === "BEGIN IMMEDIATE") exec.call(this, "PRAGMA synchronous = NORMAL");
    return exec.call(this, sql);
  };
}
runWriter(failpointOf(armed));
