// A team with a past: what Ana typed and what the material holds are marked, in a store of either kind.
import { randomBytes } from "node:crypto";
import type { EventStore } from "../../../server/store/eventStore.ts";
import type { Criterion } from "../../../shared/scorecard/scorecard.ts";
import type { SentSheet } from "../../../shared/session/commands.ts";
import { Call, card, criterion, openCall, storeCall } from "../ledger/calls.ts";

export type Marks = {
  /** typed by her, or her name */ person: string[] /** of the transcripts, the agent, quotes */;
  material: string[];
  name: string;
};

const CRITERIA: Criterion[] = [
  criterion("k0", "5pt", 10),
  criterion("k1", "binary", 5, { autoFail: true }),
  criterion("k2", "percent", 20),
];
export const SESSION_NAME = "Week 7";

const sheetOf = (value: number, reason: string, quote: string | null): SentSheet =>
  Object.fromEntries(
    CRITERIA.map(({ criterionId, scale }) => [
      criterionId,
      {
        value: scale === "binary" ? 1 : scale === "percent" ? value * 20 : value,
        reason: `${reason} ${criterionId}`,
        unsure: false,
        evidence: quote === null ? [] : [{ line: 0, at: null, quote }],
      },
    ]),
  );

export const makeScene = async (store: EventStore, sessions: number): Promise<Marks> => {
  const marks: Marks = { person: [], material: [], name: "" };
  /** Long enough not to be there by chance, and nothing else in it that could be. */
  const mark = (kind: "person" | "material"): string => {
    const word = `qzx${randomBytes(9).toString("hex")}`;
    marks[kind].push(word);
    return word;
  };
  marks.name = `Ana ${mark("person")}`;
  const person = (personId: string, name: string, more: Record<string, unknown> = {}) =>
    store.put("people", personId, {
      personId,
      name,
      kind: "member",
      guestOf: null,
      createdAt: 1,
      erased: false,
      mergedInto: null,
      ...more,
    });
  await person("p-f", "Fay");
  await person("p-ana", marks.name);
  await person("p-ben", "Ben");
  await person("p-stranger", `Ana again ${mark("person")}`, { kind: "guest", mergedInto: "p-ana" });
  await store.append("workspace", 0, [
    {
      commandId: "w1",
      actor: "server",
      fingerprint: "w1",
      events: [
        { type: "WorkspaceCreated", name: "Support", at: 1 },
        { type: "MemberAdded", personId: "p-f", role: "admin", experience: "long", site: null, at: 1 },
        { type: "MemberAdded", personId: "p-ana", role: "reviewer", experience: "new", site: null, at: 2 },
      ],
    },
  ]);
  await store.put("httpSessions", "device", { data: { personId: "p-ana", cookie: {} }, touchedAt: 1 });
  await store.put("links", "hash", {
    hash: "hash",
    kind: "personal",
    personId: "p-ana",
    sessionId: null,
    createdAt: 1,
    expiresAt: null,
    uses: 1,
    revokedAt: null,
    token: null,
  });

  for (let index = 0; index < sessions; index += 1) {
    const call = new Call(`s${index}`, index + 1);
    const words = (where: string): string =>
      where === "session name" ? SESSION_NAME : where.startsWith("title") ? "A title that stays" : `${where} ${mark("material")}`;
    openCall(call, {
      scorecard: card(CRITERIA),
      people: [{ seatId: "f", role: "facilitator" }, { seatId: "ana", experience: "new" }, { seatId: "ben" }],
      conversations: 2,
      words,
    });
    // who speaks in a transcript is a person too
    call.must("f", {
      type: "ChangeConversation",
      conversationId: "c2",
      change: { transcript: [{ at: 0, speaker: `Agent ${mark("material")}`, text: mark("material") }] },
    });
    const place = { conversationId: "c1", criterionId: "k0" };
    call.must("ana", { type: "SubmitReview", conversationId: "c1", sheet: sheetOf(2, mark("person"), null) });
    call.must("ana", { type: "SubmitReview", conversationId: "c1", sheet: sheetOf(1, mark("person"), mark("material")) });
    call.must("ana", { type: "SubmitReview", conversationId: "c2", sheet: sheetOf(4, mark("person"), null) });
    for (const by of ["f", "ben"]) call.must(by, { type: "SubmitReview", conversationId: "c1", sheet: sheetOf(4, `${by} says`, null) });
    if (!call.reveal("f", "c1")) throw new Error(`no reveal: ${call.refused.at(-1)}`);
    call.must("f", { type: "OpenCriterion", ...place, readAloud: false });
    call.must("ana", {
      type: "WriteReason",
      ...place,
      text: mark("person"),
      evidence: [{ line: null, at: "0:04", quote: mark("material") }],
    });
    call.must("ana", { type: "Object", ...place, text: mark("person") });
    call.must("ana", {
      type: "MakeProposal",
      proposalId: "pr1",
      conversationId: "c1",
      criterionId: "k0",
      kind: "redefine",
      text: mark("person"),
      rightExample: mark("person"),
      wrongExample: mark("person"),
    });
    call.must("f", {
      type: "SettleCriterion",
      ...place,
      value: 4,
      how: "agreed",
      until: null,
      note: "The team's note stays",
      cause: null,
      feedback: null,
    });
    await storeCall(store, call);
    const draft = { sessionId: call.sessionId, seatId: "ana", conversationId: "c2", criterionId: "k1" };
    // written over as somebody types
    const typing = mark("person");
    for (let typed = 0; typed < 3; typed += 1)
      await store.saveDraft(draft, { value: 1, reason: `${typing} ${"typing ".repeat(typed * 40)}`, unsure: false, evidence: [] });
    await store.saveDraft(
      { ...draft, seatId: "ben" },
      { value: 1, reason: "Ben's draft stays", unsure: false, evidence: [{ line: 0, at: null, quote: mark("material") }] },
    );
  }
  return marks;
};

/** Every text blanked: what must be the same before and after. */
export const withoutWords = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== "object" || value === null) return value;
  const inner = value as Record<string, unknown>;
  if (typeof inner.text === "string") return "words";
  return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, key === "speaker" ? "somebody" : withoutWords(item)]));
};
