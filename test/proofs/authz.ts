// G-authz: every command, at every moment, by every kind of person, about everybody's things, and every route by every role, against written tables. All of it at push and release alike.
import { runCells, table, uncovered } from "./authz/cells.ts";
import { runRoutes, uncoveredRoutes } from "./authz/routes.ts";
import { routeTable } from "./authz/table.ts";
import type { Outcome, Proof } from "./proof.ts";
import { serverProcess } from "./real/serverProcess.ts";

/** The table and its people act faster than people do. */
const LAUNCH = { limits: { socket: 1e9, person: 1e9, socketsOfPerson: 1e6 } };
/** What may not be: reviewers settle, everybody of the team renews its link. */
const WIDER = [
  { file: "shared/session/permissions.ts", find: "SettleCriterion: { refusal: conductor", put: "SettleCriterion: { refusal: participant" },
  { file: "server/http/asker.ts", find: 'role === "admin" || role === "manager";', put: 'role !== "guest";' },
];

export const proof: Proof = {
  goal: "G-authz",
  promise: "Everybody may do exactly what the written tables say, on every way in.",
  run: async (_size, seed): Promise<Outcome> => {
    const server = await serverProcess(LAUNCH, { AWAY_AFTER: "1" });
    const forRoutes = await serverProcess(LAUNCH);
    const wider = await serverProcess({ ...LAUNCH, edits: WIDER }, { AWAY_AFTER: "1" });
    const widerRoutes = await serverProcess({ ...LAUNCH, edits: WIDER });
    try {
      const holes = [...uncovered(table()), ...uncoveredRoutes(routeTable())];
      const commands = await runCells(server);
      const routes = await runRoutes(forRoutes);
      const settled = await runCells(wider, ({ command, moment }) => command === "SettleCriterion" && moment === "D");
      const renewed = await runRoutes(widerRoutes, ({ route }) => route === "POST /api/team/link");
      const fired =
        settled.wrong.length > 0 && settled.wrong.every((line) => line.startsWith("SettleCriterion")) && renewed.wrong.length === 2;
      return {
        n: commands.n + routes.n,
        failures: [...holes, ...commands.wrong, ...routes.wrong],
        control: {
          what: `a server on which reviewers settle and renew the team's link: ${settled.wrong.length} and ${renewed.wrong.length} answers differ`,
          fired,
        },
        seedFrom: seed,
        seedTo: seed,
        counted: {
          commandCells: commands.n,
          doneInACopy: commands.done,
          routeCells: routes.n,
          routes: new Set(routeTable().map(({ route }) => route)).size,
        },
      };
    } finally {
      await Promise.all([server, forRoutes, wider, widerRoutes].map((one) => one.remove()));
    }
  },
};
