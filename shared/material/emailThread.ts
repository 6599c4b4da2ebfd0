// E-mail threads as people paste them: header blocks, "On … wrote:", quoted lines. One line per paragraph, so that evidence can point at it.
import type { Line } from "../session/shapes.ts";

const HEADER = /^(from|to|cc|bcc|subject|date|sent|reply-to)\s?:\s{0,8}(.{0,1000})$/iu;
/** "On Mon, 3 Nov 2025 at 09:12, Ana <ana@example.com> wrote:" as mail programs write it in several languages; in the second the verb stands before the name. */
const WROTE = /^(?:on|le|el|em) (.{4,300}?)(?:wrote|a écrit|escribió|escreveu)\s?:$/iu;
const WROTE_BEFORE = /^(?:am|op) (.{4,200}?) (?:schrieb|schreef) (.{1,200}?)\s?:$/iu;
const ORIGINAL = /^-{2,20}\s{0,4}(?:original message|forwarded message|begin forwarded message)\s{0,4}-{0,20}$/iu;

type Message = { from: string; when: string; row: number; body: { row: number; text: string }[]; quoted: boolean };
export type EmailThread = { lines: (Line & { row: number })[]; subject: string | null; reversed: boolean };

/** The name in `Priya Nair <priya@example.com>`, or what stands before the @. */
function nameOf(address: string): string {
  const name = address
    .replace(/<[^<>]{0,300}>/gu, "")
    .replace(/\[mailto:[^\]]{0,300}\]/giu, "")
    .replace(/["']/gu, "")
    .trim();
  const chosen = name || (/<([^<>@]{1,100})@/u.exec(address)?.[1] ?? address.trim());
  return (/^([^\s@]{1,100})@\S+$/u.exec(chosen)?.[1] ?? chosen).slice(0, 60);
}

/** What stands between "On" and "wrote". Somebody who says "On Tuesday I wrote:" in a call gives neither time nor address. */
function wroteIn(line: string): string | null {
  const before = WROTE_BEFORE.exec(line);
  const said = before ? `${before[1]}, ${before[2]}` : (WROTE.exec(line)?.[1] ?? null);
  return said !== null && /\d[:.]\d\d|@/u.test(said) ? said.trim().replace(/,$/u, "") : null;
}

const unquoted = (line: string) => line.replace(/^(?:>\s?){1,20}/u, "");

/** Headers alone do not make a thread: a From beside a Subject, Date or To does, or somebody who "wrote:". */
export function isEmailThread(text: string): boolean {
  const names = new Set<string>();
  for (const line of text.split("\n")) {
    const bare = unquoted(line).trim();
    if (wroteIn(bare) !== null || ORIGINAL.test(bare)) return true;
    const name = HEADER.exec(bare)?.[1]?.toLowerCase();
    if (name) names.add(name);
  }
  return names.has("from") && ["subject", "date", "sent", "to"].some((name) => names.has(name));
}

const SALUTATION =
  /^(?:dear|hello|hi|good (?:morning|afternoon|evening)|estimad[oa]s?|hola|buen[oa]s (?:días|tardes|noches))\b[^.?]{0,80}$/iu;
const CLOSING =
  /^(?:(?:with )?(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards|yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?|atentamente|(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?)\b[^.?]{0,80}\.?$/iu;

/** One mail without a From: it ends as mails end, and begins as they begin or with a subject. Only for texts in which nobody is labelled as speaking. */
export function isPlainMail(text: string): boolean {
  const rows = text.split("\n").map((line) => unquoted(line).trim());
  const closing = rows.findLastIndex((row) => CLOSING.test(row));
  return rows.slice(0, Math.max(closing, 0)).some((row) => SALUTATION.test(row) || /^subject$/iu.test(HEADER.exec(row)?.[1] ?? ""));
}

/** Names that only look like speakers. */
export const isHeaderName = (speaker: string): boolean => HEADER.test(`${speaker}:`);

export function parseEmailThread(text: string): EmailThread {
  const rows = text.split("\n").map((line) => unquoted(line).trimEnd());
  const messages: Message[] = [];
  let subject: string | null = null;
  let current = null as Message | null;
  const begin = (row: number, quoted: boolean): Message => {
    current = { from: "", when: "", row, body: [], quoted };
    messages.push(current);
    return current;
  };

  for (let index = 0; index < rows.length; index++) {
    const line = (rows[index] ?? "").trim();
    const row = index + 1;
    // Mail programs wrap the long "On … wrote:" line; try it with the line below.
    const whole = wroteIn(line);
    const said = whole ?? (/^(?:on|am|le|el|op|em) /iu.test(line) ? wroteIn(`${line} ${(rows[index + 1] ?? "").trim()}`) : null);
    if (said !== null) {
      if (whole === null) index++;
      const { name, when } = splitWrote(said);
      const message = begin(row, true);
      message.from = name;
      message.when = when;
      continue;
    }
    if (ORIGINAL.test(line)) {
      begin(row, true);
      continue;
    }
    const header = HEADER.exec(line);
    const name = header?.[1]?.toLowerCase();
    const value = (header?.[2] ?? "").trim();
    if (name !== undefined) {
      // A From or Subject after words belongs to the next message.
      const here: Message =
        current === null || current.body.length > 0
          ? startsMessage(name, rows, index)
            ? begin(row, false)
            : (current ?? begin(row, false))
          : current;
      if (here.body.length === 0) {
        if (name === "from") here.from = nameOf(value);
        if (name === "date" || name === "sent") here.when = value;
        if (name === "subject" && subject === null && value !== "")
          subject = value.replace(/^(?:(?:re|fwd?|aw|wg|sv)\s?:\s{0,4})+/iu, "").trim() || null;
        continue;
      }
    }
    const open: Message = current ?? begin(row, false);
    if (line === "" && open.body.length === 0) continue;
    open.body.push({ row, text: /^[_=*-]{5,}$/u.test(line) ? "" : line });
  }

  const spoken = messages.filter((message) => message.body.some((line) => line.text !== ""));
  const reversed = isNewestFirst(spoken);
  const ordered = reversed ? spoken.toReversed() : spoken;
  return { lines: ordered.flatMap(paragraphs), subject, reversed };
}

/** A header line begins a message when another header stands within the next three lines. */
function startsMessage(name: string, rows: string[], index: number): boolean {
  if (name === "from") return true;
  return [1, 2, 3].some((step) => /^from\s?:/iu.test((rows[index + step] ?? "").trim()));
}

/** "Mon, 3 Nov 2025 at 09:12, Priya Nair <p@example.com>" → who and when. */
function splitWrote(said: string): { name: string; when: string } {
  const address = /\s?<[^<>]{0,300}>\s?$/u.exec(said);
  const bare = address ? said.slice(0, address.index) : said;
  const time =
    /(?<![\d.:])\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?![\d.])(?:\s?[AP]\.?M\.?)?(?:\s?\([^)]{1,20}\)|\s[A-Z+][A-Z0-9+:-]{1,9}\b)?,?/u.exec(bare);
  if (!time) {
    const comma = bare.lastIndexOf(",");
    return comma === -1 ? { name: nameOf(bare), when: "" } : { name: nameOf(bare.slice(comma + 1)), when: bare.slice(0, comma).trim() };
  }
  const end = time.index + time[0].length;
  const name = nameOf(bare.slice(end)) || (address ? nameOf(address[0]) : "");
  return { name, when: bare.slice(0, end).replace(/,$/u, "").trim() };
}

/** Day first or month first: nothing says which. */
const NUMBERS = /(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/u;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The moment it means if the day stands first, and if the month does; NaN where that is no date. */
function momentsOf(when: string): [number, number] {
  const written = when.replace(/ at /u, " ").replace(/,$/u, "");
  const numbers = NUMBERS.exec(written);
  if (!numbers) return [Date.parse(written), Date.parse(written)];
  const [, one, , other, year] = numbers;
  const read = (day: string | undefined, month: string | undefined): number => {
    const name = MONTHS[Number(month) - 1];
    const date = `${day} ${name} ${year?.length === 2 ? `20${year}` : year} `;
    return name === undefined ? Number.NaN : Date.parse(written.replace(NUMBERS, date).replace(",", ""));
  };
  return [read(one, other), read(other, one)];
}

/** By the dates where both ends have one and every reading of them says the same; else replies that quote what they answer stand on top of it. */
function isNewestFirst(messages: Message[]): boolean {
  if (messages.length < 2) return false;
  const dated = messages.map((message) => momentsOf(message.when)).filter((moments) => moments.some((moment) => !Number.isNaN(moment)));
  const [first, last] = [dated[0], dated.at(-1)];
  const readings = dated.length < 2 || !first || !last ? [] : first.map((moment, reading) => Math.sign(moment - last[reading]!));
  const orders = readings.filter((order) => !Number.isNaN(order));
  const [order = 0] = new Set(orders).size === 1 ? orders : [];
  if (order !== 0) return order > 0;
  return messages.slice(1).every((message) => message.quoted);
}

function paragraphs(message: Message): (Line & { row: number })[] {
  const speaker = message.when ? `${message.from}${message.from ? ", " : ""}${message.when}` : message.from;
  const found: (Line & { row: number })[] = [];
  let open = false;
  for (const { row, text } of message.body) {
    if (text === "") open = false;
    else if (open) found.at(-1)!.text += `\n${text}`;
    else {
      found.push({ at: null, speaker, text, row });
      open = true;
    }
  }
  return found;
}
