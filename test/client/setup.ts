// Every component test starts with the texts loaded, an empty clipboard of messages and what jsdom lacks.
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeAll } from "vitest";
import i18n, { ready } from "../../client/i18n.ts";
import { DialogModal } from "../../client/ui/Dialog.tsx";
import { MenuPopup } from "../../client/ui/Menu.tsx";
import { dismissAllNotices } from "../../client/ui/notices.ts";

const catalogues = import.meta.glob<{ default: Record<string, unknown> }>("../../client/texts/*/*.json", { eager: true });

// What a page loads on demand is made ready only then, which takes a busy machine longer than a second.
configure({ asyncUtilTimeout: 5_000 });

beforeAll(async () => {
  await Promise.all([ready, DialogModal.preload(), MenuPopup.preload()]);
  for (const [path, { default: texts }] of Object.entries(catalogues)) {
    const [, language, area] = /\/(\w+)\/(\w+)\.json$/.exec(path) ?? [];
    if (language && area) i18n.addResourceBundle(language, area, texts, true, true);
  }
});

window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }) satisfies MediaQueryList;
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView ??= () => undefined;
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
globalThis.IntersectionObserver ??= class {
  root = null;
  rootMargin = "";
  scrollMargin = "";
  thresholds = [];
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
};

afterEach(() => {
  cleanup();
  dismissAllNotices();
});
