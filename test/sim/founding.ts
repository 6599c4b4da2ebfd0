// The team and the session of a simulated world, made as the API makes them.
import type { Options } from "../../shared/session/shapes.ts";
import { DEFAULT_OPTIONS } from "../../shared/session/shapes.ts";
import { SCORECARD } from "../shared/session/sessions.ts";
import { type Parts, T0 } from "./node.ts";
import type { Person } from "./people.ts";

export const SESSION = "call";
export const CODE = "BCDFGH";

export async function found(parts: Parts, people: Person[], options: Partial<Options>): Promise<void> {
  const { team, directory, live } = parts;
  const must = async (outcome: Promise<{ outcome: string }>): Promise<void> => {
    const settled = await outcome;
    if (settled.outcome !== "ok") throw new Error(JSON.stringify(settled));
  };
  for (const [index, person] of people.entries()) {
    if (person.workspaceRole === "guest") continue;
    const { experience, workspaceRole: role } = person;
    const personId = `p-${person.name}`;
    person.personId = personId;
    await directory.addPerson({ personId, name: person.name, kind: "member", guestOf: null, createdAt: T0 });
    if (index === 0) await must(team.asServer({ type: "CreateWorkspace", name: "Support", adminPersonId: personId, experience }));
    else await must(team.asServer({ type: "AddMember", personId, role, experience, site: null }));
  }
  const call = (conversationId: string) => ({
    conversationId,
    title: `Call ${conversationId}`,
    channel: "phone" as const,
    link: null,
    agent: "Robin",
    why: null,
    transcript: [{ at: 0, speaker: "Agent", text: "Good morning." }],
  });
  await must(
    live.sessions.asServer(SESSION, {
      type: "CreateSession",
      sessionId: SESSION,
      code: CODE,
      creatorPersonId: people[0]!.personId!,
      scorecard: SCORECARD,
      options: { ...DEFAULT_OPTIONS, ...options },
      sample: false,
      practice: false,
      previousSessionId: null,
      name: "Week 7",
      startsAt: T0 + 600_000,
      timeZone: "Europe/Berlin",
      lengthMinutes: 60,
      dueAt: null,
      conversations: [call("c1"), call("c2")],
    }),
  );
  // with somebody from outside there is somebody to wait at the door
  if (people.some(({ workspaceRole }) => workspaceRole === "guest"))
    await must(live.sessions.asServer(SESSION, { type: "SetDoor", open: false }));
  for (const person of people) {
    if (person.role === null) continue;
    await must(
      live.sessions.asServer(SESSION, {
        type: "TakeSeat",
        seatId: `s-${person.name}`,
        personId: person.personId!,
        role: person.role,
        workspaceRole: person.workspaceRole,
        experience: person.experience,
        site: null,
        scores: person.role !== "observer",
        firstTime: false,
      }),
    );
  }
}
