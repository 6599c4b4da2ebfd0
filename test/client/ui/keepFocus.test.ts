// Where the focus goes when what has it goes away under a person: beside it, to what led there, to the beginning of another screen; and never away from where somebody left it on purpose.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepFocus } from "../../../client/ui/keepFocus.ts";

let stop = () => {};
const page = (html: string) => {
  document.body.innerHTML = html;
};
const at = <Kind extends HTMLElement = HTMLButtonElement>(id: string): Kind => document.getElementById(id) as Kind;
const frame = () => new Promise((next) => requestAnimationFrame(next));
/** three frames after the change: dialogs have had their turn */
const settled = async () => {
  for (let frames = 0; frames < 6; frames++) await frame();
};
const focusedId = () => (document.activeElement === document.body ? "nothing" : document.activeElement?.id);

beforeEach(() => {
  // jsdom draws nothing: whatever is not hidden counts as drawn
  vi.spyOn(Element.prototype, "getClientRects").mockImplementation(function (this: Element) {
    return (this.isConnected && !this.closest("[hidden]") ? [this.getBoundingClientRect()] : []) as unknown as DOMRectList;
  });
  page("");
  stop = keepFocus();
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
});

test("what took the place of a button that is gone gets the focus", async () => {
  page(
    '<main id="main" tabindex="-1"></main><section><button id="menu">More</button><span id="place"><button id="start">Start</button></span></section>',
  );
  at("start").focus();
  at("place").innerHTML = '<button id="reveal">Reveal</button>';
  await settled();
  expect(focusedId()).toBe("reveal");
});

test("of a list whose line is gone, the next line; after the last one, the one before", async () => {
  page(
    '<main id="main" tabindex="-1"><button id="other">Other</button><ul><li><button id="a">a</button></li><li><button id="b">b</button></li><li><button id="c">c</button></li></ul></main>',
  );
  at("b").focus();
  at("b").closest("li")?.remove();
  await settled();
  expect(focusedId()).toBe("c");
  at("c").closest("li")?.remove();
  await settled();
  expect(focusedId()).toBe("a");
});

test("a button that cannot be pressed any more gives the focus to its neighbour, never to a text field", async () => {
  page(
    '<main id="main" tabindex="-1"><p><button id="spoke">Spoke</button><input id="note" /><button id="mind">Change my mind</button></p></main>',
  );
  at("spoke").focus();
  at("spoke").disabled = true;
  await settled();
  expect(focusedId()).toBe("mind");
});

test("another screen begins at its beginning, even where something stands in the same place", async () => {
  page('<main id="main" tabindex="-1" data-screen="review"><p id="place"><button id="submit">Submit</button></p></main>');
  at("submit").focus();
  at("main").dataset.screen = "results";
  at("place").innerHTML = '<button id="details">Details</button>';
  await settled();
  expect(focusedId()).toBe("main");
});

test("whoever is in the bar stays in the bar when the screen changes", async () => {
  page(
    '<main id="main" tabindex="-1" data-screen="review"><button id="sheet">Sheet</button></main><section><b id="place"><button id="hold">Hold</button></b></section>',
  );
  at("hold").focus();
  at("main").dataset.screen = "results";
  at("main").innerHTML = '<button id="details">Details</button>';
  at("place").innerHTML = '<button id="discuss">Discuss</button>';
  await settled();
  expect(focusedId()).toBe("discuss");
});

test("a page that is still on its way is waited for", async () => {
  page('<div id="root"><main id="main" tabindex="-1"><a id="link" href="/new">New session</a></main></div>');
  at<HTMLAnchorElement>("link").focus();
  at("root").innerHTML = "<p>Loading</p>";
  await settled();
  expect(focusedId()).toBe("nothing");
  at("root").innerHTML = '<main id="main" tabindex="-1"><h1>New session</h1></main>';
  await settled();
  expect(focusedId()).toBe("main");
});

test("what was left on purpose is not brought back, and what has the focus keeps it", async () => {
  page('<main id="main" tabindex="-1"><input id="note" /><button id="a">a</button><button id="b">b</button></main>');
  at("note").focus();
  at("note").blur();
  await settled();
  at("note").remove();
  await settled();
  expect(focusedId()).toBe("nothing");
  at("a").focus();
  at("b").remove();
  await settled();
  expect(focusedId()).toBe("a");
});

test("a page that got the focus and is hidden for a moment, because more of it has to come, has it again; not after somebody pressed elsewhere", async () => {
  page('<main id="main" tabindex="-1"></main><button id="b">b</button>');
  at("b").focus();
  document.body.innerHTML = '<main id="main" tabindex="-1"></main>';
  await settled();
  expect(focusedId()).toBe("main");
  const flicker = async () => {
    const main = at("main");
    main.hidden = true;
    main.blur();
    await frame();
    main.hidden = false;
    await settled();
  };
  await flicker();
  expect(focusedId()).toBe("main");
  document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  await flicker();
  expect(focusedId()).toBe("nothing");
});

test("an overlay whose opener is gone leads back to what was there before; one over another, to what led to it", async () => {
  page('<main id="main" tabindex="-1"><button id="first">First</button><button id="opener">Opener</button></main>');
  at("first").focus();
  at("opener").focus();
  document.body.insertAdjacentHTML(
    "beforeend",
    '<div role="dialog" id="lower" tabindex="-1"><button id="close">Close</button><button id="more">More</button></div>',
  );
  at("more").focus();
  document.body.insertAdjacentHTML("beforeend", '<div role="dialog" id="upper" tabindex="-1"><button id="save">Save</button></div>');
  at("save").focus();
  at("upper").remove();
  // what the kit does for a dialog over a dialog
  at("lower").focus();
  expect(focusedId()).toBe("more");
  at("opener").remove();
  at("lower").remove();
  await settled();
  expect(focusedId()).toBe("first");
});

test.for(["is still closing", "is gone, and what led to it is still out of reach"])(
  "the lower dialog gets the focus while the upper one %s: to what led there",
  async (how) => {
    page('<main id="main" tabindex="-1"></main>');
    document.body.insertAdjacentHTML(
      "beforeend",
      '<div role="dialog" id="lower" tabindex="-1"><p id="inside"><button id="close">Close</button><button id="more">More</button></p></div>',
    );
    at("more").focus();
    document.body.insertAdjacentHTML("beforeend", '<div role="dialog" id="upper" tabindex="-1"><button id="save">Save</button></div>');
    at("save").focus();
    if (how === "is still closing") {
      at("lower").focus();
      at("upper").remove();
    } else {
      at("inside").setAttribute("aria-hidden", "true");
      at("upper").remove();
      at("lower").focus();
      expect(focusedId()).toBe("lower");
      at("inside").removeAttribute("aria-hidden");
    }
    await settled();
    expect(focusedId()).toBe("more");
  },
);

test("a key that is still held down does nothing to what has got the focus meanwhile", async () => {
  page('<main id="main" tabindex="-1"></main><section id="bar"><button id="start">Start</button></section>');
  const pressed = vi.fn();
  const key = (type: string, repeat: boolean) => {
    const event = new KeyboardEvent(type, { key: "Enter", code: "Enter", bubbles: true, cancelable: true, repeat });
    document.activeElement?.dispatchEvent(event);
    return event;
  };
  at("start").focus();
  key("keydown", false);
  at("bar").innerHTML = '<button id="close">Close the session</button>';
  at("close").addEventListener("keydown", pressed);
  await settled();
  expect(focusedId()).toBe("close");
  expect(key("keydown", true).defaultPrevented).toBe(true);
  expect(pressed).not.toHaveBeenCalled();
  key("keyup", false);
  expect(key("keydown", false).defaultPrevented).toBe(false);
  expect(pressed).toHaveBeenCalledOnce();
});

test("a message that would stand on what has the focus goes to the top, and comes down again", async () => {
  page(
    '<main id="main" tabindex="-1"><button id="free">Free</button><button id="under">Under</button></main><section data-messages id="messages"><p>Saved</p></section>',
  );
  const boxes: Record<string, DOMRect> = {
    free: new DOMRect(0, 0, 80, 30),
    under: new DOMRect(0, 500, 80, 30),
    messages: new DOMRect(0, 480, 200, 60),
  };
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    return boxes[this.id] ?? new DOMRect();
  });
  at("under").focus();
  expect(at("messages").hasAttribute("data-messages-above")).toBe(true);
  at("free").focus();
  expect(at("messages").hasAttribute("data-messages-above")).toBe(false);
});
