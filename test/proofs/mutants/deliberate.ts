// Each deliberate bug, made in a copy of the sources: the edit must apply, the test that claims it must pass on the clean copy and fail on the spoilt one.
import type { Copy } from "./copy.ts";
import { type Mutant, MUTANTS } from "./edits.ts";

export type Hunted = { killed: number; failures: string[]; controls: number };

const claimOf = ({ claim }: Mutant): string => ("goal" in claim ? claim.goal : `${claim.file}: ${claim.title}`);

/** Why the claimant does not pass on sources that nobody spoilt; one line each. */
const brokenClaims = async (copy: Copy, mutants: readonly Mutant[]): Promise<string[]> => {
  const tests = mutants.flatMap(({ claim }) => ("goal" in claim ? [] : [claim]));
  const titles = [...new Set(tests.map(({ title }) => title))];
  // Without a file to name, all tests there are would run.
  const clean = titles.length > 0 ? await copy.test([...new Set(tests.map(({ file }) => file))], titles) : null;
  const faults = tests
    .filter(({ title }) => clean?.tests.get(title) !== "passed")
    .map(({ file, title }) => `${file}: "${title}" ${clean?.tests.get(title) ?? "was not found"} on the clean copy`);
  for (const goal of new Set(mutants.flatMap(({ claim }) => ("goal" in claim ? [claim.goal] : [])))) {
    const line = await copy.prove(goal);
    if (!line?.fired || line.failures.length > 0) faults.push(`${goal} does not hold on the clean copy`);
  }
  return faults;
};

/** Null: caught. */
const survives = async (copy: Copy, mutant: Mutant): Promise<string | null> => {
  try {
    const fault = copy.apply(mutant.edit) ?? (mutant.and ? copy.apply(mutant.and) : null);
    if (fault) return `"${mutant.bug}" cannot be made: ${fault}`;
    const { claim } = mutant;
    if ("goal" in claim) {
      const line = await copy.prove(claim.goal);
      return line && line.failures.length > 0 ? null : `"${mutant.bug}" lives: ${claimOf(mutant)} did not notice`;
    }
    const { tests, output } = await copy.test([claim.file], [claim.title]);
    if (tests.get(claim.title) === "failed") return null;
    const why = tests.has(claim.title) ? "did not notice" : `did not run: ${output.slice(-300)}`;
    return `"${mutant.bug}" lives: ${claimOf(mutant)} ${why}`;
  } finally {
    copy.undo();
  }
};

/** Each copy takes the next mutant as soon as it is done with one. */
export const huntDeliberate = async (copies: readonly Copy[], mutants: readonly Mutant[] = MUTANTS): Promise<Hunted> => {
  const failures = await brokenClaims(copies[0]!, mutants);
  let killed = 0;
  const waiting = [...mutants];
  await Promise.all(
    copies.map(async (copy) => {
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        const lives = await survives(copy, mutant);
        if (lives) failures.push(lives);
        else killed += 1;
      }
    }),
  );
  return { killed, failures, controls: mutants.length };
};

/** An edit that changes nothing must not count as caught, or "caught" means nothing. */
export const harmless = async (copy: Copy): Promise<boolean> => {
  const mutant = MUTANTS.find(({ claim }) => "file" in claim)!;
  const lives = await survives(copy, { ...mutant, edit: { ...mutant.edit, put: mutant.edit.find } });
  const absent = copy.apply({ ...mutant.edit, find: "no such text anywhere in the file" });
  copy.undo();
  return lives?.includes("did not notice") === true && absent !== null;
};
