// One person who scores in a real browser while things go wrong around them, and a record of every score they saw themselves give.
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { connect } from "../../../client/connection/connection.ts";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { type Plumb, waitFor } from "../../browser/harness.ts";
import type { Device } from "../../server/harness.ts";
import type { Dice } from "../real/dice.ts";

type Criterion = Slices["scorecard"]["criteria"][number];
type Value = number | "NA";

export type Scorer = {
  /** Gives the criterion on the screen a score, by its key. */ score: () => Promise<void>;
  reload: () => Promise<void>;
  secondTab: () => Promise<void>;
  otherTab: () => Promise<void>;
  closeAndReturn: () => Promise<void>;
  offline: () => Promise<void>;
  online: () => Promise<void>;
  sleep: () => Promise<void>;
  wake: () => Promise<void>;
  /** everything the browser has kept of unsent work is gone, and it keeps nothing more: for the control */ forget: () => Promise<void>;
  /** Everything well again; then what was lost, and which screens show something else than the truth. */ settle: (
    name: string,
    withinMs?: number,
  ) => Promise<string[]>;
  close: () => Promise<void>;
};

const KEYS: Record<Criterion["scale"], [key: string, value: Value][]> = {
  binary: [
    ["y", 1],
    ["n", 0],
  ],
  "3pt": [1, 2, 3].map((value) => [String(value), value]),
  "4pt": [1, 2, 3, 4].map((value) => [String(value), value]),
  "5pt": [1, 2, 3, 4, 5].map((value) => [String(value), value]),
  percent: [],
};

const sheetOf = (page: Page) => page.getByRole("region", { name: "Your scores" });
const currentName = async (page: Page): Promise<string> =>
  ((await sheetOf(page).getByRole("heading", { level: 2 }).first().textContent()) ?? "").trim();

export async function startScoring(
  browser: Browser,
  plumb: Plumb,
  device: Device,
  { sessionId, conversationId }: { sessionId: string; conversationId: string },
  dice: Dice,
): Promise<Scorer> {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: "en-GB" });
  await context.addCookies(
    device
      .cookie()
      .split("; ")
      .map((pair) => ({ name: pair.slice(0, pair.indexOf("=")), value: pair.slice(pair.indexOf("=") + 1), url: plumb.url })),
  );
  const address = `${plumb.url}/s/${sessionId}`;
  const given = new Map<string, Value>();
  const frozen = new Map<Page, CDPSession>();
  let isOffline = false;
  let criteria: Criterion[] = [];

  /** What the server has, asked by another device of the same person. */
  const kept = async (): Promise<{ criteria: Criterion[]; draft: Record<string, Value> }> => {
    const hands = connect({ url: plumb.url, sessionId, cookie: device.cookie(), reconnectMs: { min: 20, max: 100 } });
    try {
      const mine = await waitFor(() => hands.slices().mine, "the person's other device");
      const values = Object.entries(mine.sheets[conversationId]?.draft ?? {}).flatMap(([id, entry]) =>
        entry.value === null ? [] : [[id, entry.value] as const],
      );
      return { criteria: hands.slices().scorecard!.criteria, draft: Object.fromEntries(values) };
    } finally {
      hands.close();
    }
  };

  /** A server that is being started again shows no page: people try until it does. */
  const arrive = async (on: Page, load: () => Promise<unknown>): Promise<void> => {
    await waitFor(
      () =>
        load().then(
          () => true,
          (error: unknown) => (/ERR_CONNECTION|ERR_EMPTY/.test(String(error)) ? false : Promise.reject(error)),
        ),
      "the server to show the page",
    );
    await sheetOf(on).waitFor();
  };
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await arrive(page, () => page.goto(address));
    return page;
  };
  let page = await open();
  criteria = (await kept()).criteria;

  const criterionOn = async (of: Page): Promise<Criterion> => {
    const name = await currentName(of);
    const found = criteria.filter((one) => name.startsWith(one.name)).sort((a, b) => b.name.length - a.name.length)[0];
    if (!found) throw new Error(`no criterion is called “${name}”`);
    return found;
  };

  /** A page without a network cannot be loaded: whoever tries it comes back when there is one. */
  const online = async (): Promise<void> => {
    isOffline = false;
    await context.setOffline(false);
  };
  const wake = async (): Promise<void> => {
    for (const session of frozen.values()) await session.send("Page.setWebLifecycleState", { state: "active" });
    frozen.clear();
  };

  /** As the screen says it, criterion by criterion. */
  const shownOn = async (of: Page): Promise<Map<string, Value>> => {
    const shown = new Map<string, Value>();
    const rows = await sheetOf(of).getByRole("listitem").allTextContents();
    const valueIn = (text: string): Value | null =>
      /N\/A|not applicable/i.test(text)
        ? "NA"
        : /yes/i.test(text)
          ? 1
          : /\bno\b/i.test(text)
            ? 0
            : /\d/.test(text)
              ? Number(/\d+/.exec(text)![0])
              : null;
    for (const { name, criterionId } of criteria) {
      const row = rows.find((text) => text.trim().startsWith(`${name}:`));
      const value = row === undefined ? null : valueIn(row.trim().slice(name.length + 1));
      if (value !== null) shown.set(criterionId, value);
    }
    const current = await criterionOn(of);
    const pressed = sheetOf(of)
      .getByRole("group", { name: /^Score for / })
      .getByRole("button", { pressed: true });
    if ((await pressed.count()) > 0) {
      const value = valueIn(((await pressed.first().textContent()) ?? "").trim().slice(0, 3));
      if (value !== null) shown.set(current.criterionId, value);
    }
    return shown;
  };
  const differences = (what: string, found: Map<string, Value>): string[] =>
    [...given].flatMap(([id, value]) => {
      const now = found.get(id);
      return now === value ? [] : [`${what}: ${id} is ${now ?? "blank"}, given was ${value}`];
    });

  return {
    score: async () => {
      const criterion = await criterionOn(page);
      const keys = KEYS[criterion.scale];
      if (keys.length === 0) return;
      const [key, value] = dice.pick(keys);
      await page.keyboard.press(key);
      given.set(criterion.criterionId, value);
    },
    reload: async () => {
      if (isOffline) await online();
      await arrive(page, () => page.reload());
    },
    secondTab: async () => {
      if (isOffline) await online();
      page = await open();
    },
    otherTab: async () => {
      const others = context.pages().filter((one) => one !== page && !frozen.has(one));
      if (others.length === 0) return;
      page = dice.pick(others);
      await page.bringToFront();
    },
    closeAndReturn: async () => {
      await page.close();
      if (isOffline) await online();
      page = await open();
    },
    offline: async () => {
      isOffline = true;
      await context.setOffline(true);
    },
    online,
    sleep: async () => {
      const session = await context.newCDPSession(page);
      await session.send("Page.setWebLifecycleState", { state: "frozen" });
      frozen.set(page, session);
    },
    wake,
    forget: async () => {
      await page.evaluate(() => {
        // an answer that was on its way would have what waits kept again
        Storage.prototype.setItem = () => {};
        localStorage.clear();
        sessionStorage.clear();
      });
    },
    settle: async (name, withinMs) => {
      await wake();
      await online();
      let lost: string[] = [];
      await waitFor(
        async () => {
          const { draft } = await kept();
          lost = differences(`${name}, on the server`, new Map(Object.entries(draft)));
          return lost.length === 0;
        },
        "every score to be kept",
        withinMs,
      ).catch(() => null);
      let stale: string[] = [];
      for (const [index, one] of context.pages().entries()) {
        await waitFor(
          async () => {
            stale = differences(`${name}, on screen ${index + 1}`, await shownOn(one));
            return stale.length === 0;
          },
          "the screen to show the truth",
          withinMs,
        ).catch(() => null);
        lost = [...lost, ...stale];
      }
      return lost;
    },
    close: () => context.close(),
  };
}
