// The ways people paste a conversation, and what each becomes.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import texts from "../../../client/texts/en/paste.json" with { type: "json" };
import { parseTranscript } from "../../../shared/material/transcript.ts";
import { conversationSchema } from "../../../shared/session/commands.ts";

const turns = (text: string) => parseTranscript(text).lines.map((line) => [line.at, line.speaker, line.text]);
const codes = (text: string) => parseTranscript(text).warnings.map((warning) => `${warning.code}:${warning.line ?? "-"}`);

const HELLO = [
  [58, "Agent", "Hello there."],
  [62, "Customer", "Hi."],
];

describe("speakers and times", () => {
  test.each([
    ["time in brackets first", "[00:00:58] Agent: Hello there.\n[00:01:02] Customer: Hi."],
    ["time first", "0:58 Agent: Hello there.\n1:02 Customer: Hi."],
    ["time first, with a dash", "0:58 - Agent: Hello there.\n1:02 - Customer: Hi."],
    ["time first, a role without a colon", "0:58 Agent Hello there.\n1:02 Customer Hi."],
    ["time in brackets after the name", "Agent (0:58): Hello there.\nCustomer [1:02]: Hi."],
    ["name and time on a line of their own", "Agent  0:58\nHello there.\n\nCustomer  1:02\nHi."],
    ["time on a line of its own", "0:58\nAgent: Hello there.\n1:02\nCustomer: Hi."],
    ["fractions of a second", "00:00:58.200 Agent: Hello there.\n00:01:02,900 Customer: Hi."],
    [
      "WebVTT",
      "WEBVTT\n\nNOTE made by hand\n\n1\n00:00:58.000 --> 00:01:00.000\n<v Agent>Hello\n\n00:01:00.100 --> 00:01:01.000\n<v Agent>there.\n\n00:01:02.000 --> 00:01:03.000 align:start\n<v Customer><i>Hi.</i>",
    ],
    ["SubRip", "1\n00:00:58,000 --> 00:01:00,000\nAgent: Hello there.\n\n2\n00:01:02,000 --> 00:01:03,000\nCustomer: Hi."],
    ["a table with a header", 'time,speaker,text\n0:58,Agent,"Hello there."\n1:02,Customer,Hi.'],
    ["a table in another order, with semicolons and seconds", "Message;From;Offset\nHello there.;Agent;58\nHi.;Customer;62"],
    ["Windows line breaks", "[0:58] Agent: Hello there.\r\n[1:02] Customer: Hi.\r\n"],
  ])("%s", (_, text) => {
    expect(turns(text)).toEqual(HELLO);
    expect(parseTranscript(text)).toMatchObject({ kind: "speakers", channel: "phone", speakers: ["Agent", "Customer"], warnings: [] });
  });

  test.each([
    ["a chat export", "Ana Lima — 11:58 PM\nHello\nanybody?\n\nTom — 12:05 AM\nyes: here"],
    ["date and time in brackets", "[3/11/2025, 23:58:00] Ana Lima: Hello\nanybody?\n[4/11/2025, 00:05:00] Tom: yes: here"],
    ["date and time with a dash", "3/11/25, 23:58 - Ana Lima: Hello\nanybody?\n4/11/25, 00:05 - Tom: yes: here"],
  ])("times of day become seconds since the first, past midnight too: %s", (_, text) => {
    expect(turns(text)).toEqual([
      [0, "Ana Lima", "Hello\nanybody?"],
      [420, "Tom", "yes: here"],
    ]);
    expect(parseTranscript(text).channel).toBe("chat");
  });

  describe("without times, a call and a chat are told apart by how they are written", () => {
    const chat =
      "Customer: Hi, I was charged twice for the March invoice\nAgent: Hello, Sam here. Which e-mail address is it?\nCustomer: mira@example.org\nAgent: Thanks, Mira. I will send it back today.\nCustomer: That would help, yes please";
    const call =
      "Agent: Good morning, thank you for calling Northgate.\nCustomer: Yes, hello, um, my parcel has not come.\nAgent: I am sorry to hear that.\nCustomer: I have called twice already.";
    test.each([
      ["a chat: an address in it, lines that just stop", chat, "chat", false],
      ["a chat: lines that just stop alone", chat.replace("mira@example.org", "The one with my name"), "chat", false],
      [
        "a chat with a link",
        call.replace(/thank you for calling Northgate|um, /g, "").replace("I am sorry", "See https://example.org/help"),
        "chat",
        false,
      ],
      ["a call: its greeting, its hesitation", call, "phone", false],
      [
        "a call as a recogniser writes it, small and without an end",
        call.toLowerCase().replace(/[.,]/g, "").replaceAll("agent:", "Agent:").replaceAll("customer:", "Customer:"),
        "phone",
        false,
      ],
      [
        "neither shows: a guess, and said to be one",
        "Agent: Good morning.\nCustomer: My parcel has not come.\nAgent: I am sorry to hear that.\nCustomer: I asked twice already.",
        "phone",
        true,
      ],
      ["too short to tell", "Agent: Hello\nCustomer: Hi", "phone", true],
      ["with times it is known", "[0:04] Agent: Good morning.\n[0:09] Customer: My parcel has not come.", "phone", false],
    ] as const)("%s", (_, text, channel, channelUnsure) => {
      expect(parseTranscript(text)).toMatchObject({ channel, channelUnsure });
    });
  });

  test("no times at all", () => {
    expect(turns("Agent: Hello\nCustomer: Hi")).toEqual([
      [null, "Agent", "Hello"],
      [null, "Customer", "Hi"],
    ]);
    expect(turns("Agent\tHello\nCustomer\tHi")).toEqual(turns("Agent: Hello\nCustomer: Hi"));
    expect(turns("Agent,Hello, you\nCustomer,Hi\nAgent,Bye\nCustomer,Bye")[0]).toEqual([null, "Agent", "Hello, you"]);
  });

  test("lines without a speaker go on with the turn before", () => {
    expect(turns("Agent: Hello\nthis is me.\n\nStill me.\nCustomer: Hi")).toEqual([
      [null, "Agent", "Hello\nthis is me.\nStill me."],
      [null, "Customer", "Hi"],
    ]);
  });

  test("a colon, a time or a link inside what is said makes no new speaker", () => {
    const said =
      "Agent: Hello\nCustomer: Hi. My number is: 12\nNote: I wrote before\nhttps://example.org/a\n10:30 would do\nAgent: Fine\nCustomer: Yes\nAgent: Bye\nCustomer: Bye";
    expect(parseTranscript(said).speakers).toEqual(["Agent", "Customer"]);
    expect(turns(said)[1]).toEqual([null, "Customer", "Hi. My number is: 12\nNote: I wrote before\nhttps://example.org/a\n10:30 would do"]);
  });

  test("a third speaker who comes once is still one", () => {
    expect(parseTranscript("Agent: a\nCustomer: b\nSupervisor: c").speakers).toEqual(["Agent", "Customer", "Supervisor"]);
  });

  test("one name in small and capital letters is one speaker, spelled as at first", () => {
    const read = parseTranscript("Agent: Hello\nCustomer: Hi\nAGENT: Your number?\nCUSTOMER: 12");
    expect(read.speakers).toEqual(["Agent", "Customer"]);
    expect(read.lines.map((line) => line.speaker)).toEqual(["Agent", "Customer", "Agent", "Customer"]);
  });
  test("a heading above the first turn is the title", () => {
    expect(parseTranscript("# The late parcel\nAgent: a\nCustomer: b")).toMatchObject({
      title: "The late parcel",
      lines: [{ text: "a" }, { text: "b" }],
    });
  });

  test("names in other scripts, with marks and initials", () => {
    expect(parseTranscript("Łukasz Ś.: a\nO'Brien: b\nŁukasz Ś.: c\nO'Brien: d\n王小明: e\n王小明: f").speakers).toEqual([
      "Łukasz Ś.",
      "O'Brien",
      "王小明",
    ]);
  });
});

describe("plain text", () => {
  test("prose stays line by line, and says so", () => {
    expect(parseTranscript("They called about a bill, twice.\n\nNobody answered: that was it.")).toMatchObject({
      kind: "plain",
      speakers: [],
      lines: [
        { at: null, speaker: "", text: "They called about a bill, twice." },
        { at: null, speaker: "", text: "Nobody answered: that was it." },
      ],
      warnings: [{ code: "noSpeakers" }],
    });
  });
});

describe("e-mail threads", () => {
  const mail =
    "From: Priya Nair <priya@example.com>\nTo: Shop <help@example.com>\nSubject: Re: The lamp\nDate: Mon, 3 Nov 2025 09:12\n\nHello,\nit broke.\n\nCan you help?";
  test("one line a paragraph, the subject as title", () => {
    expect(parseTranscript(mail)).toMatchObject({
      kind: "email",
      channel: "email",
      title: "The lamp",
      warnings: [],
      lines: [
        { speaker: "Priya Nair, Mon, 3 Nov 2025 09:12", text: "Hello,\nit broke." },
        { speaker: "Priya Nair, Mon, 3 Nov 2025 09:12", text: "Can you help?" },
      ],
    });
  });
  test.each([
    ["quoted, without a header", "> Dear team,\n>\n> my parcel is late.\n>\n> Kind regards\n> Mia", null, 3],
    ["with a subject alone", "Subject: Late parcel\n\nMy parcel is late.\n\nBest regards,\nMia", "Late parcel", 2],
    ["in Spanish", "Estimado equipo:\n\nmi paquete no llega.\n\nUn saludo,\nMía", null, 3],
  ])("a plain mail is one: %s", (_, text, title, paragraphs) => {
    const read = parseTranscript(text);
    expect(read).toMatchObject({ kind: "email", channel: "email", channelUnsure: false, title, speakers: [] });
    expect(read.lines).toHaveLength(paragraphs);
    expect(read.lines.at(-1)?.text).toMatch(/\nM[ií]a$/u);
  });
  test.each([
    [
      "a chat that is as polite",
      "Customer: Dear team,\nmy parcel is late.\nKind regards\nAgent: Dear Mia,\nit is on its way.\nKind regards",
    ],
    ["a ticket's subject above a chat", "Subject: Late parcel\nCustomer: Where is it?\nAgent: On its way.\nCustomer: Thanks.\nRegards"],
    ["a note without a beginning", "The customer called twice.\nKind regards were sent."],
  ])("no mail: %s", (_, text) => expect(parseTranscript(text).channel).not.toBe("email"));
  test("quoted replies below are turned round, and the turning is said", () => {
    const thread = `${mail}\n\nOn Sun, 2 Nov 2025 at 08:10, Joanna Reyes\n<joanna@example.com> wrote:\n> Hi Priya,\n>\n> what happened?`;
    expect(parseTranscript(thread).lines.map((line) => line.text)).toEqual([
      "Hi Priya,",
      "what happened?",
      "Hello,\nit broke.",
      "Can you help?",
    ]);
    expect(parseTranscript(thread).lines[0]?.speaker).toBe("Joanna Reyes, Sun, 2 Nov 2025 at 08:10");
    expect(codes(thread)).toEqual(["threadReversed:-"]);
  });
  test("mails one after another, oldest first, stay as they are", () => {
    const thread = `${mail}\n\nFrom: Joanna <j@example.com>\nSubject: The lamp\nDate: Tue, 4 Nov 2025 10:00\n\nYes.`;
    expect(parseTranscript(thread)).toMatchObject({
      warnings: [],
      lines: [{}, {}, { speaker: "Joanna, Tue, 4 Nov 2025 10:00", text: "Yes." }],
    });
  });
  test.each([
    ["neither reading wins: day first it would be newest last, month first newest first", "12/01/26", "05/02/26", false],
    ["both readings say newest last", "03/04/26", "04/05/26", false],
    ["both readings say newest first", "04/05/26", "03/04/26", true],
    ["only one reading is a date", "25/04/26", "13/04/26", true],
    ["one of them can only be read in one way, and so is the other", "03/04/26", "25/03/26", true],
    ["the hour tells them apart", "03/04/26 10:00", "03/04/26 09:00", true],
    ["with dots", "12.01.2026", "05.02.2026", false],
  ])("[B-47] whether a date begins with the day or the month is never guessed: %s", (_, above, below, turned) => {
    const one = (name: string, date: string): string => `From: ${name}\nSubject: The lamp\nDate: ${date}\n\nWords of ${name}.`;
    const { lines, warnings } = parseTranscript(`${one("Ana", above)}\n\n${one("Ben", below)}`);
    expect(lines.map(({ text }) => text)).toEqual(turned ? ["Words of Ben.", "Words of Ana."] : ["Words of Ana.", "Words of Ben."]);
    expect(warnings.map(({ code }) => code)).toEqual(turned ? ["threadReversed"] : []);
    // as it was written, not as it was read
    expect(lines.map(({ speaker }) => speaker).sort()).toEqual([`Ana, ${above}`, `Ben, ${below}`]);
  });
  test("a reply line in another language, and a sentence that only sounds like one", () => {
    const german = "Danke!\n\nAm 03.11.2025 um 09:12 schrieb Joanna Reyes <joanna@example.com>:\n> Guten Tag";
    expect(parseTranscript(german).lines.map((line) => [line.speaker, line.text])).toEqual([
      ["Joanna Reyes, 03.11.2025 um 09:12", "Guten Tag"],
      ["", "Danke!"],
    ]);
    expect(parseTranscript("Agent: Yes?\nCustomer: Listen.\nOn Tuesday I wrote:\nplease call me\nAgent: Sorry").kind).toBe("speakers");
  });
  test("an original message below a reply", () => {
    const thread =
      "Thanks, that works.\n\n-----Original Message-----\nFrom: Joanna Reyes\nSent: Tuesday\nTo: Priya\nSubject: The lamp\n\nTry this.";
    expect(parseTranscript(thread).lines.map((line) => [line.speaker, line.text])).toEqual([
      ["Joanna Reyes, Tuesday", "Try this."],
      ["", "Thanks, that works."],
    ]);
  });
});

describe("what is odd is said, with its line", () => {
  test("[B-50] times that go backwards stay in the order of the text", () => {
    const text = "[0:10] Agent: a\n[0:05] Customer: b\n[0:20] Agent: c";
    expect(turns(text).map(([at]) => at)).toEqual([10, 5, 20]);
    expect(codes(text)).toEqual(["timeBackwards:2"]);
  });
  test("[B-50] a time that cannot be is left out, its words stay", () => {
    expect(turns("[0:10] Agent: a\n[25:61] Customer: b")[1]).toEqual([null, "Customer", "b"]);
    expect(codes("[0:10] Agent: a\n[25:61] Customer: b")).toEqual(["timeInvalid:2"]);
  });
  test.each([
    ["in brackets first", "[-0:05] Agent: a\n[0:05] Customer: b\n[0:20] Agent: c", 1],
    ["first", "-0:05 Agent: a\n0:05 Customer: b\n0:20 Agent: c", 1],
    ["with a true minus sign", "−0:05 Agent: a\n0:05 Customer: b\n0:20 Agent: c", 1],
    ["after the name", "Agent (-0:05): a\nCustomer (0:05): b\nAgent (0:20): c", 1],
    ["in a table", "time,speaker,text\n-0:05,Agent,a\n0:05,Customer,b\n0:20,Agent,c", 2],
    ["in seconds, in a table", "offset,speaker,text\n-5,Agent,a\n5,Customer,b\n20,Agent,c", 2],
    [
      "in subtitles",
      "1\n-00:00:05,000 --> 00:00:02,000\nAgent: a\n\n2\n00:00:05,000 --> 00:00:06,000\nCustomer: b\n\n3\n00:00:20,000 --> 00:00:21,000\nAgent: c",
      2,
    ],
  ])("[B-50] a time before the start, %s: left out with a warning, and what was said stays where it stood", (_, text, line) => {
    expect(turns(text)).toEqual([
      [null, "Agent", "a"],
      [5, "Customer", "b"],
      [20, "Agent", "c"],
    ]);
    expect(codes(text)).toEqual([`timeInvalid:${line}`]);
  });
  test("times behind a dash that somebody says are theirs, and begin no turn", () => {
    const text = "Agent: We have these slots:\n-10:30\n-11:00 too\nCustomer: 11:00 please";
    expect(turns(text).map(([at, speaker]) => [at, speaker])).toEqual([
      [null, "Agent"],
      [null, "Customer"],
    ]);
    expect(turns(text)[0]![2]).toMatch(/slots:\s-10:30\s-11:00 too$/);
    expect(codes(text)).toEqual([]);
  });
  test("[B-50] times that overlap stay in the order of the text, with one warning", () => {
    const cue = (from: string, to: string, words: string): string => `00:00:${from}.000 --> 00:00:${to}.000\n${words}\n\n`;
    const text = `WEBVTT\n\n${cue("01", "06", "<v Agent>a")}${cue("03", "08", "<v Customer>b")}${cue("07", "09", "<v Agent>c")}`;
    expect(turns(text)).toEqual([
      [1, "Agent", "a"],
      [3, "Customer", "b"],
      [7, "Agent", "c"],
    ]);
    expect(codes(text)).toEqual(["timesOverlap:6"]);
    // one that comes earlier than the one above it goes backwards
    expect(codes(`WEBVTT\n\n${cue("03", "06", "<v Agent>a")}${cue("01", "02", "<v Customer>b")}`)).toEqual(["timeBackwards:6"]);
  });
  test("characters that turn the reading direction are shown, control characters and colours dropped", () => {
    const text = "Agent: ab\u202Ecd\u0000\u001B[31mred\u001B[0m\nCustomer: \u200Bx";
    expect(turns(text).map(([, , words]) => words)).toEqual(["ab[U+202E]cdred", "x"]);
    expect(codes(text)).toEqual(["controlsShown:1"]);
  });
  test("[B-49] a card number or security code stops the conversation until it is taken out", () => {
    const { warnings } = parseTranscript("Agent: The number, please?\nCustomer: 4111 1111 1111 1111, and the CVV is 123.");
    expect(warnings).toEqual([
      { line: 2, code: "cardNumber", stops: true, params: { line: 2 } },
      { line: 2, code: "securityCode", stops: true, params: { line: 2 } },
    ]);
  });
  test("only one speaker", () => expect(codes("Agent: a\nAgent: b")).toEqual(["oneSpeaker:-"]));
  test("nothing, and too much", () => {
    expect(codes(" \n\t")).toEqual(["empty:-"]);
    expect(parseTranscript("a".repeat(400_001)).warnings).toEqual([
      { line: null, code: "tooLong", stops: true, params: { count: 400_001, limit: 400_000 } },
    ]);
  });
  test("a very long turn is split between words, keeping every word", () => {
    const words = Array.from({ length: 3_000 }, (_, index) => `w${index}`).join(" ");
    const { lines, warnings } = parseTranscript(`[0:01] Agent: ${words}\n[0:09] Customer: ok`);
    expect(warnings.map((warning) => warning.code)).toEqual(["lineTooLong"]);
    expect(lines.every((line) => line.text.length <= 4_000)).toBe(true);
    expect(
      lines
        .filter((line) => line.speaker === "Agent")
        .map((line) => line.text)
        .join(" "),
    ).toBe(words);
    expect(lines.map((line) => line.at)).toEqual([1, ...lines.slice(1, -1).map(() => null), 9]);
  });
  test("more turns than one conversation may have", () => {
    const many = Array.from({ length: 5_100 }, (_, index) => `${index % 2 ? "Agent" : "Customer"}: ${index}`).join("\n");
    expect(parseTranscript(many)).toMatchObject({ warnings: [{ code: "tooManyLines", params: { count: 5_100, limit: 5_000 } }] });
    expect(parseTranscript(many).lines).toHaveLength(5_000);
  });
});

const piece = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "Agent: ",
    "Customer:",
    "[0:10] ",
    "25:61",
    "\n",
    "\n\n",
    "From: ",
    "Subject: x",
    "On x, y wrote:",
    "> ",
    "---",
    "WEBVTT\n\n",
    "0:01 --> 0:02",
    "00:00:01,000 --> 00:00:02,000",
    "<v A>",
    "\t",
    ",",
    "speaker,text",
    '"',
    "\u202e",
    "4111111111111111",
    "Ana — 10:02 AM",
  ),
);
test("any text becomes lines that may be stored, and every warning has its sentence", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
      const { lines, warnings, title } = parseTranscript(pieces.join(""));
      const made = conversationSchema.safeParse({
        conversationId: "c",
        title: "t",
        channel: "chat",
        link: null,
        agent: null,
        why: null,
        transcript: lines,
      });
      expect(made.error).toBeUndefined();
      expect(title === null || title.length <= 160).toBe(true);
      for (const warning of warnings) expect(texts.transcript).toHaveProperty(warning.code);
    }),
    { numRuns: 400 },
  );
});

test("labelled turns come back as they were said", () => {
  const words = fc.stringMatching(/^[a-z][a-z .,!?]{0,40}[a-z]$/);
  const turn = fc.record({ at: fc.integer({ min: 0, max: 5_999 }), speaker: fc.constantFrom("Agent", "Customer"), text: words });
  const stamp = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 40 }), (said) => {
      const written = said.map(({ at, speaker, text }) => `[${stamp(at)}] ${speaker}: ${text}`).join("\n");
      expect(parseTranscript(written).lines).toEqual(said);
    }),
  );
});

test.each([
  "a",
  ":",
  "A: ",
  "0:0",
  "00:00 ",
  "\n",
  "> ",
  "On a",
  "From: a\n",
  "<",
  "<v ",
  "1 ",
  "4",
  "4 1",
  "-",
  "A:\n",
  "A 0:01\n",
  "A,b\n",
  "\t",
  '"',
  "WEBVTT\n",
  "0:01 --> 0:02\n",
  "\u202e",
  "cvv 12",
  "(",
  "[1:11",
  "A—",
])("100,000 characters of %j are read in linear time", (unit) => {
  const hostile = unit.repeat(Math.floor(100_000 / unit.length));
  const before = performance.now();
  parseTranscript(hostile);
  expect(performance.now() - before).toBeLessThan(5_000);
});
