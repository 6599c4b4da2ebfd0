// The control, a process of its own: the same pair on a server whose progress counts the doubts of those who are in. Says where the two runs differ.
import { edited } from "../real/launch.ts";

if (process.argv[1] === import.meta.filename) {
  edited([
    {
      file: "shared/session/view/progress.ts",
      find: "absentCount: roll.absent.length",
      put: "absentCount: roll.absent.length + Object.values(conversation.blind.entries).flatMap((sheet) => Object.values(sheet)).filter(({ unsure }) => unsure).length",
    },
  ]);
  const [{ runCall }, { difference }] = await Promise.all([import("./call.ts"), import("./difference.ts")]);
  const [seed = "1", values = "1", others = "2"] = process.argv.slice(2);
  const one = await runCall(Number(seed), { values: Number(values), again: 0 });
  const other = await runCall(Number(seed), { values: Number(others), again: 0 });
  console.log(`DIFFERENCE ${difference(one, other, "before") ?? "none"}`);
  process.exit();
}
