// A small program that stores one act after the other and says of each what it was told; "later" is tried again with the same id. Arguments: the data file, how many acts, a deliberate bug.
import { writeSync } from "node:fs";
import { sqliteStore } from "../../../server/store/sqlite.ts";
import { isLater } from "../../../server/store/storeErrors.ts";
import { answersEarly } from "../children/broken.ts";
import { actOf, STREAM } from "./acts.ts";

const [file = "", count = "0", bug = ""] = process.argv.slice(2);
const opened = sqliteStore({ file, onFatal: () => process.exit(1) });
const store = bug === "answersEarly" ? answersEarly(opened) : opened;
let version = (await store.read(STREAM, 0)).length;
for (let number = version; number < Number(count); ) {
  try {
    const result = await store.append(STREAM, version, [actOf(number)]);
    if (result.outcome === "conflict") throw new Error(`a conflict at ${result.version}`);
    version = result.version;
    writeSync(1, `ok ${number}\n`);
    number += 1;
  } catch (error) {
    if (!isLater(error)) throw error;
    writeSync(1, `later ${number}\n`);
  }
}
writeSync(1, "done\n");
process.exit(0);
