// What the server starts as the writer's thread; a second entry of its build.
import { runWriter } from "./writerLoop.ts";

runWriter();
