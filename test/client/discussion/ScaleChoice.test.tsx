// What one presses for a vote or a calibrated score stands in the order of the score sheet.
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { ScaleChoice } from "../../../client/session/discussion/ScaleChoice.tsx";

test.each([
  ["binary", ["Yes", "No", "N/A"]],
  ["3pt", ["1", "2", "3", "N/A"]],
] as const)("%s is asked in the order of the score sheet", (scale, order) => {
  render(<ScaleChoice criterion={{ scale, allowNA: true, anchors: {} }} label="Your vote" value={null} onChange={() => {}} />);
  expect(screen.getAllByRole("radio").map((radio) => radio.closest("label")?.textContent)).toEqual(order);
});
