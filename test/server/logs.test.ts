// A whole call with words and numbers that occur nowhere else: no line of the log holds any of them, whatever its level.
import { afterEach, expect, test } from "vitest";
import { teamOn } from "../proofs/real/people.ts";
import { accepted, openSeat } from "../proofs/real/seatSocket.ts";
import { type ServerProcess, serverProcess } from "../proofs/real/serverProcess.ts";
import { until } from "./harness.ts";

let server: ServerProcess;
afterEach(() => server.remove());

/** Marked, so that a part of it in a line is as good as the whole. */
const canary = (what: string): string => `Canary-${what}-Zyx`;
const MARK = /canary|zyx/i;

test.each(["info", "debug"])(
  "at level %s the log of a whole call holds no name, no score and no word of anybody",
  { timeout: 60_000 },
  async (level) => {
    server = await serverProcess({}, { LOG_LEVEL: level, AWAY_AFTER: "1" });
    const { admin, people, device } = await teamOn(server, [{ name: canary("Ben") }, { name: canary("Lea"), role: "lead" }]);
    await admin.ask("PUT", "/api/me", { name: canary("Ada") });
    await admin.ask("PUT", "/api/team/settings", { name: canary("Team") });
    const { body } = await admin.ask("GET", "/api/sessions/new");
    const made = await admin.ask("POST", "/api/sessions", {
      scorecardId: body.scorecardId,
      name: canary("Session"),
      conversations: [
        {
          conversationId: "c1",
          title: canary("Title"),
          channel: "phone",
          link: `https://example.com/${canary("Link")}`,
          agent: canary("Agent"),
          why: canary("Why"),
          transcript: [{ at: 0, speaker: canary("Speaker"), text: canary("Line") }],
        },
      ],
    });
    const sessionId = String(made.body.sessionId);
    const open = (who: { cookie: () => string }) => openSeat(server.url, sessionId, { cookie: who.cookie() });
    const fay = await open(admin);
    const [ben, lea] = [await open(people[0]!), await open(people[1]!)];
    const { criteria } = fay.slices().scorecard!;
    const sheet = Object.fromEntries(
      criteria.map(({ criterionId }) => [
        criterionId,
        { value: 1, reason: canary("Reason"), unsure: true, evidence: [{ line: 0, at: null, quote: canary("Quote") }] },
      ]),
    );
    const about = { conversationId: "c1", criterionId: criteria[0]!.criterionId };
    for (const seat of [fay, ben, lea]) {
      await seat.ask("draft", { id: "d", tab: "t", ...about, entry: { value: 1, reason: canary("Draft"), unsure: false, evidence: [] } });
      await accepted(seat.command({ type: "SubmitReview", conversationId: "c1", sheet }));
    }
    await until(() => fay.slices().progress?.[0]?.in === 3, "all in");
    await accepted(fay.command({ type: "RevealScores", conversationId: "c1", roll: fay.slices().progress![0]!.names! }));
    await accepted(fay.command({ type: "OpenCriterion", ...about, readAloud: false }));
    await accepted(ben.command({ type: "WriteReason", ...about, text: canary("Written"), evidence: [] }));
    await accepted(ben.command({ type: "Object", ...about, text: canary("Objection") }));
    await accepted(
      fay.command({
        type: "SettleCriterion",
        ...about,
        value: 1,
        how: "agreed",
        until: null,
        note: canary("Note"),
        cause: null,
        feedback: canary("Feedback"),
      }),
    );
    // what is refused, malformed, from elsewhere or made to break something
    await ben.command({
      type: "SettleCriterion",
      ...about,
      value: 1,
      how: "agreed",
      until: null,
      note: canary("Refused"),
      cause: null,
      feedback: null,
    });
    await ben.ask("command", { id: canary("Id"), command: { type: canary("Type") } });
    await ben.ask(canary("Event"), canary("Argument"));
    ben.raw.text(`42["${canary("Event")}",${JSON.stringify(canary("Argument"))}]`);
    const stranger = device();
    await stranger.ask("POST", "/api/enter", { token: canary("Token-that-is-wrong") });
    await stranger.ask("POST", "/api/enter", `{"name":"${canary("Broken")}`);
    await stranger.ask("GET", `/api/sessions/${canary("Address")}?q=${canary("Query")}`);
    await stranger.ask("POST", "/api/enter", {}, { origin: "https://elsewhere.example" });
    for (const format of ["json", "csv", "md", "html"])
      await admin.ask("GET", `/api/sessions/${sessionId}/report?format=${format}&named=1`);
    await accepted(fay.command({ type: "CloseSession" }));
    for (const seat of [fay, ben, lea]) seat.close();
    await server.end();

    const lines = server
      .said()
      .split("\n")
      .filter((line) => line.startsWith("{"));
    expect(lines.some((line) => line.includes("report read"))).toBe(true);
    expect(lines.some((line) => line.includes("https://elsewhere.example"))).toBe(true);
    expect(lines.filter((line) => MARK.test(line))).toEqual([]);
  },
);
