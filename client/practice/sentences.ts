// What simulated reviewers say: by subject and by how well they thought it went, each in more than one way. {quote} is a piece of the line it rests on, {agent} the scored person.
import type { Habit, Tone } from "./habits.ts";
import type { Topic } from "./signals.ts";

type Said = Record<Exclude<Tone, "notApplicable">, readonly string[]>;

/** Sentences with a {quote} come first; the last of each list stands alone, for when there is no line to point at. */
export const SENTENCES: Record<Topic, Said> = {
  opening: {
    good: [
      "Both names are there in the first turn: “{quote}”.",
      "“{quote}”: company, name, and off we go.",
      "{agent} opens with company, name and an offer. Nothing to add.",
      "The first turn has all of it.",
    ],
    mixed: ["“{quote}” is half of it for me.", "Part of the opening is missing."],
    bad: ["“{quote}”: that is a form question before anything else.", "I miss one of the two names in the first turn."],
  },
  empathy: {
    good: [
      "“{quote}” names what this meant for the customer, in {agent}'s own words.",
      "After “{quote}” the tone changes, and something follows from it.",
      "“{quote}”: that is somebody who listens.",
      "The situation is named, and the solution takes it into account.",
      "The customer calms down, and not by chance.",
    ],
    mixed: [
      "It gets better later, but “{quote}” stays with me.",
      "Named once and late. Before that: “{quote}”.",
      "“{quote}” and a warm line later do not make a four.",
      "It is acknowledged once and then dropped.",
    ],
    bad: [
      "“{quote}” argues with the customer instead of hearing them.",
      "At “{quote}” their situation is talked past.",
      "“{quote}”: nothing in it is about this customer.",
      "Nothing in {agent}'s words is about this customer.",
    ],
  },
  need: {
    good: [
      "“{quote}”: {agent} asks only what is missing.",
      "Asks what is needed and says it back, see “{quote}”.",
      "With “{quote}” the need is clear before the solution starts.",
      "The need is clear before the solution starts.",
      "Good questions, in a good order.",
    ],
    mixed: [
      "“{quote}” asks again for something we had already.",
      "The questions are fine, but “{quote}” was there from the start.",
      "It is found, but not said back.",
      "The questions are fine. I miss the summary.",
    ],
    bad: [
      "“{quote}”: the customer had given that already.",
      "By “{quote}” everything is asked a second time.",
      "The questions follow a script, not the answers.",
    ],
  },
  identity: {
    good: [
      "“{quote}”: asked before anything of the account is said.",
      "The check is there: “{quote}”.",
      "Two details from the customer, as far as I can see.",
    ],
    mixed: ["“{quote}” is one detail. I look for the second.", "One detail is certain, the second is not."],
    bad: [
      "“{quote}”: {agent} supplies the detail, the customer only says yes.",
      "Too late, or too little. Listen to “{quote}”.",
      "Account details are said before two matching details.",
    ],
  },
  resolution: {
    good: [
      "“{quote}” does what the customer came for.",
      "With “{quote}” it is started within this contact.",
      "“{quote}”: that is the answer to the question that was asked.",
      "Everything asked for is done or started.",
      "The customer got what they came for.",
    ],
    mixed: [
      "The main thing is handled, but “{quote}” leaves the other one open.",
      "“{quote}”: so one of the requests stays where it was.",
      "Nobody checks that it worked.",
      "One request is handled, another is left without a word.",
    ],
    bad: [
      "“{quote}” sends the customer away to do it themselves.",
      "After “{quote}” they have to come back for the same thing.",
      "What was asked for is not really solved.",
    ],
  },
  accuracy: {
    good: [
      "“{quote}”: checked first, then said.",
      "{agent} looks before speaking, see “{quote}”.",
      "I found no statement that is wrong.",
      "Everything fits, as far as I know the rules.",
    ],
    mixed: ["“{quote}” is a detail I could not confirm.", "“{quote}” may be right, but nobody looked it up.", "One detail does not match."],
    bad: [
      "“{quote}” does not fit what came before. The customer would act on it.",
      "I would not say “{quote}” without looking it up.",
      "One statement is wrong, and the customer relies on it.",
    ],
  },
  promises: {
    good: [
      "“{quote}” is within what may be granted.",
      "Said with its condition: “{quote}”.",
      "“{quote}”: that is how I want a promise.",
      "All of it is within what may be granted.",
      "No promise that worries me.",
    ],
    mixed: [
      "“{quote}” stays within the rules, but sounds like more.",
      "After “{quote}” I would expect more than I get.",
      "Within policy, loosely worded.",
      "Nothing forbidden, but the customer may expect more.",
    ],
    bad: [
      "Who approved “{quote}”? I heard nobody.",
      "“{quote}” is a promise {agent} cannot keep alone.",
      "A promise that nobody has approved.",
    ],
  },
  waiting: {
    good: [
      "“{quote}”: announced, and kept.",
      "The wait is announced as it should be: “{quote}”.",
      "“{quote}”. Nobody wonders what is going on.",
      "Waiting was announced each time.",
    ],
    mixed: [
      "“{quote}” says neither why nor how long.",
      "One wait is announced well, “{quote}” is not.",
      "One of the waits is not announced.",
    ],
    bad: ["“{quote}”, and then silence.", "With “{quote}” nobody knows how long it takes.", "The customer waits without knowing why."],
  },
  nextStep: {
    good: [
      "“{quote}”: what, who and when.",
      "Said clearly: “{quote}”.",
      "What, who and when are all said.",
      "I could say myself what happens next.",
    ],
    mixed: ["“{quote}” leaves the when open.", "One of what, who and when is missing."],
    bad: [
      "“{quote}”: and who does it, by when?",
      "After “{quote}” I still do not know who does what.",
      "What, who or when has to be asked for.",
    ],
  },
  language: {
    good: ["“{quote}” is how a customer would say it.", "Plain words all the way."],
    mixed: ["“{quote}” is our own language.", "Mostly plain, with a few words of ours."],
    bad: ["“{quote}” means nothing to a customer.", "Too many words that only we use."],
  },
  other: {
    good: ["“{quote}” is what the definition asks for.", "I see what the definition asks for."],
    mixed: ["“{quote}” is not quite it.", "Some of what the definition asks for is there."],
    bad: ["“{quote}” is not what the definition asks for.", "I do not find what the definition asks for."],
  },
};

/** The customer's own words carry it. */
export const CUSTOMER_SAYS: readonly string[] = [
  "Listen to the customer: “{quote}”.",
  "The customer says it: “{quote}”.",
  "“{quote}”, says the customer.",
];

export const NOT_APPLICABLE: readonly string[] = [
  "I heard nothing that this is about, so N/A.",
  "Does it apply at all here? I found no moment for it.",
];

/** What each habit adds now and then. Nobody is caricatured: most reasons come without. */
export const TAILS: Record<Habit, Partial<Record<Tone, readonly string[]>>> = {
  lenient: {
    good: ["Nothing to complain about.", "On such a day that is a lot."],
    mixed: ["I would not be strict about it here.", "The customer was fine in the end."],
    bad: ["I gave it reluctantly."],
  },
  severe: {
    good: ["No more than the definition asks."],
    mixed: ["The definition asks for more.", "That is not the level above."],
    bad: ["I read the definition word by word."],
  },
  erratic: {
    mixed: ["I went back and forth on this one.", "Ask me tomorrow and I say something else."],
    bad: ["Perhaps I was hard on it."],
  },
  missesEvidence: {
    good: ["I heard nothing against it."],
    mixed: ["The first half decided it for me."],
    notApplicable: ["Or did I miss it?"],
  },
  newcomer: {
    good: ["At least that is how I read the anchor."],
    mixed: ["Maybe I read this wrong.", "Is that usual here?"],
    bad: ["Or is that how we always do it?", "I may be wrong, but I went through it twice."],
  },
};

/** Recorded dissent, after a score was settled or while the others lean elsewhere. */
export const OBJECTIONS: readonly string[] = [
  "I can live with it, but I stay at {own}: the anchor says otherwise.",
  "Please note that I would have kept {own}.",
  "I do not see the line that carries {settled}. I stay at {own}.",
];

export const ACTIONS: readonly string[] = [
  "Collect three more examples for “{criterion}”",
  "Write down what we agreed on “{criterion}” and send it round",
  "Ask the team lead how “{criterion}” is meant at the limit",
];
