// What a listener may notice in a conversation, by kind of criterion: words that speak for it and words that speak against it. General, not tied to one transcript.
import type { Criterion } from "../../shared/scorecard/scorecard.ts";

export type Topic =
  | "opening"
  | "empathy"
  | "need"
  | "identity"
  | "resolution"
  | "accuracy"
  | "promises"
  | "waiting"
  | "nextStep"
  | "language"
  | "other";

/** `subtle`: what people who have heard a thousand calls no longer notice. */
export type Signal = { topic: Topic; by: "agent" | "customer"; good: boolean; weight: number; subtle?: boolean; words: RegExp };

const says = (topic: Topic, by: Signal["by"], good: boolean, weight: number, words: RegExp, subtle = false): Signal => ({
  topic,
  by,
  good,
  weight,
  words,
  subtle,
});

export const SIGNALS: readonly Signal[] = [
  says("opening", "agent", true, 0.5, /you're speaking with|speaking with \w+|my name is|this is \w+ (?:from|at|with)/i),
  says(
    "opening",
    "agent",
    true,
    0.45,
    /what can i do for you|how (?:can|may) i help|thanks? (?:you )?for (?:reaching out|calling|contacting|writing)/i,
  ),
  says("opening", "agent", false, 0.45, /could you (?:please )?send me your order number|full name, please|account number, please/i, true),

  says("empathy", "agent", false, 0.3, /only telling you what|what's in the system|that's (?:just )?our policy|as i (?:already )?said/i),
  says("empathy", "agent", false, 0.14, /^mm-?hm|^sure\.|it happens that|inconvenience/i),
  says("empathy", "agent", false, 0.08, /that's a pain|what a shame\.?$/i),
  says("empathy", "agent", true, 0.3, /wouldn't be happy either|that's fair|i can imagine|must have been|you(?:'d| had) wanted it/i),
  says("empathy", "agent", true, 0.16, /good luck|happy birthday|wonderful birthday|i'll save you that|won't have to (?:restart|tell)/i),
  says("empathy", "customer", true, 0.12, /more than i hoped|thank you\. honestly|that would be something|thank god/i, true),
  says("empathy", "customer", false, 0.12, /but it isn't true|quite cross|i thought i'd been cut off|so frustrat/i, true),

  says(
    "need",
    "agent",
    true,
    0.22,
    /so by \w+ .*needs to be|what colour|did they try|blinking first|let me (?:see|check)|so that i can look into/i,
  ),
  says("need", "agent", true, 0.14, /was there anything else|anything else i can|so: |to what\?/i),
  says("need", "agent", false, 0.26, /could you (?:please )?send me your order number|please also confirm|can you repeat|say that again/i),
  says(
    "need",
    "customer",
    false,
    0.2,
    /is in the subject|were attached|i (?:already|did) (?:say|said|write|told|send|sent)|i do not need the whole/i,
    true,
  ),

  says("identity", "agent", true, 0.35, /your full name|your postcode|date of birth|security word|confirm the postcode/i),
  says("identity", "agent", false, 0.4, /should have asked that earlier|the one ending in|the one that ends in|that's the dog/i, true),
  says("identity", "agent", false, 0.12, /i(?:'ve| have) got the account here/i, true),

  says("resolution", "agent", true, 0.26, /squeezed you in|i've ordered|i've cancelled|i'll change that|there's a crew|replacement/i),
  says("resolution", "agent", true, 0.12, /done\.|is started|it's on the card|free of charge/i),
  says("resolution", "agent", false, 0.24, /you'd need to write|i'd write again|i can't see here|ring us|plan for/i),
  says(
    "resolution",
    "customer",
    false,
    0.14,
    /last time they|if they don't come|how will i know|\bagain and again\b|nobody (?:came|called)/i,
  ),
  says("resolution", "customer", true, 0.14, /more than i hoped|that would be something/i),

  says(
    "accuracy",
    "agent",
    true,
    0.24,
    /the test from our side|i'll check our stock|let me see what it says|usually the evening before|3.5 working days/i,
  ),
  says("accuracy", "agent", false, 0.28, /it's not the first time, to be honest|always says that|they'll come\.|won't charge you/i),
  says("accuracy", "customer", false, 0.3, /they did in|says voucher|isn't true|that's the old one/i, true),

  says("promises", "agent", true, 0.3, /team lead is fine|approved|i've asked\b|by the rules|automatic, it's on the bill/i),
  says(
    "promises",
    "agent",
    false,
    0.42,
    /whole month|shouldn't be a problem|leave it with me|a bit more than we usually|they'll come/i,
    true,
  ),
  says("promises", "agent", false, 0.16, /you won't see it|i'll take that off/i),

  says("waiting", "agent", true, 0.4, /on hold for about|is that all right|thank you for waiting|i'll come back even|by tomorrow noon/i),
  says("waiting", "agent", false, 0.34, /^one second|i was in the other system|took a little longer than i said|bear with me/i),
  says("waiting", "customer", false, 0.22, /^hello\?|cut off|are you still there/i, true),

  says(
    "nextStep",
    "agent",
    true,
    0.4,
    /they call you before|five to seven, tomorrow|you'll get a (?:tracking|message)|we(?:'ll| will) (?:call|write|send)|so: thursday/i,
  ),
  says("nextStep", "agent", false, 0.34, /i'd plan for|it's on your account|leave it with me|usually the evening/i),
  says("nextStep", "customer", false, 0.3, /how will i know|is there a number for it|so (?:tomorrow|what does that mean)/i, true),

  says("language", "agent", true, 0.2, /in other words|that means|so\.|let me explain/i),
  says("language", "agent", false, 0.2, /cabinet|field desk|as per|kindly|please be advised/i),

  says("other", "agent", true, 0.15, /thank you|of course|i'll |i've /i),
  says("other", "agent", false, 0.15, /sorry|unfortunately|can't|don't know/i),
];

/** What a criterion is about, by its id, its name, then its definition; the first that fits. */
const ABOUT: [topic: Topic, words: RegExp][] = [
  ["identity", /identit|verif|security (?:word|check)|authenticat|data protection|hipaa/i],
  ["opening", /opening|greet|introduc/i],
  ["waiting", /wait|hold\b|hold etiquette|transfer|silence/i],
  ["nextStep", /next ?step|closing|wrap|sums? up/i],
  ["promises", /promis|policy|refund|credit|commit|disclos/i],
  ["accuracy", /accura|correct|knowledge|product information|troubleshoot/i],
  ["empathy", /empath|rapport|acknowledg|patien|courte/i],
  ["need", /need|understand|listen|question|probing|discover/i],
  ["resolution", /resol|solv|outcome|fix/i],
  ["language", /language|tone|clarity|grammar|writing|plain/i],
];

export const topicOf = ({ criterionId, name, definition }: Pick<Criterion, "criterionId" | "name" | "definition">): Topic =>
  [`${criterionId} ${name}`, definition].reduce<Topic | null>(
    (found, words) => found ?? ABOUT.find(([, about]) => about.test(words))?.[0] ?? null,
    null,
  ) ?? "other";
