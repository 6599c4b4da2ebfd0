// Messages stand above the bar at the foot of the window, wherever it is by then, and in the window.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { liftMessages } from "../../../client/ui/liftMessages.ts";

const HIGH = 800;
let boxes: Record<string, DOMRect> = {};
let stop = () => {};
const lift = () => document.getElementById("messages")!.style.getPropertyValue("--notices-lift");
const frames = async () => {
  for (let each = 0; each < 3; each++) await new Promise((next) => requestAnimationFrame(next));
};
const notice = '<li id="said">Said</li>';

beforeEach(() => {
  vi.stubGlobal("innerHeight", HIGH);
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    return boxes[this.id] ?? new DOMRect();
  });
  document.body.innerHTML = `<main id="main"></main><section data-messages id="messages"><ul id="list"></ul></section>`;
  boxes = { messages: new DOMRect(16, 700, 368, 84) };
  stop = liftMessages();
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const foot = (box: DOMRect) => {
  boxes.foot = box;
  document.getElementById("main")!.innerHTML = '<section data-foot id="foot"></section>';
};

test("a message stands above the bar, goes along with another bar, and comes down without one", async () => {
  foot(new DOMRect(0, 740, 400, 60));
  document.getElementById("list")!.innerHTML = notice;
  await frames();
  expect(lift()).toBe("60px");
  foot(new DOMRect(0, 600, 400, 200));
  await frames();
  expect(lift()).toBe("200px");
  document.getElementById("main")!.innerHTML = "";
  await frames();
  expect(lift()).toBe("0px");
});

test("what stands beside it, or from the top of the window down, is not in its way", async () => {
  foot(new DOMRect(900, 740, 400, 60));
  document.getElementById("list")!.innerHTML = notice;
  await frames();
  expect(lift()).toBe("0px");
  foot(new DOMRect(300, 44, 400, 756));
  await frames();
  expect(lift()).toBe("0px");
});

test("a high message over a high bar stays in the window", async () => {
  boxes.messages = new DOMRect(16, 300, 368, 500);
  foot(new DOMRect(0, 300, 400, 500));
  document.getElementById("list")!.innerHTML = notice;
  await frames();
  expect(lift()).toBe("268px");
});
