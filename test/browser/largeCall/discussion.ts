// The large call in discussion: speaking order, held reasons, stances, looking around, reading aloud.
import { expect, test } from "vitest";
import { arrivedText, type Player } from "../callWays.ts";
import { overflowsSideways, type Someone, waitFor } from "../harness.ts";
import { button, everybody, everythingOn, heading, saySpoke, sees, settle, settleBar, tabSays, takeStep } from "../ways.ts";
import { REASON, type LargeCall, type Seen } from "./cast.ts";

export function stepsOfDiscussion(call: LargeCall): void {
  const { cast, wallIsSafe, observerOnlySees, criterionOpen, speaking, turns, has } = call;

  test("auto-fail split first: names open with the criterion, both totals stand there, newest first, Spoke, Pass, Next, open to everyone", async () => {
    const { fay, lena, aisha, tom, ben, carla, omar, ines, wall, reviewers, room, all } = cast;
    await takeStep(fay, "Discuss Identity check");
    await criterionOpen("Identity check");
    await everybody(room, ({ page }) => sees(page.getByText(/^This decides the total: 0 or \d+(–\d+)?\.$/)));
    await everybody(all, ({ page }) =>
      sees(page.getByRole("img", { name: /^Identity check.*No: Aisha\. Yes: Tom, Ben, Carla,? and Omar\./ })),
    );
    await everybody(all, ({ page }) => sees(page.getByRole("img", { name: /Baseline: Yes\./ })));

    // newest first, drawn once: the same order on every screen
    const order = turns(fay, "identity");
    expect(order.map((each) => each.split(" ")[1])).toEqual(["turn", "turn", "waiting", "waiting", "waiting"]);
    expect(new Set(order.slice(0, 2))).toEqual(new Set(["Aisha turn", "Tom turn"]));
    expect(new Set(order.slice(2, 4))).toEqual(new Set(["Ben waiting", "Omar waiting"]));
    expect(order[4]).toBe("Carla waiting");
    for (const one of all) expect(turns(one, "identity")).toEqual(order);
    const byName = new Map(reviewers.map((one) => [one.name, one]));
    const [first, second] = order.map((each) => byName.get(each.split(" ")[0]!)!) as [Player, Player];
    await everybody([fay, lena, ines, ben, wall], (one) => has(one, first.name));
    await tabSays(first.page, /^Your turn · Identity check/);
    await tabSays(second.page, /^Your turn · Identity check/);
    await tabSays(ben.page, /^Identity check/);
    await sees(first.page.getByText(/^Your turn: say why you scored (Yes|No)\.$/));

    await button(speaking(fay), `${first.name} spoke`).click();
    await sees(button(speaking(fay), `${second.name} spoke`));
    await saySpoke(second);
    await waitFor(() => turns(ines, "identity").filter((each) => each.endsWith(" turn")).length === 2, "the turn of Ben and Omar");
    await tabSays(omar.page, /^Your turn/);
    await button(omar.page.getByRole("region", { name: "Your part" }), "Pass").click();
    await waitFor(() => turns(aisha, "identity").includes("Omar passed"), "Omar to have passed");
    await button(speaking(lena), /^Next/).click();
    await waitFor(() => turns(carla, "identity").includes("Carla turn"), "Carla's turn");
    await button(speaking(fay), "Open to everyone").click();
    await everybody(room, (one) => sees(speaking(one).getByText(one === omar ? "Not heard yet: Lena, Ben, Carla." : "Open to everyone")));
    await has(wall, "Open to everyone");
    await sees(speaking(tom).getByText("Not heard yet: Lena, Ben, Carla."));
    await observerOnlySees();

    // agreed with recorded dissent
    await ben.page.getByRole("region", { name: "Your part" }).getByRole("button", { name: "Object" }).click();
    const objection = ben.page.getByRole("dialog", { name: "Object" });
    await objection.getByLabel("What you disagree with").fill("The second detail came from the agent");
    await button(objection, "Record objection").click();
    await everybody(room, (one) =>
      sees(one.page.getByRole("region", { name: "Objections" }).getByText("The second detail came from the agent")),
    );
    await button(settleBar(fay.page), "More").click();
    await fay.page.getByText("With dissent", { exact: true }).click();
    await settle(fay, "Yes");
    await criterionOpen("Waiting");
    await wallIsSafe();
  });

  test("N/A against a score: applies or not comes first; parked with an owner", async () => {
    const { lena, room, all } = cast;
    await everybody(room, ({ page }) => sees(page.getByText("Some say it does not apply. Settle that first: does it apply or not?")));
    await everybody(all, ({ page }) => sees(page.getByRole("img", { name: /^Waiting.*N\/A: Aisha, Ben,? and Omar\./ })));
    await button(settleBar(lena.page), "More").click();
    await button(settleBar(lena.page), "Park").click();
    const park = lena.page.getByRole("dialog", { name: "Park this criterion" });
    await park.getByLabel("Owner").selectOption({ label: "Carla" });
    await button(park, "Park").click();
    await criterionOpen("Empathy");
  });

  test("held reasons reach nobody before their turn, then everybody at once; the Baseline's waits for the last turn", async () => {
    const { fay, aisha, tom, ben, carla, omar, ines, wall, room, all } = cast;
    const reach = async (one: Seen) => `${await everythingOn(one.page)} ${arrivedText(one)}`;
    const heldFromAllBut = async (...authors: (keyof typeof REASON)[]) => {
      for (const one of all)
        for (const author of authors)
          if (one.name !== author) expect((await reach(one)).includes(REASON[author]), `${author}'s reason at ${one.name}`).toBe(false);
    };
    const reasons = (one: Someone) => one.page.getByRole("region", { name: "Reasons" });
    /** the speaker's is read large, the others' of that turn and before stand behind a name and a score */
    const open = (one: Someone, author: keyof typeof REASON, score: number) =>
      sees(
        reasons(one)
          .getByText(REASON[author])
          .or(button(reasons(one), `Reason of ${author}, who scored ${score}`)),
      );
    // it is the turn of Aisha and Tom
    await everybody(room, async (one) => {
      await open(one, "Aisha", 2);
      await open(one, "Tom", 3);
    });
    const [now] = turns(fay, "empathy")[0]!.split(" ") as [keyof typeof REASON];
    await everybody(room, (one) => sees(reasons(one).getByText(REASON[now])));
    await sees(wall.page.getByText(REASON[now]));
    await heldFromAllBut("Ben", "Omar", "Carla", "Lena");
    await sees(ben.page.getByText("Your reason is held: shown at your turn."));
    await sees(ben.page.getByText(REASON.Ben));

    await everybody([aisha, tom], saySpoke);
    await everybody(room, async (one) => {
      await open(one, "Ben", 4);
      await open(one, "Omar", 4);
    });
    await button(reasons(ines), "Reason of Aisha, who scored 2").click();
    await sees(reasons(ines).getByText(REASON.Aisha));
    await heldFromAllBut("Carla", "Lena");
    await everybody([ben, omar], saySpoke);
    await everybody(room, (one) => sees(reasons(one).getByText(REASON.Carla)));
    // the reference waits for the last to speak
    await Promise.all(room.map((one) => waitFor(() => arrivedText(one).includes(REASON.Lena), `the Baseline's reason at ${one.name}`)));
    await saySpoke(carla);
    await sees(speaking(tom).getByText("Not heard yet: Lena."));
  });

  test("change my mind stands in sight of all, the blind score stays", async () => {
    const { tom, room, all } = cast;
    await tom.page.getByRole("region", { name: "Your part" }).getByRole("button", { name: "Change my mind" }).click();
    const dialog = tom.page.getByRole("dialog", { name: "What would you say now?" });
    await sees(dialog.getByText("Your blind score: 3."));
    await dialog.locator("label", { hasText: /^4$/ }).click();
    await button(dialog, "Change my mind").click();
    await everybody(room, (one) => has(one, "Tom would now say 4"));
    await everybody(all, ({ page }) => sees(page.getByRole("img", { name: /^Empathy.* 3: Tom\..*Tom would now say 4\./ })));
  });

  test("one may look around while the call goes on, and return", async () => {
    const { aisha, tom } = cast;
    await button(aisha.page, "See the results").click();
    await sees(aisha.page.getByRole("list", { name: "Criteria that differ" }));
    await button(aisha.page, "Look around").click();
    await aisha.page.getByRole("menuitem", { name: "My scores: Parcel in the depot" }).click();
    await sees(heading(aisha.page, "Your blind scores"));
    await sees(aisha.page.getByText("Frozen at the reveal."));
    // everybody else stays where the call is
    await sees(heading(tom.page, "Empathy"));
    await button(aisha.page, "Back to the call").click();
    await sees(heading(aisha.page, "Empathy"));
    expect(await button(aisha.page, "Back to the call").count()).toBe(0);
  });

  test("read aloud: the criterion fills every screen, only conductors can turn the page", async () => {
    const { fay, lena, omar, ines, reviewers, room, all } = cast;
    await button(settleBar(fay.page), "More").click();
    await button(settleBar(fay.page), "Read aloud").click();
    await everybody(room, ({ page }) => sees(page.getByText("Contact · 2 of 9")));
    expect(await overflowsSideways(omar.page)).toBe(false);
    await everybody(all, ({ page }) => sees(page.getByText("One stock phrase (“sorry about that”), nothing about this customer.")));
    for (const one of [...reviewers, ines]) expect(await button(one.page, "Back to the discussion").count()).toBe(0);
    await button(lena.page, "Back to the discussion").click();
    await everybody(all, ({ page }) => sees(page.getByRole("img", { name: /^Empathy, 1 to 5/ })));
  });
}
