// The deliberate bugs: for each what would be wrong, the one small edit that makes it so, and the test that claims to notice.
import type { Edit } from "./copy.ts";

/** The file of a test and its title, as it stands there; or a proof by its goal (release size only: it takes minutes). */
export type Claim = { file: string; title: string } | { goal: string };
export type Mutant = { bug: string; edit: Edit /** what has to be made as well, elsewhere */; and?: Edit; claim: Claim };

const session = (name: string, title: string): Claim => ({ file: `test/shared/session/${name}.test.ts`, title });
const server = (name: string, title: string): Claim => ({ file: `test/server/${name}.test.ts`, title });
const sqlite = (title: string): Claim => ({ file: "test/store/sqlite.test.ts", title });

const HIDDEN = session(
  "view/nonInterference",
  "what others score, draft, vote and hand in again changes no byte that anybody else receives",
);

/** What leaks a hidden score, or somebody's name. */
const SECRECY: Mutant[] = [
  {
    bug: "the length of what was handed in reaches everybody",
    edit: {
      file: "shared/session/view/progress.ts",
      find: "in: roll.in.length,",
      put: "in: roll.in.length + JSON.stringify(conversation.blind.entries).length,",
    },
    claim: HIDDEN,
  },
  {
    bug: "how many are unsure is told before the reveal",
    edit: {
      file: "shared/session/view/progress.ts",
      find: "absentCount: roll.absent.length,",
      put: "absentCount: roll.absent.length + Object.values(conversation.blind.entries).filter((sheet) => Object.values(sheet).some(({ unsure }) => unsure)).length,",
    },
    claim: HIDDEN,
  },
  {
    bug: "people are listed in the order of their hidden scores",
    edit: {
      file: "shared/session/view/roster.ts",
      find: "return { seats: seats.map(seatView) };",
      put: "const handed = ({ seatId }: Seat) => JSON.stringify(state.conversations.at(-1)?.blind.entries[seatId] ?? ''); return { seats: [...seats].sort((a, b) => (handed(a) < handed(b) ? -1 : 1)).map(seatView) };",
    },
    claim: HIDDEN,
  },
  {
    bug: "whose review is the baseline is told before the reveal",
    edit: {
      file: "shared/session/view/progress.ts",
      find: "baselineSet: conversation.baselineSeatId !== null,",
      put: "baselineSet: conversation.baselineSeatId !== null, baselineSeatId: conversation.baselineSeatId,",
    },
    claim: session("view/room", "[S12] of the baseline only that there is one"),
  },
  {
    bug: "names stand beside scores although names are never shown",
    edit: { file: "shared/session/view/names.ts", find: `case "never":\n      return false;`, put: `case "never":\n      return true;` },
    claim: session(
      "view/names",
      "[S5] [S6] names never: the same scores given by other people are the same bytes, from the reveal to the report",
    ),
  },
  {
    bug: "totals come in the order of the seats",
    edit: {
      file: "shared/session/calibrated.ts",
      find: ".sort((a, b) => last(a.final) - last(b.final) || last(a.raw) - last(b.raw) || Number(a.autoFail) - Number(b.autoFail))",
      put: "",
    },
    claim: session("view/names", "[S5] [S6] names when opened: on the results, nothing tells who gave what"),
  },
  {
    bug: "the shared screen receives the transcript",
    edit: { file: "shared/session/view/conversations.ts", find: "onScreen || conversation.withdrawn\n", put: "conversation.withdrawn\n" },
    claim: session("view/room", "[S10] no transcript, no link, no agent's name, nobody's own"),
  },
  {
    bug: "the report holds a conversation that was never revealed",
    edit: {
      file: "shared/session/report.ts",
      find: "visible.find(sameAs(conversation)) ?? null",
      put: "visible.find(sameAs(conversation)) ?? (conversation as RevealedConversation)",
    },
    claim: session("report", "[S15] a hidden conversation is a title, nothing more"),
  },
  {
    bug: "answers to HTTP carry an ETag, which changes with hidden state",
    edit: { file: "server/app.ts", find: `app.disable("etag");`, put: "" },
    claim: server("http", "what is about people is never cached; pages may run no script but ours; the cookie is not for scripts"),
  },
];

/** What the wire says too much or too often. */
const WIRE: Mutant[] = [
  {
    bug: "the reveal comes in several frames",
    edit: {
      file: "server/live/broadcast.ts",
      find: "hand(some.viewings, some.names, encoded)",
      put: "for (const name of some.names) hand(some.viewings, [name], encoded)",
    },
    claim: server("call", "the reveal reaches each viewer in one frame: results and all that goes with them, never a part"),
  },
  {
    bug: "an answer carries a number that counts what was recorded",
    edit: { file: "server/live/answers.ts", find: "return { ok: true };", put: "return { ok: true, seq: Date.now() } as { ok: true };" },
    claim: server("http", "same id, same body: one effect however often; same id, other body: refused; both also after a restart"),
  },
  {
    bug: "/metrics counts how often people hand in",
    edit: { file: "server/metrics.ts", find: "if (!SCORING.has(act)) acts.inc", put: `if (act !== "") acts.inc` },
    claim: server("metrics", "[INV-2] how often somebody drafts or hands in again moves no line"),
  },
  {
    bug: "the socket of somebody removed stays open",
    edit: { file: "server/live/peopleHere.ts", find: "if (removed.size === 0) return;", put: "return;" },
    claim: server("people", "somebody removed is out within a second and cannot come back by themselves"),
  },
  {
    bug: "what is said to nobody is said to everybody",
    edit: { file: "server/live/socketIo.ts", find: "lineIds.length > 0 ? io.to(lineIds) : null", put: "io.to(lineIds)" },
    claim: server("socketIo", "[INV-19] what is said to nobody is heard by nobody, not by everybody"),
  },
  {
    bug: "a save that was answered late counts as the newest",
    edit: {
      file: "server/live/drafts.ts",
      find: "if (reads !== readsThen) makeSure(key);",
      put: "",
    },
    claim: server(
      "drafts",
      "a save whose answer comes late is not taken for newer than what its author typed elsewhere since; both see the same in the end",
    ),
  },
  {
    bug: "an open session's report tells by its seal that somebody just did something",
    edit: {
      file: "server/http/oneSession.ts",
      find: "seal !== null && session.state().closed ?",
      put: "seal !== null ?",
    },
    claim: server("seal", "[INV-13] a session that is reopened while its report is made has none either"),
  },
];

/** What breaks the speaking order. */
const TURNS: Mutant[] = [
  {
    bug: "reasons unfold one band too early",
    edit: {
      file: "shared/session/speakingOrder.ts",
      find: "seatId) <= currentBand(state, conversation, discussion)",
      put: "seatId) <= currentBand(state, conversation, discussion) + 1",
    },
    claim: session("view/held", "[O1] [O3] [O6] reasons unfold band by band, in speaking order"),
  },
  {
    bug: "a held reason counts as having been heard, and so tells that it is there",
    edit: {
      file: "shared/session/speakingOrder.ts",
      find: "discussion.turn.spoke.includes(seatId) ||",
      put: "discussion.reasons.some((reason) => reason.seatId === seatId) || discussion.turn.spoke.includes(seatId) ||",
    },
    claim: session("view/held", "[S7] [O6] [O10] typed with the score, written early or not at all: nobody else can tell before the turn"),
  },
];

/** What breaks the reveal and the figures. */
const FIGURES: Mutant[] = [
  {
    bug: "the roll that the presser saw is not compared",
    edit: {
      file: "shared/session/decide/reveal.ts",
      find: `if (roll.missing.some((seatId) => !command.roll.missing.includes(seatId))) return reject("ROLL_CHANGED", { missing });\n  if (missing > 0)`,
      put: "if (false)",
    },
    claim: session("reveal", "[R3] a reveal whose roll has changed is refused"),
  },
  {
    bug: "scores may be overwritten after the reveal",
    edit: {
      file: "shared/session/decide/scoring.ts",
      find: `if (conversation.reveal) return reject("ROUND_REVEALED", { at: conversation.reveal.at });`,
      put: "",
    },
    claim: session("reveal", "[R9] submitting is refused, for who was in and for who was not"),
  },
  {
    bug: "late sheets count in the figures",
    edit: {
      file: "shared/session/agenda.ts",
      find: ".filter((sheet) => sheet !== undefined);",
      put: ".filter((sheet) => sheet !== undefined)\n    .concat(Object.values(conversation.late).flatMap(({ sheet }) => sheet ?? []));",
    },
    claim: session("view/late", "[L4] [T8] handed in late: sees all; shown apart, labelled, in no figure"),
  },
  {
    bug: "N/A counts as 0 in totals",
    edit: {
      file: "shared/scorecard/totals.ts",
      find: "const value = values[criterion.criterionId];",
      put: `const value = values[criterion.criterionId] === "NA" ? 0 : values[criterion.criterionId];`,
    },
    claim: {
      file: "test/shared/scorecard/totals.test.ts",
      title: "[T2] blank and N/A are the same to the total, and nothing rated gives none",
    },
  },
  {
    bug: "Accept identical settles what is not identical",
    edit: {
      file: "shared/session/agenda.ts",
      find: "return isIdentical(values) && !onAgenda",
      put: "return values.length > 1 && !onAgenda",
    },
    claim: session("consensus", "[A9] 4, 4, 5 is not identical; an answer of one alone neither; N/A from all is"),
  },
  {
    bug: "a draft is shown to its author as handed in",
    edit: {
      file: "shared/session/view/mine.ts",
      find: "const submitted = sheet ? asDrafts(sheet) : null;",
      put: "const submitted = sheet ? asDrafts(sheet) : draft;",
    },
    claim: session("view/room", "[D6] my draft and what I handed in, and whether they differ"),
  },
  {
    bug: "the chair may be taken over while the facilitator is there",
    edit: {
      file: "shared/session/takeOver.ts",
      find: "if (state.closed || facilitator?.present) return [];",
      put: "if (state.closed) return [];",
    },
    claim: session("people", "[K1] only while the facilitator is away"),
  },
  {
    bug: "somebody removed still receives the session",
    edit: { file: "shared/session/audience.ts", find: "if (!seat || seat.removed)", put: "if (!seat)" },
    claim: session("view/room", "[S11] removed, unknown and at the door: nobody, and no shared slice"),
  },
];

/** What loses or doubles something acknowledged, or lets it be changed unseen. */
const STORAGE: Mutant[] = [
  {
    bug: "acknowledged before it is stored",
    edit: {
      file: "server/live/aggregate.ts",
      find: "const result = await store.append(stream, version, records);",
      put: `for (const item of batch) if (item.decided) item.answer({ outcome: "ok", events: item.decided });\n        const result = await store.append(stream, version, records);`,
    },
    claim: server("aggregate", "a write whose outcome is unknown is not answered at all, and ends the process"),
  },
  {
    bug: "SQLite writes with synchronous=NORMAL",
    edit: {
      file: "server/store/sqlite/open.ts",
      find: "    assertDurable(db, file);",
      put: `    assertDurable(db, file);\n    db.exec("PRAGMA synchronous = NORMAL");`,
    },
    claim: sqlite("every opening writes with synchronous=FULL into a write-ahead log, as read back after a query"),
  },
  {
    bug: "what was accepted is remembered in memory only",
    edit: {
      file: "server/live/aggregate.ts",
      find: "const stored = twin ? null : await storedAs(item);",
      put: "const stored = null as { fingerprint: string } | null;",
    },
    claim: server("aggregate", "the same id and body has one effect, also for a second log on the same store; another body is refused"),
  },
  {
    bug: "what was sent from a stranger's seat is decided anew from the seat given back",
    edit: { file: "server/live/sessions.ts", find: '(state && actor.kind === "seat" ? seatsBefore(state, actor.seatId) : [])', put: "[]" },
    claim: server(
      "people",
      "what was sent from a stranger's seat is known when it comes again from the seat given back: done once, refused for good",
    ),
  },
  {
    bug: "what is kept of a closed session is used however much was added to it",
    edit: { file: "server/live/sessionIndex.ts", find: "if (found?.version === version) {", put: "if (found) {" },
    claim: server("keptBriefs", "one that was made from fewer events, or by another version of Plumb, is made anew"),
  },
  {
    bug: "views and reports are made from what is not stored yet",
    edit: {
      file: "server/live/aggregate.ts",
      find: "const next = decideAll(batch);",
      put: "const next = decideAll(batch);\n      state = next;",
    },
    claim: server("aggregate", "a full disk is 'later': nothing is stored, and the same id may come again"),
  },
  {
    bug: "erased words stay in the write-ahead log",
    edit: {
      file: "server/store/sqlite/writes.ts",
      find: `write.kind === "deleteStream" || write.kind === "eraseTexts"`,
      put: `write.kind === "deleteStream"`,
    },
    claim: sqlite("an erased text comes back as erased, its bytes are gone from the files, and the stream still verifies"),
  },
  {
    bug: "the hash of a text is not salted: a table of short words finds it",
    edit: {
      file: "server/store/sqlite/textCodec.ts",
      find: "Buffer.concat([salt, Buffer.from(text)])",
      put: "Buffer.concat([salt.subarray(0, 0), Buffer.from(text)])",
    },
    claim: sqlite("a short text cannot be guessed from its hash: the same text has another hash each time"),
  },
];

/** What lets strangers in, or hurts who opens a file. */
const EDGES: Mutant[] = [
  {
    bug: "a WebSocket upgrade needs no Origin",
    edit: {
      file: "server/live/origins.ts",
      find: `if (method !== "GET" || headers.upgrade !== undefined) return false;`,
      put: `if (method !== "GET") return false;`,
    },
    claim: server("wire", "only our own pages connect: every Origin by every way in"),
  },
  {
    bug: "a link can be read in the data file",
    edit: { file: "server/people/links.ts", find: "token: readable ? token : null,", put: "token," },
    claim: server("directory", "carry 128 bits that are not kept: who reads the data file cannot enter with it"),
  },
  {
    bug: "a cell may begin with a formula",
    edit: {
      file: "shared/report/cells.ts",
      find: "FORMULA.test(typed) ?",
      put: "(FORMULA as unknown) === null ?",
    },
    claim: { file: "test/shared/report/formats.test.ts", title: "no cell begins a formula, and a cell stays one cell" },
  },
  {
    bug: "what was typed before in another tab is sent after what was typed last",
    edit: { file: "client/connection/outbox.ts", find: "lane.isLatest?.() === false", put: "lane.isLatest?.() === null" },
    claim: server("twoTabs", "two tabs offline, the one typed in last comes back first: the other sends nothing old after it"),
  },
  {
    bug: "a page goes on as whoever its browser belongs to by then",
    edit: { file: "server/live/live.ts", find: "whose === null ? null : sameness.notTheirs(sessionId, whose, personId)", put: "null" },
    claim: server("otherPerson", "a page comes back with somebody else's cookie: it is shown nothing, and nobody is given a seat by it"),
  },
  {
    bug: "an act counts as done by whoever sends it",
    edit: { file: "server/live/sockets.ts", find: "if (notTheirs) return answer(notTheirs);", put: "" },
    claim: server("otherPerson", "an act that says whose it is is taken from nobody else, by socket and by HTTP, and the same of a score"),
  },
  {
    bug: "whoever says a lot is heard to the end of it",
    edit: { file: "server/live/sockets.ts", find: "if (wait) await wait;", put: "" },
    claim: server("fairTurns", "[T-12] one person's sixty acts at once, from three connections, do not stand before another's one"),
  },
];

export const MUTANTS: Mutant[] = [...SECRECY, ...WIRE, ...TURNS, ...FIGURES, ...STORAGE, ...EDGES];

/** Those that a proof claims: hunted before a release, since each is tried twice, spoilt and not. */
export const PROVED: Mutant[] = [
  {
    bug: "every frame says how far the log is: who hands in again moves it for all",
    edit: {
      file: "server/live/sessions.ts",
      find: "drafts, context };",
      put: "drafts, context, version: () => entry.log.version() } as LiveSession;",
    },
    and: {
      file: "server/live/broadcast.ts",
      find: "{ slices: slices as Partial<Slices>, ...first },",
      put: "{ slices: slices as Partial<Slices>, ...first, seq: (rooms.get(viewings[0]!.sessionId)?.session as unknown as { version?: () => number } | undefined)?.version?.() } as ViewFrame,",
    },
    claim: { goal: "G-secrecy" },
  },
  {
    bug: "the hash of an event does not hold the one before it",
    edit: {
      file: "server/store/sqlite/verify.ts",
      find: "JSON.stringify([previous, event.version,",
      put: "JSON.stringify([event.version,",
    },
    claim: { goal: "G-tamper" },
  },
  {
    bug: "Redis keeps the commands that stored what was erased",
    edit: { file: "server/store/redis/rewriteLog.ts", find: "client.bgRewriteAof()", put: "Promise.resolve(client)" },
    claim: { goal: "G-erase" },
  },
  {
    bug: "an act that is being stored while somebody is erased brings the old words back into memory",
    edit: {
      file: "server/live/aggregate.ts",
      find: "if (erasuresSeen === erasuresThen) state = next;",
      put: "if (next !== null) state = next;",
    },
    claim: server("aggregate", "words erased while a later act is being stored do not come back with it"),
  },
  {
    bug: "a restored backup does not ask what was erased since",
    edit: { file: "server/cli/restore.ts", find: "ledgerBeside(file), inStore)", put: "ledgerIn(config.dataDir), inStore)" },
    claim: { goal: "G-erase" },
  },
  {
    bug: "criteria far apart are discussed last",
    edit: {
      file: "shared/session/agenda.ts",
      find: "orderOf(state, conversation).order;",
      put: "[...orderOf(state, conversation).order].reverse();",
    },
    claim: { goal: "G-export" },
  },
  {
    bug: "quotes are doubled, formulas are not marked",
    edit: { file: "server/http/reportFormats.ts", find: `typeof field === "string" ? safeText(field) : field`, put: "field" },
    claim: { goal: "G-csv" },
  },
  {
    bug: "a later version folds an old event otherwise",
    edit: { file: "shared/session/evolve/scoring.ts", find: "orderedByHand: false", put: "orderedByHand: true" },
    claim: { goal: "G-upgrade" },
  },
];
