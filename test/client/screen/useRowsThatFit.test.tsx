// The wall's rows: as many as stand above its edge, never one that is cut.
import { render } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useRowsThatFit } from "../../../client/screen/useRowsThatFit.ts";

const HEAD = 200;
const ROW = 100;

function Rows({ most, of }: { most: number; of: string }) {
  const { ref, rows } = useRowsThatFit(most, of);
  return (
    <main>
      <div ref={ref}>
        {Array.from({ length: rows }, (_, index) => (
          <p key={String(index)}>row</p>
        ))}
      </div>
    </main>
  );
}

function placeOf(height: number) {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(height);
  vi.spyOn(Element.prototype, "scrollHeight", "get").mockImplementation(function (this: Element) {
    return HEAD + this.querySelectorAll("p").length * ROW;
  });
}
afterEach(() => vi.restoreAllMocks());

test("all of them where there is room", () => {
  placeOf(700);
  expect(render(<Rows most={4} of="a" />).getAllByText("row")).toHaveLength(4);
});

test("fewer where the last would be cut, and one at the least", () => {
  placeOf(450);
  const { getAllByText, unmount } = render(<Rows most={4} of="a" />);
  expect(getAllByText("row")).toHaveLength(2);
  unmount();
  vi.restoreAllMocks();
  placeOf(100);
  expect(render(<Rows most={4} of="a" />).getAllByText("row")).toHaveLength(1);
});

test("another conversation is tried with all of them again", () => {
  placeOf(450);
  const { getAllByText, rerender } = render(<Rows most={4} of="a" />);
  expect(getAllByText("row")).toHaveLength(2);
  vi.restoreAllMocks();
  placeOf(700);
  rerender(<Rows most={4} of="b" />);
  expect(getAllByText("row")).toHaveLength(4);
});
