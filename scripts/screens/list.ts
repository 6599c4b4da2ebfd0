// Every screen of the call that is photographed, before and after: whose screen it is, and at which moment. docs/screens.md shows them in this order.

export type Who = "newcomer" | "facilitator" | "reviewer" | "observer" | "shared screen";
/** One picture: `id` names its file. */
export type View = { id: string; who: Who; moment: string };
export type Screen = { id: string; title: string; views: View[] };

const view = (id: string, who: Who, moment: string): View => ({ id, who, moment });

export const SCREENS: readonly Screen[] = [
  {
    id: "join",
    title: "Join",
    views: [view("join-letters", "newcomer", "six letters"), view("join-name", "newcomer", "by the team link, on a device nobody knows")],
  },
  {
    id: "door",
    title: "Door",
    views: [view("door-newcomer", "newcomer", "waits to be let in"), view("door-facilitator", "facilitator", "somebody is at the door")],
  },
  {
    id: "arrival",
    title: "Arrival",
    views: [
      view("arrival-facilitator", "facilitator", "people come in"),
      view("arrival-reviewer", "reviewer", "here for the first time"),
      view("arrival-shared", "shared screen", "people come in"),
    ],
  },
  {
    id: "actions",
    title: "Actions of last time",
    views: [
      view("actions-facilitator", "facilitator", "what became of them"),
      view("actions-reviewer", "reviewer", "one is theirs"),
      view("actions-shared", "shared screen", "what became of them"),
    ],
  },
  {
    id: "sheet",
    title: "Score sheet",
    views: [
      view("sheet-reviewer", "reviewer", "beside a 40-minute transcript, four of nine scored"),
      view("sheet-facilitator", "facilitator", "scores too, and sees who is in"),
      view("sheet-observer", "observer", "the others score"),
      view("sheet-shared", "shared screen", "timer and count"),
    ],
  },
  {
    id: "waiting",
    title: "Waiting for the reveal",
    views: [
      view("waiting-reviewer", "reviewer", "submitted, somebody is missing"),
      view("waiting-facilitator", "facilitator", "submitted, somebody is missing"),
      view("waiting-ready", "facilitator", "everybody is in"),
      view("waiting-shared", "shared screen", "everybody is in"),
    ],
  },
  {
    id: "reveal",
    title: "Reveal",
    views: [
      view("reveal-facilitator", "facilitator", "holds the button"),
      view("reveal-opening", "reviewer", "the first part of the moment"),
      view("reveal-settling", "reviewer", "the second part of it"),
      view("reveal-shared", "shared screen", "the same moment"),
    ],
  },
  {
    id: "results",
    title: "Results",
    views: [
      view("results-facilitator", "facilitator", "6 people, 9 criteria"),
      view("results-reviewer", "reviewer", "6 people, 9 criteria"),
      view("results-observer", "observer", "6 people, 9 criteria"),
      view("results-shared", "shared screen", "6 people, 9 criteria"),
      view("results-8x25", "facilitator", "8 people, 25 criteria"),
      view("results-8x25-shared", "shared screen", "8 people, 25 criteria"),
      view("results-3x6", "facilitator", "3 people, 6 criteria"),
      view("results-3x6-shared", "shared screen", "3 people, 6 criteria"),
    ],
  },
  {
    id: "criterion",
    title: "Criterion in discussion",
    views: [
      view("criterion-facilitator", "facilitator", "the newest speak first"),
      view("criterion-reviewer", "reviewer", "it is their turn"),
      view("criterion-observer", "observer", "looks on"),
      view("criterion-shared", "shared screen", "definition, dots, speaking order"),
    ],
  },
  {
    id: "names",
    title: "Names hidden and shown",
    views: [
      view("names-hidden-results", "facilitator", "hidden: results with details"),
      view("names-shown-results", "facilitator", "shown: results with details"),
      view("names-hidden-criterion", "reviewer", "hidden: criterion"),
      view("names-shown-criterion", "reviewer", "shown: criterion"),
    ],
  },
  {
    id: "revote",
    title: "Re-vote",
    views: [
      view("revote-reviewer", "reviewer", "votes again, hidden"),
      view("revote-facilitator", "facilitator", "some have voted"),
      view("revote-shared", "shared screen", "some have voted"),
      view("revote-revealed", "reviewer", "revealed: who moved"),
      view("revote-revealed-shared", "shared screen", "revealed: who moved"),
    ],
  },
  {
    id: "settling",
    title: "Settling",
    views: [
      view("settling-facilitator", "facilitator", "the value tapped, a note typed"),
      view("settling-more", "facilitator", "the same with More"),
      view("settling-reviewer", "reviewer", "settled"),
      view("settling-shared", "shared screen", "settled"),
    ],
  },
  {
    id: "close",
    title: "Close",
    views: [
      view("close-facilitator", "facilitator", "what is left open, actions, totals"),
      view("close-reviewer", "reviewer", "the same"),
      view("close-shared", "shared screen", "the same"),
    ],
  },
  {
    id: "report",
    title: "Report",
    views: [
      view("report-closed", "facilitator", "closed"),
      view("report-facilitator", "facilitator", "the report"),
      view("report-shared", "shared screen", "closed"),
    ],
  },
];

export const VIEWS: readonly View[] = SCREENS.flatMap(({ views }) => views);

export type Shot = { name: string; width: number; height: number; dark: boolean };
/** The four widths as they come, and one in the other theme. The shared screen comes dark, everything else light. */
export const SHOTS: readonly Shot[] = [
  { name: "1440", width: 1440, height: 900, dark: false },
  { name: "1280", width: 1280, height: 800, dark: false },
  { name: "768", width: 768, height: 1024, dark: false },
  { name: "400", width: 400, height: 800, dark: false },
  { name: "1280-other", width: 1280, height: 800, dark: true },
];
export const shotFile = (view: string, shot: Shot): string => `${view}.${shot.name}.png`;
