// The writer's thread as proofs start it: the product's own, ended at its failpoints.
import { workerData } from "node:worker_threads";
import { runWriter, type WriterData } from "../../../server/store/sqlite/writerLoop.ts";
import { type Armed, failpointOf } from "./failpoints.ts";

runWriter(failpointOf((workerData as WriterData).given as Armed));
