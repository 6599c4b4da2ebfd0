// What counts as calibrated is the team's to say: the points set on the team page are the target on the closing page, at once and in sessions that run.
import { afterEach, expect, test } from "vitest";
import { slice, startCall, startServer, type TestServer, until } from "./harness.ts";

let server: TestServer;
afterEach(() => server.stop());

test("the team's tolerance reaches everybody's page, also while the call runs, and stays after a restart", async () => {
  server = await startServer();
  const { admin, people, everybody } = await startCall(server, [{ name: "Ben" }]);
  expect(everybody.map((person) => slice(person, "session").tolerancePoints)).toEqual([5, 5]);
  const changed = await admin.ask("PUT", "/api/team/settings", { settings: { tolerancePoints: 3 } });
  expect(changed.status, changed.text).toBe(200);
  for (const person of everybody) await until(() => slice(person, "session").tolerancePoints === 3, `${person.name} to see it`);
  await server.restart();
  await until(
    () => people[0]!.connection.status().state === "live" && slice(people[0]!, "session").tolerancePoints === 3,
    "after a restart",
  );
});
