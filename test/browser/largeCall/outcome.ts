// The large call comes to its ends: re-vote, calibrated scores, a reveal set aside, the close and its report.
import { expect, test } from "vitest";
import { criterionId, does, mainText, received } from "../callWays.ts";
import { overflowsSideways, type Someone, waitFor } from "../harness.ts";
import {
  button,
  everybody,
  heading,
  headlineOn,
  holdToReveal,
  nobodyHasFaults,
  sees,
  seesNoLonger,
  settle,
  settleBar,
  tabSays,
  takeStep,
} from "../ways.ts";
import { FIRST, type LargeCall } from "./cast.ts";

export function stepsToTheEnd(call: LargeCall): void {
  const { cast, wallIsSafe, observerOnlySees, fromMenu, criterionOpen, has } = call;

  test("a re-vote is hidden until it is revealed, then shows who moved from where", async () => {
    const { plumb, sessionId, fay, lena, aisha, tom, ben, carla, omar, ines, wall, room, all } = cast;
    await button(settleBar(lena.page), "More").click();
    await button(settleBar(lena.page), "Open a re-vote").click();
    const ballot = (one: Someone) => one.page.getByRole("region", { name: "Re-vote" });
    await everybody(room, (one) => sees(ballot(one).getByText("0 of 5 voted")));
    await has(wall, "0 of 5 voted");
    await tabSays(aisha.page, /^Vote again · Empathy/);
    for (const one of [fay, lena, ines]) expect(await ballot(one).getByRole("radio").count(), one.name).toBe(0);

    const vote = (one: Someone, value: number) =>
      // on a phone one votes in the bar
      (one === omar ? one.page.getByRole("region", { name: "Your part" }) : ballot(one))
        .locator("label", { hasText: new RegExp(`^${value}`) })
        .click();
    await vote(aisha, 3);
    // covered, in case the screen is shared
    await seesNoLonger(ballot(aisha).getByRole("radio").first());
    await button(ballot(aisha), "Show or change my vote").click();
    await sees(ballot(aisha).getByText("You voted 3. You may change it until the reveal."));
    await vote(omar, 4);
    await everybody(all, (one) => has(one, "2 of 5 voted"));
    for (const [one, value] of [
      [tom, 4],
      [ben, 4],
      [carla, 4],
    ] as const)
      await does(plumb, one, sessionId, {
        type: "CastRevote",
        conversationId: FIRST,
        criterionId: criterionId("empathy"),
        round: 1,
        value,
      });
    await everybody(all, (one) => has(one, "5 of 5 voted"));
    for (const one of all) {
      const open = received(one).discussion?.[FIRST]?.[criterionId("empathy")]?.revotes.at(-1);
      expect(open).toEqual({ round: 1, status: "open", in: 5, of: 5 });
      expect(await mainText(one.page)).not.toMatch(/from \d to \d/);
    }
    await button(ballot(lena), "Reveal the re-vote").click();
    const movement = "Aisha from 2 to 3. Tom from 3 to 4. Ben and Omar stayed at 4. Carla from 5 to 4.";
    await everybody(all, (one) => has(one, movement));
    await sees(heading(tom.page, "From blind score to re-vote"));
    expect(await overflowsSideways(omar.page)).toBe(false);
    await observerOnlySees();
    await wallIsSafe();
  });

  test("settling: provisional until a day, cause, feedback, a proposal and a note for next time; amendments and totals are seen by all", async () => {
    const { fay, carla, ines, room, all } = cast;
    const foot = settleBar(fay.page);
    await button(foot, "More").click();
    await button(foot, "Propose a rewording").click();
    const proposal = fay.page.getByRole("dialog", { name: "Propose a change to the scorecard" });
    await proposal.getByLabel("Proposed wording").fill("Level 3: names it once, in own words");
    await button(proposal, "Propose").click();
    await seesNoLonger(proposal);
    await foot.getByText("Provisional", { exact: true }).click();
    await foot.getByLabel("Provisional until").fill("2031-03-04");
    await foot.getByLabel("Why did we differ?").selectOption({ label: "Wording unclear" });
    await foot.getByLabel("Feedback for the conversation").fill("Say what the delay means for the birthday");
    await settle(fay, "4", "score 4 when the customer calms down");
    await criterionOpen("Finding the need");

    // everybody can look back at it
    await button(carla.page, "See the results").click();
    await sees(carla.page.getByRole("list", { name: "Criteria that differ" }).getByText("Provisional: 4"));
    await sees(carla.page.getByText("Calibrated with dissent: Yes"));
    await sees(carla.page.getByText("Parked").first());
    await button(carla.page, "Look at Empathy").click();
    await sees(carla.page.getByText("Provisional score: 4, by Fay"));
    await sees(carla.page.getByText("Next time: score 4 when the customer calms down"));
    await sees(carla.page.getByText("Why we differed: Wording unclear"));
    await sees(carla.page.getByText("Feedback for the conversation: Say what the delay means for the birthday"));
    await button(carla.page, "Back to the call").click();

    // all agree, all differ from the baseline: discussed, not skipped
    await everybody(all, ({ page }) =>
      sees(page.getByRole("img", { name: /^Finding the need.*4: Aisha, Tom, Ben, Carla,? and Omar\..*Baseline: 2\./ })),
    );
    await settle(fay, "3");
    await everybody(all, ({ page }) => waitFor(async () => /agree/.test(await headlineOn(page)), "the results again"));
    await everybody(room, ({ page }) => sees(page.getByText(/^Calibrated so far \d+$/)));
    await sees(fay.page.getByText("Resolution: 4 or 5?"));
    await button(fay.page, "Resolution: settle at 4").click();
    await takeStep(fay, "Accept 4 identical");
    await everybody(room, ({ page }) => sees(page.getByText("8 of 9 settled")));
    await sees(ines.page.getByText("1 parked"));
    await observerOnlySees();
    await wallIsSafe();
  });

  test("a reveal that went wrong is set aside: kept, marked, out of the figures", async () => {
    const { fay, lena, wall, room, all } = cast;
    await holdToReveal(lena, "keyboard");
    await everybody(all, ({ page }) => waitFor(async () => /Most apart: Empathy\.$/.test(await headlineOn(page)), "the second results"));
    await fromMenu(fay, "Set this reveal aside");
    const dialog = fay.page.getByRole("dialog", { name: "Set the reveal aside: Charged twice" });
    await dialog.getByLabel("What went wrong").fill("Half the room had read the answer");
    await button(dialog, "Set aside").click();
    for (const one of room) {
      await has(one, "This reveal is set aside: kept and marked, out of every figure.");
      await has(one, "Reason: Half the room had read the answer");
      await sees(button(one.page, one === fay || one === lena ? "Discuss Empathy" : "Look at Empathy").first());
    }
    await has(wall, "Set aside: out of every figure.");
    await observerOnlySees();
  });

  test("closing: what is open is listed, the report keeps what was set aside and says so, the shared screen thanks", async () => {
    const { plumb, sessionId, fay, tom, ines, wall, room, all } = cast;
    await fromMenu(fay, "Finish early");
    await everybody(room, ({ page }) => sees(page.getByRole("heading", { level: 1 }).filter({ hasText: /^Left open: / })));
    await sees(tom.page.getByText("set aside, in no figure"));
    await sees(tom.page.getByText("owner Carla"));
    await sees(tom.page.getByText("Level 3: names it once, in own words"));
    await sees(wall.page.getByRole("heading", { name: "What we take with us" }));
    await takeStep(fay, "Close the session");
    await everybody(room, ({ page }) =>
      sees(page.getByRole("heading", { name: /^(Closed\. The report is ready|This session is closed)\.$/ })),
    );
    await sees(wall.page.getByRole("heading", { name: "Closed. Thank you." }));

    await ines.page.goto(`${plumb.url}/s/${sessionId}/report`);
    await has(ines, "Charged twice");
    await has(ines, "Half the room had read the answer");
    await has(ines, "The second detail came from the agent");
    await observerOnlySees();
    await wallIsSafe();
    nobodyHasFaults(all);
  });
}
