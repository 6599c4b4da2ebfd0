// Photographs every screen of a call at every width, and lays two such sets side by side. docs/screens.md says how it is called.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    out: { type: "string" },
    build: { type: "string" },
    themes: { type: "string", default: "light,dark" },
    only: { type: "string", default: "" },
    before: { type: "string" },
    after: { type: "string" },
  },
});
const listed = (text: string): string[] => text.split(",").filter((one) => one !== "");
const only = listed(values.only);

if (values.out) {
  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  // the harness reads it when it is loaded
  if (values.build) process.env.PLUMB_BUILD = resolve(values.build);
  const { takeAll } = await import("./screens/takeAll.ts");
  const missed = await takeAll(out, { themes: listed(values.themes), only });
  for (const line of missed) console.log(`not seen: ${line}`);
  console.log(`The pictures are in ${values.out}.`);
  if (missed.length > 0) process.exitCode = 1;
}
if (values.before && values.after) {
  const [{ openBrowser }, { layOut }] = await Promise.all([import("../test/browser/harness.ts"), import("./screens/contactSheets.ts")]);
  const browser = await openBrowser();
  try {
    const kilobytes = await layOut(browser, resolve(values.before), resolve(values.after), only);
    console.log(`docs/pictures/before-after: ${kilobytes} kB.`);
  } finally {
    await browser.close();
  }
}
if (!values.out && !(values.before && values.after))
  console.log(
    "npm run screens -- --out FOLDER [--build FOLDER] [--themes light,dark] [--only sheet,results]\nnpm run screens -- --before FOLDER --after FOLDER",
  );
