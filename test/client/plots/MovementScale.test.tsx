// From the blind scores to the re-vote, drawn: what is written stands where no line passes.
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { axisOf, placeOf } from "../../../client/plots/dotLayout.ts";
import { MovementScale } from "../../../client/plots/MovementScale.tsx";

const criterion = { name: "Identity", scale: "5pt" as const, allowNA: true };
const moves = [
  { from: 1 as const, to: 1 as const, name: "Gus", initials: "Gu" },
  { from: "NA" as const, to: 1 as const, name: "Max", initials: "Ma" },
  { from: 3 as const, to: null, name: "Priya", initials: "Pr" },
];

test.each(["stage", "wallStage"] as const)("who did not vote is marked above the row, which the lines leave downwards (%s)", (size) => {
  const { container } = render(<MovementScale criterion={criterion} moves={moves} size={size} />);
  const mark = screen.getByText("did not vote");
  const initials = screen.getByText("Pr");
  const tops = [...container.querySelectorAll("circle")].map((dot) => Number(dot.getAttribute("cy")) - Number(dot.getAttribute("r")));
  expect(Number(initials.getAttribute("y"))).toBeLessThan(Math.min(...tops));
  expect(Number(mark.getAttribute("y"))).toBeLessThan(Number(initials.getAttribute("y")));
  expect(Number(mark.getAttribute("y"))).toBeGreaterThan(12);
});

test("on a page its scale is that of the blind scores below it", () => {
  const { container } = render(<MovementScale criterion={criterion} moves={moves} size="stage" />);
  const width = Number(container.querySelector("svg")!.getAttribute("width"));
  const place = placeOf("5pt", 3, axisOf("5pt", "stage", width, true));
  const shift = container.querySelector("svg > g")!.getAttribute("transform");
  expect(shift).toBe("translate(0 0)");
  expect(Number(screen.getByText("Pr").getAttribute("x"))).toBe(place);
});
