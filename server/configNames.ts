// Names that are set and that Plumb does not read: a misspelt one would otherwise start on other settings than were meant, and say nothing.
import { VARIABLES, type Variable } from "./configVariables.ts";

const KNOWN: string[] = Object.entries<Variable>(VARIABLES).flatMap(([name, { secret }]) => (secret ? [name, `${name}_FILE`] : [name]));

/** In `.env` for others: for Node itself, the time zone, and what compose.yaml asks for. */
const ELSES = /^(NODE_\w+|TZ|PLUMB_HOST|REDIS_PASSWORD)$/;
/** Anything else on the left of an = is a piece of some broken value, which is not shown. */
const NAME = /^[A-Za-z]\w{0,39}$/;

/** One letter too many, too few, another, or two that changed places. */
const isOneSlip = (a: string, b: string): boolean => {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const [left, right] = [a.slice(same), b.slice(same)];
  const swapped = left.slice(0, 2) === `${right[1]}${right[0]}` && left.slice(2) === right.slice(2);
  return swapped || [left, left.slice(1)].some((rest) => [right, right.slice(1)].includes(rest));
};

const meantBy = (name: string): string | null => KNOWN.find((known) => isOneSlip(name.toUpperCase(), known)) ?? null;

/** One line about all of them, or null. The environment belongs to others too, so what stands there must look like one of ours; `.env` is Plumb's. */
export const unknownNames = (env: Record<string, string | undefined>, inFile: string[]): string | null => {
  const foreign = (name: string) => !KNOWN.includes(name) && !ELSES.test(name) && NAME.test(name);
  const found = new Set([...inFile.filter(foreign), ...Object.keys(env).filter((name) => foreign(name) && meantBy(name) !== null)]);
  if (found.size === 0) return null;
  const told = [...found].map((name) => {
    const meant = meantBy(name);
    return meant === null ? name : `${name} (meant: ${meant}?)`;
  });
  return `Plumb has no setting of this name, so what is set there does nothing: ${told.join(", ")}. See .env.example for all names.`;
};
