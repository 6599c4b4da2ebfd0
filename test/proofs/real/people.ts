// People on a proof's server: the admin by the set-up link, the others by personal links.
import type { CreateSession } from "../../../shared/protocol/http.ts";
import { addPeople, conversation, type Device, type Member, openDevice, personIdOf } from "../../server/harness.ts";
import type { ServerProcess } from "./serverProcess.ts";

export type Known = Device & { name: string; personId: string };
export type Team = { admin: Known; people: Known[]; device: () => Device };

export async function teamOn(server: ServerProcess, members: Member[]): Promise<Team> {
  const device = (): Device => openDevice(() => server.url);
  const made = device();
  const entered = await made.ask("POST", "/api/enter", {
    token: server.setupToken(),
    name: "Ada",
    teamName: "Support",
    experience: "long",
  });
  if (entered.status !== 200) throw new Error(`set-up: ${entered.text}`);
  const admin = { ...made, name: "Ada", personId: await personIdOf(made) };
  return { admin, device, people: await addPeople({ device }, admin, members) };
}

export async function newSession(admin: Device, more: Partial<CreateSession> = {}): Promise<string> {
  const { body } = await admin.ask("GET", "/api/sessions/new");
  const made = await admin.ask("POST", "/api/sessions", {
    scorecardId: body.scorecardId,
    conversations: [conversation("c1", "First call"), conversation("c2", "Second call")],
    ...more,
  });
  if (made.status !== 200) throw new Error(`session: ${made.text}`);
  return String(made.body.sessionId);
}
