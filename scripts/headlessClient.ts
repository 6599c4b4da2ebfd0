// A reviewer without a browser: `node scripts/headlessClient.ts http://localhost:3000 <team-link-token> Robin`. docs/protocol.md shows it.
import { connect } from "../client/connection/connection.ts";

const [url = "http://localhost:3000", token = "", name = "Robin"] = process.argv.slice(2);
// --- shown in docs/protocol.md
const headers = { "content-type": "application/json", origin: url };
const entered = await fetch(`${url}/api/enter`, { method: "POST", headers, body: JSON.stringify({ token, name, experience: "new" }) });
const cookie = entered.headers.getSetCookie().map((one) => one.split(";")[0]).join("; "); // biome-ignore format: ten lines
const me = connect({ url, sessionId: (await entered.json()).sessionId, cookie });
await new Promise<void>((seated) => me.onChange(() => me.slices().mine && me.slices().conversations && seated()));
const { conversations = [], scorecard } = me.slices();
const answer = { value: 1, reason: "", unsure: false, evidence: [] };
const sheet = Object.fromEntries((scorecard?.criteria ?? []).map(({ criterionId }) => [criterionId, answer]));
for (const { conversationId } of conversations) console.log(await me.send({ type: "SubmitReview", conversationId, sheet }));
me.close();
// ---
