// What a plot says to people who do not see it, and what it draws for those who do.
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import i18n from "../../../client/i18n.ts";
import { type Dot, DotScale } from "../../../client/plots/DotScale.tsx";
import { movementText, waysOf } from "../../../client/plots/MovementScale.tsx";
import { initialsOf } from "../../../client/plots/valueText.ts";
import { scorecard } from "../session/fixtures.ts";

const criterion = (id: string) => scorecard.criteria.find((each) => each.criterionId === id)!;
const t = i18n.getFixedT("en", "discussion");
const show = (dots: Dot[], part: Partial<Parameters<typeof DotScale>[0]> = {}) =>
  render(<DotScale criterion={criterion("empathy")} dots={dots} size="stage" {...part} />);

test("without names it tells how often each answer was given, and one's own", () => {
  show([{ value: 2 }, { value: 3, own: true }, { value: 3 }, { value: "NA" }], { baseline: 4 });
  expect(screen.getByRole("img").getAttribute("aria-label")).toBe(
    "Empathy, 1 to 5. 2: once. 3: twice. N/A: once. Your answer: 3. Baseline: 4.",
  );
});

test("with names it tells who, and what somebody would now say", () => {
  show(
    [
      { value: 2, name: "Tom" },
      { value: 3, name: "Aisha" },
      { value: 3, name: "Dana" },
    ],
    {
      calibrated: 3,
      minds: [{ value: 3, name: "Tom" }],
    },
  );
  expect(screen.getByRole("img").getAttribute("aria-label")).toBe(
    "Empathy, 1 to 5. 2: Tom. 3: Aisha and Dana. Calibrated: 3. Tom would now say 3.",
  );
});

test("yes and no are words", () => {
  render(<DotScale criterion={criterion("identity")} dots={[{ value: 0 }, { value: 1 }, { value: 1 }]} size="strip" />);
  expect(screen.getByRole("img").getAttribute("aria-label")).toBe("Identity check, yes or no. No: once. Yes: twice.");
});

test("initials are drawn in discussion only, and never without names", () => {
  const { container, unmount } = show([{ value: 2, name: "Tom Berg" }]);
  expect(container.textContent).toContain("TB");
  unmount();
  const strip = show([{ value: 2, name: "Tom Berg" }], { size: "strip" });
  expect(strip.container.textContent).not.toContain("TB");
  strip.unmount();
  const hidden = show([{ value: 2 }, { value: 5 }]);
  expect(hidden.container.querySelectorAll(".initials")).toHaveLength(0);
  expect(hidden.container.querySelectorAll(".dot")).toHaveLength(2);
});

test("one's own dot is ringed, baseline and calibrated are labelled in words", () => {
  const { container } = show([{ value: 2, own: true }, { value: 2 }], { baseline: 2, calibrated: 4 });
  expect(container.querySelectorAll(".ring")).toHaveLength(1);
  expect(screen.getByText("Baseline")).toBeDefined();
  expect(screen.getByText("Calibrated")).toBeDefined();
});

test("the ring stands outside one's own badge, which keeps the size of the others", () => {
  const { container } = show([
    { value: 2, own: true, name: "Maximiliane Hohenstein" },
    { value: 4, name: "Gus" },
  ]);
  const radii = [...container.querySelectorAll(".disc")].map((disc) => Number(disc.getAttribute("r")));
  expect(radii).toHaveLength(2);
  expect(new Set(radii).size).toBe(1);
  expect(Number(container.querySelector(".ring")!.getAttribute("r"))).toBeGreaterThan(radii[0]! + 2);
});

test("in a low row of the wall the baseline is an arrow without words of its own, and still told", () => {
  const { container } = show([{ value: 2 }], { baseline: 4, size: "wallLow" });
  expect(container.querySelectorAll("g.baseline path")).toHaveLength(1);
  expect(container.textContent).not.toContain("Baseline");
  expect(screen.getByRole("img").getAttribute("aria-label")).toContain("Baseline: 4.");
});

test("N/A is not drawn on a criterion that always applies", () => {
  show([{ value: 2 }]);
  expect(screen.queryByText("N/A")).toBeNull();
});

test("movement is told way by way, in no order that gives a person away", () => {
  const moves = [
    { from: 5, to: 4 },
    { from: 2, to: 3 },
    { from: 3, to: 3 },
    { from: 5, to: 4 },
  ] as const;
  expect(waysOf(moves)).toEqual(waysOf([...moves].reverse()));
  expect(movementText(t, criterion("empathy"), moves)).toBe("One from 2 to 3. One stayed at 3. 2 people from 5 to 4.");
});

test("movement with names says who, and who had no blind score", () => {
  expect(
    movementText(t, criterion("empathy"), [
      { from: 2, to: 3, name: "Tom" },
      { from: null, to: 3, name: "Ana" },
    ]),
  ).toBe("Ana voted 3, without a blind score. Tom from 2 to 3.");
});

test.each([
  ["Tom", "To"],
  ["Tom Berg", "TB"],
  ["  ana maria lopez ", "AL"],
  ["Ö", "Ö"],
])("initials of %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test.each([
  ["Nora", ["Nora"], "Nr"],
  ["Noel", ["Nora", "Noel", "Noah"], "Ne"],
  ["Noah", ["Nora", "Noel", "Noah"], "Nh"],
  ["Nadia Olsen", ["Nadia Olsen"], "NOl"],
  ["Jan Abel", ["Jan Abel"], "JAb"],
  ["Sílvia", ["Sílvia"], "Sl"],
  ["Tom Bauer", ["Tom Berg", "Tom Bauer"], "TBa"],
  ["P1", ["P1"], "P"],
  ["P2", ["P1", "P2"], "Pb"],
])("initials of %s are no answer of a scale, no digit, and nobody else's", (name, among, initials) => {
  expect(initialsOf(name, among)).toBe(initials);
});

test("somebody who did not vote again stays in the movement at the blind score", () => {
  expect(
    movementText(t, criterion("empathy"), [
      { from: 2, to: null, name: "Ana" },
      { from: 4, to: 3, name: "Tom" },
    ]),
  ).toBe("Tom from 4 to 3. Ana did not vote: blind score 2.");
});
