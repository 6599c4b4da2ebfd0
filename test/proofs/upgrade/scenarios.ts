// The whole calls that are kept as golden logs: the small team's, a large one with everything that can happen, and one that closes early. Always the same, event for event.
import type { Scorecard } from "../../../shared/scorecard/scorecard.ts";
import type { Command, SentSheet } from "../../../shared/session/commands.ts";
import { Call, card, criterion, openCall, seat, SERVER } from "../ledger/calls.ts";

const words = (where: string): string => `${where[0]!.toUpperCase()}${where.slice(1)}`;

const SMALL: Scorecard = card([
  criterion("greeting", "binary", 10),
  criterion("empathy", "5pt", 20, { anchors: { "1": "Ignores the feeling", "5": "Names it and answers it" } }),
  criterion("resolution", "4pt", 30),
]);
const LARGE: Scorecard = card([
  criterion("greeting", "binary", 10),
  criterion("empathy", "5pt", 20),
  criterion("resolution", "4pt", 30),
  criterion("process", "3pt", 20, { allowNA: true }),
  criterion("notes", "percent", 20),
  criterion("idCheck", "binary", 0, { autoFail: true, allowNA: true }),
]);

const sheet = (values: Record<string, number | "NA">, reason = ""): SentSheet =>
  Object.fromEntries(
    Object.entries(values).map(([criterionId, value], index) => [
      criterionId,
      {
        value,
        reason: index === 0 ? reason : "",
        unsure: index === 1,
        evidence: index === 0 ? [{ line: 0, at: null, quote: "a quote" }] : [],
      },
    ]),
  );
const submit = (conversationId: string, values: Record<string, number | "NA">, reason = ""): Command => ({
  type: "SubmitReview",
  conversationId,
  sheet: sheet(values, reason),
});
const settle = (
  conversationId: string,
  criterionId: string,
  value: number | "NA",
  more: Partial<Extract<Command, { type: "SettleCriterion" }>> = {},
): Command => ({
  type: "SettleCriterion",
  conversationId,
  criterionId,
  value,
  how: "agreed",
  until: null,
  note: null,
  cause: null,
  feedback: null,
  ...more,
});

/** Two conversations, three people, everything agreed, closed. */
const smallTeam = (): Call => {
  const call = new Call("golden-small", 11);
  openCall(call, {
    scorecard: SMALL,
    people: [{ seatId: "fay", role: "facilitator" }, { seatId: "tom", experience: "new" }, { seatId: "lena" }],
    conversations: 2,
    words,
  });
  for (const [index, conversationId] of ["c1", "c2"].entries())
    for (const [by, empathy] of [
      ["fay", 4],
      ["tom", 2 + index],
      ["lena", 5],
    ] as const)
      call.must(by, submit(conversationId, { greeting: 1, empathy, resolution: 3 }, `${by} thinks so`));
  for (const conversationId of ["c1", "c2"]) {
    if (!call.reveal("fay", conversationId)) throw new Error("no reveal");
    const place = { conversationId, criterionId: "empathy" };
    call.must("fay", { type: "OpenCriterion", ...place, readAloud: false });
    for (const by of ["tom", "lena", "fay"]) call.must(by, { type: "MarkSpoke", ...place, seatId: by });
    call.must("fay", settle(conversationId, "empathy", 4, { note: "Score 4 when the feeling is named late." }), {
      type: "AcceptIdentical",
      conversationId,
    });
  }
  call.must("fay", { type: "CloseSession" });
  return call;
};

/** Everything that can happen in a session happens here at least once. */
const largeCall = (): Call => {
  const call = new Call("golden-large", 23);
  const people = [
    { seatId: "fay", role: "facilitator" as const },
    { seatId: "lea", role: "lead" as const },
    { seatId: "tom", experience: "new" as const },
    { seatId: "nina", experience: "new" as const },
    { seatId: "aisha", experience: "settled" as const },
    { seatId: "lena" },
    { seatId: "oda", role: "observer" as const },
  ];
  openCall(call, { scorecard: LARGE, people, conversations: 4, words });
  const full = (empathy: number, idCheck: number | "NA" = 1) => ({
    greeting: 1,
    empathy,
    resolution: 3,
    process: "NA" as const,
    notes: 80,
    idCheck,
  });
  call.must("fay", { type: "ChangeSession", change: { name: "Week 8" }, options: { showProgressNames: true } });
  call.must(
    "fay",
    { type: "ChangeConversation", conversationId: "c4", change: { title: "Another title" } },
    { type: "WithdrawConversation", conversationId: "c4" },
  );
  call.must("fay", { type: "ReorderConversations", order: ["c2", "c1", "c3", "c4"] }, { type: "SetDoor", open: false });
  const knock = (knockId: string, who: string): Command => ({
    type: "Knock",
    knockId,
    personId: `p-${who}`,
    seatId: who,
    experience: "new",
    firstTime: true,
  });
  call.must(SERVER, knock("k1", "zoe"), knock("k2", "mallory"), knock("k3", "ana"));
  call.must("fay", { type: "AdmitKnock", knockId: "k1", role: "reviewer" }, { type: "TurnAwayKnock", knockId: "k2" });
  call.must("fay", { type: "ChangeSeat", seatId: "aisha", experience: "long", label: "coach" });
  call.must(
    "fay",
    { type: "MoveFocus", focus: { kind: "review" } },
    { type: "StartTimer", minutes: 10 },
    { type: "ExtendTimer", minutes: 2 },
  );
  call.must("lea", { type: "MarkBaseline", conversationId: "c1", seatId: "lea" });
  for (const [by, empathy] of [
    ["fay", 4],
    ["lea", 5],
    ["tom", 2],
    ["aisha", 4],
    ["lena", 1],
    ["zoe", 3],
  ] as const)
    call.must(
      by,
      submit("c1", full(empathy, by === "tom" ? 0 : 1), `${by} thinks so`),
      submit("c2", full(empathy === 1 ? 2 : empathy, "NA")),
    );
  call.must("lena", submit("c1", full(2), "Heard it again"));
  call.must("fay", { type: "Nudge", seatId: "nina" }, { type: "MarkAbsent", seatId: "nina" }, { type: "MarkExpected", seatId: "nina" });
  call.must("fay", { type: "EndTimer" }, { type: "MarkAbsent", seatId: "nina" }, { type: "RemoveSeat", seatId: "lena" });
  if (!call.reveal("fay", "c1")) throw new Error(`no reveal: ${call.refused.at(-1)}`);
  // too late for the first: one scores first, one watches
  seat(call, { seatId: "omar" });
  call.must(
    "nina",
    { type: "ChooseLate", conversationId: "c1", choice: "score" },
    { type: "SubmitLateReview", conversationId: "c1", sheet: sheet(full(3)) },
  );
  call.must("omar", { type: "ChooseLate", conversationId: "c1", choice: "watch" });
  const empathy = { conversationId: "c1", criterionId: "empathy" };
  call.must("fay", { type: "ReorderAgenda", conversationId: "c1", order: [...agendaOf(call, "c1")].reverse() });
  call.must("fay", { type: "OpenCriterion", ...empathy, readAloud: true }, { type: "OpenCriterion", ...empathy, readAloud: false });
  call.must("tom", { type: "MarkSpoke", ...empathy, seatId: "tom" });
  call.must("zoe", { type: "Pass", ...empathy, seatId: "zoe" });
  call.must("aisha", {
    type: "WriteReason",
    ...empathy,
    text: "The feeling is named late",
    evidence: [{ line: null, at: "0:04", quote: null }],
  });
  call.must("fay", { type: "NextTurn", ...empathy }, { type: "OpenToEveryone", ...empathy });
  call.must("aisha", { type: "ChangeMind", ...empathy, value: 3 });
  call.must("fay", { type: "OpenRevote", ...empathy });
  for (const [by, value] of [
    ["tom", 3],
    ["aisha", 3],
    ["zoe", 4],
  ] as const)
    call.must(by, { type: "CastRevote", ...empathy, round: 1, value });
  call.must(
    "fay",
    { type: "RevealRevote", ...empathy, round: 1 },
    { type: "OpenRevote", ...empathy },
    { type: "CancelRevote", ...empathy, round: 2 },
  );
  call.must("tom", { type: "Object", ...empathy, text: "It was never named" });
  call.must(
    "fay",
    settle("c1", "empathy", 3, {
      how: "withDissent",
      note: "Score 3 when named late.",
      cause: "wordingUnclear",
      feedback: "Name it earlier.",
    }),
  );
  call.must("fay", settle("c1", "empathy", 4, { how: "provisional", until: "2027-03-01" }), {
    type: "AcceptIdentical",
    conversationId: "c1",
  });
  call.must("fay", { type: "ParkCriterion", conversationId: "c1", criterionId: "idCheck", ownerPersonId: "p-lea" });
  call.must("tom", {
    type: "MakeProposal",
    proposalId: "pr1",
    conversationId: "c1",
    criterionId: "empathy",
    kind: "redefine",
    text: "Say when",
    rightExample: "In the first minute",
    wrongExample: "At the end",
  });
  // the facilitator drops out, comes back, hands over
  call.must(SERVER, { type: "MarkAway", seatId: "fay" });
  call.must("lea", { type: "NameDeputies", seatIds: ["tom"] }, { type: "TakeOver" });
  call.must(SERVER, { type: "MarkBack", seatId: "fay" });
  call.must("fay", { type: "TakeBack" }, { type: "HandOver", seatId: "lea" });
  // the one at the door was Nina all along
  call.must("lea", { type: "GiveSeatBack", seatId: "nina", strangerSeatId: null, knockId: "k3" });
  call.must("lea", { type: "MarkAbsent", seatId: "nina" }, { type: "MarkAbsent", seatId: "omar" });
  if (!call.reveal("lea", "c2")) throw new Error(`no reveal: ${call.refused.at(-1)}`);
  call.must("lea", { type: "SetRevealAside", conversationId: "c2", reason: "Too early" });
  call.must("lea", {
    type: "AddConversation",
    conversation: {
      conversationId: "c5",
      title: "One more",
      channel: "email",
      link: "https://example.com/5",
      agent: null,
      why: null,
      transcript: [],
    },
  });
  for (const actionId of ["a1", "a2"])
    call.must("tom", {
      type: "AddAction",
      actionId,
      text: `Action ${actionId}`,
      ownerPersonId: "p-tom",
      dueOn: "2027-02-01",
      criterionId: "empathy",
      conversationId: "c1",
    });
  call.must("tom", { type: "ConfirmAction", actionId: "a1" });
  call.must("lea", { type: "ChangeAction", actionId: "a1", dueOn: "2027-02-08" }, { type: "DropAction", actionId: "a2" });
  call.must("lea", { type: "CloseSession" }, { type: "ReopenSession", reason: "Something was left" });
  call.must("lea", settle("c1", "notes", 70), { type: "CloseSession" });
  return call;
};

const agendaOf = (call: Call, conversationId: string): string[] =>
  call.state.conversations.find((one) => one.conversationId === conversationId)!.reveal!.agenda;

/** Names never shown, speaking open, one conversation stays hidden, half a sheet, still going on. */
const halfWay = (): Call => {
  const call = new Call("golden-half-way", 37);
  openCall(call, {
    scorecard: LARGE,
    people: [
      { seatId: "fay", role: "facilitator" },
      { seatId: "tom", experience: "new" },
      { seatId: "aisha", experience: "settled" },
    ],
    conversations: 2,
    options: { names: "never", speakingOrder: "open", facilitatorScores: false },
    words,
  });
  call.must("tom", submit("c1", { greeting: 0, empathy: 2 }), submit("c2", { greeting: 1, empathy: 5, resolution: 1 }));
  call.must("aisha", submit("c1", { greeting: 1, empathy: 4, resolution: 4, process: 2, notes: 55, idCheck: "NA" }));
  if (call.state.seats.some(({ seatId, scores }) => seatId === "fay" && scores)) call.must("fay", { type: "MarkAbsent", seatId: "fay" });
  if (!call.reveal("fay", "c1")) throw new Error(`no reveal: ${call.refused.at(-1)}`);
  call.must("fay", { type: "OpenCriterion", conversationId: "c1", criterionId: "empathy", readAloud: false });
  return call;
};

export const scenarios = (): Call[] => [smallTeam(), largeCall(), halfWay()];
