// POST /api/enter — a link's token or a session's six letters. Wrong ones all look the same, and guessing is slow.
import { Router } from "express";
import { enterSchema } from "../../shared/protocol/http.ts";
import { devicePerson } from "../people/httpSession.ts";
import { bindDevice } from "./asker.ts";
import type { Parts } from "./parts.ts";
import { bodyOf, HttpRefusal } from "./respond.ts";

/** A whole office may share one address; a guesser of six letters needs millions. */
const TRIES = { points: 300, seconds: 600 };
const WRONG_TRIES = { points: 20, seconds: 600 };

export function enterRoutes({ live, directory, team, limit }: Parts): Router {
  const router = Router();
  const all = limit("enter", TRIES.points, TRIES.seconds);
  const wrong = limit("wrong", WRONG_TRIES.points, WRONG_TRIES.seconds);

  router.post("/", async (request, response) => {
    const address = request.ip ?? "unknown";
    if ((await all.take(address)) !== null) throw new HttpRefusal({ code: "TOO_FAST" });
    const asked = bodyOf(enterSchema, request.body);
    // a token of 128 bits cannot be guessed: somebody's wrong letters never shut the right links of their whole office
    const stopped = await wrong.isSpent(address);
    if (stopped && asked.code !== undefined) throw new HttpRefusal({ code: "TOO_FAST" });
    const device = devicePerson(request);
    const entered = await live.entering.enter(asked, device);
    if ("refusal" in entered) {
      if (entered.refusal.code === "LINK_INVALID" && stopped) throw new HttpRefusal({ code: "TOO_FAST" });
      if (entered.refusal.code === "LINK_INVALID") await wrong.take(address);
      throw new HttpRefusal(entered.refusal);
    }
    const { answer, bind } = entered;
    if (bind !== null && (device === null || directory.resolve(device) !== bind || team.roleOf(device) === null))
      await bindDevice(request, bind);
    response.json(answer);
  });
  return router;
}
