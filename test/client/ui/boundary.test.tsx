// [F-38] A page that breaks says so and offers a way on; what was typed lies where a reload finds it.
import { render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Boundary } from "../../../client/ui/Boundary.tsx";

afterEach(() => vi.restoreAllMocks());

function Breaks(): never {
  throw new Error("a fault nobody thought of");
}

test("[F-38] a fault in a page is said calmly, with a reload and a way home, and takes nothing out of storage", () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  sessionStorage.setItem("plumb.acts.s1", "kept");
  localStorage.setItem("plumb.drafts.s1", "kept");
  render(
    <Boundary>
      <Breaks />
    </Boundary>,
  );
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBeTruthy();
  expect(screen.getAllByRole("button").length + screen.getAllByRole("link").length).toBeGreaterThanOrEqual(2);
  expect(document.body.textContent).not.toContain("nobody thought of");
  expect([sessionStorage.getItem("plumb.acts.s1"), localStorage.getItem("plumb.drafts.s1")]).toEqual(["kept", "kept"]);
});

test("[F-38] a page that does not break is left alone", () => {
  render(<Boundary>Everything is fine</Boundary>);
  expect(screen.getByText("Everything is fine")).toBeTruthy();
});
