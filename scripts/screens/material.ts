// What is scored in the pictures: a call of forty minutes, a scorecard of 25 criteria and one of 6, and how far people are apart on them.
import { repeatFault } from "../../shared/sample/repeatFault.ts";
import { sampleConversations } from "../../shared/sample/sample.ts";
import type { Criterion, ScaleKind, Scorecard, Value } from "../../shared/scorecard/scorecard.ts";
import type { Conversation, SentSheet } from "../../shared/session/commands.ts";
import type { Line } from "../../shared/session/shapes.ts";

/** What is checked in the second half of the long call: the step, and what the customer sees. */
const CHECKS: [string, string][] = [
  ["the grey cable between the box and the wall", "It clicks, but the light is the same."],
  ["the socket behind the sofa", "There are two. Which one do you mean?"],
  ["the name of your network", "It's still there, but nothing opens."],
  ["the page with the line values", "It says attenuation, and then a number, fifty-one."],
  ["the second number on that page", "Noise margin, four. Is that bad?"],
  ["the light at the top", "Green. That one is green at least."],
  ["the phone on the same line", "It crackles. It has for a week."],
  ["the filter on the phone", "A little white box? I pulled it once, yes."],
  ["the log, the last three lines", "No carrier, no carrier, no carrier."],
  ["the power supply", "It's warm. Is it meant to be warm?"],
  ["the age of the router", "Four years. You sent it to me."],
  ["the neighbour's line", "She has the same company, and hers works."],
];

const LAST_LINES = 10;
/** 40:12. The first part is the sample call without its goodbye, so that what people pin in it is where they say it is. */
export const longCall: Line[] = (() => {
  const lines: Line[] = [...repeatFault.slice(0, -LAST_LINES)];
  const end = repeatFault.slice(-LAST_LINES);
  let at = 720;
  const say = (pause: number, speaker: string, text: string): void => {
    at += pause;
    lines.push({ at, speaker, text });
  };
  say(
    9,
    "Agent",
    "Before I let you go: the field desk asks me to test a few things with you, so that the crew brings the right part. Do you have a moment?",
  );
  say(11, "Customer", "If it helps that they come. Yes.");
  for (const [step, seen] of CHECKS) {
    say(31, "Agent", `Could you look at ${step} for me, please?`);
    say(38, "Customer", "One second, I have to get up for that.");
    say(21, "Customer", seen);
    say(24, "Agent", "Thank you. I'm putting that down as you said it.");
    say(15, "Customer", "Okay.");
  }
  const last = 40 * 60 + 12;
  const shift = last - (end.at(-1)?.at ?? 0);
  return [...lines, ...end.map((line) => ({ ...line, at: (line.at ?? 0) + shift }))];
})();

export const mainConversations = (): Conversation[] => {
  const ids = ["call", "thread"];
  return sampleConversations(() => ids.shift() ?? "more").map((each) =>
    each.conversationId === "call" ? { ...each, transcript: longCall } : each,
  );
};

/** Name, scale, and one answer for each of eight people: "a" is N/A. */
type Row = [string, ScaleKind, string];
const LARGE: [string, Row[]][] = [
  [
    "Contact",
    [
      ["Opening", "binary", "11111111"],
      ["Empathy", "5pt", "23355412"],
      ["Tone", "5pt", "44445444"],
      ["Listening", "4pt", "33333333"],
      ["Plain words", "3pt", "33323333"],
    ],
  ],
  [
    "Understanding",
    [
      ["Finding the need", "5pt", "43444344"],
      ["Open questions", "4pt", "13342421"],
      ["Says it back", "binary", "11111111"],
      ["Earlier contacts read", "binary", "11111111"],
      ["Urgency noticed", "5pt", "54545555"],
    ],
  ],
  [
    "Safety",
    [
      ["Identity check", "binary", "10111011"],
      ["Data only as needed", "binary", "11111111"],
      ["Recording announced", "binary", "11111111"],
      ["Consent noted", "3pt", "1a3a31a3"],
      ["No other account opened", "binary", "11111111"],
    ],
  ],
  [
    "Solution",
    [
      ["Right cause found", "5pt", "44454444"],
      ["Complete answer", "5pt", "35542345"],
      ["Promise that can be kept", "4pt", "44444444"],
      ["Another way offered", "5pt", "12233211"],
      ["Policy followed", "binary", "11111111"],
    ],
  ],
  [
    "Ending",
    [
      ["Waiting explained", "3pt", "22232222"],
      ["Next step named", "binary", "11111111"],
      ["Who calls whom", "4pt", "33433334"],
      ["Notes for the next one", "percent", "8090858075959085".replace(/(..)/g, "$1 ").trim()],
      ["Goodbye", "binary", "11111111"],
    ],
  ],
];
const SMALL: [string, Row[]][] = [
  [
    "The call",
    [
      ["Opening", "binary", "111"],
      ["Empathy", "5pt", "253"],
      ["Finding the need", "5pt", "445"],
      ["Identity check", "binary", "111"],
      ["Solution", "5pt", "424"],
      ["Next step", "binary", "111"],
    ],
  ],
];

const MEANING: Record<ScaleKind, Record<string, string>> = {
  binary: { "0": "Not seen in the conversation.", "1": "Seen, and the line can be shown." },
  "3pt": { "1": "Missing where it was needed.", "2": "There in part.", "3": "There, and it helped." },
  "4pt": { "1": "Missing.", "2": "Once, by a phrase.", "3": "There in own words.", "4": "There, and it changed what followed." },
  "5pt": {
    "1": "Works against it.",
    "2": "A phrase.",
    "3": "Once, then forgotten.",
    "4": "In own words.",
    "5": "Something follows from it.",
  },
  percent: {},
};

export type Played = { scorecard: Scorecard; sheetOf: (person: number) => SentSheet };

function played(scorecardId: string, name: string, sections: [string, Row[]][]): Played {
  const rows = sections.flatMap(([section, list]) => list.map((row) => ({ section, row })));
  const idOf = (index: number): string => `${scorecardId}-${index + 1}`;
  const criteria = rows.map(
    ({ section, row: [title, scale] }, index): Criterion => ({
      criterionId: idOf(index),
      sectionId: section.toLowerCase().replaceAll(" ", "-"),
      name: title,
      definition: "Somebody who reads the conversation can point at the line where it happens, or at the line where it was missing.",
      scale,
      weight: 4,
      autoFail: title === "Identity check",
      allowNA: true,
      anchors: MEANING[scale],
    }),
  );
  const answer = (list: string, person: number): Value => {
    const all = list.includes(" ") ? list.split(" ") : [...list];
    const one = all[person] ?? "a";
    return one === "a" ? "NA" : Number(one);
  };
  return {
    scorecard: {
      scorecardId,
      version: 1,
      name,
      sections: sections.map(([section]) => ({ sectionId: section.toLowerCase().replaceAll(" ", "-"), name: section })),
      criteria,
    },
    sheetOf: (person) =>
      Object.fromEntries(
        rows.map(({ row: [, , list] }, index) => [idOf(index), { value: answer(list, person), reason: "", unsure: false, evidence: [] }]),
      ),
  };
}

export const large = (): Played => played("twenty-five", "Everything we look at", LARGE);
export const small = (): Played => played("six", "The six that matter", SMALL);
