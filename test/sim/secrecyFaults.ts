// What goes wrong in a secrecy pair, in both runs alike: connections, pages and nodes of those who only look on.
import type { Dice } from "./dice.ts";
import { WORLD } from "./scheduler.ts";
import type { World } from "./world.ts";

export type Faults = { lostHints: boolean; at: (world: World, slot: number, draw: Dice) => void };
export const NO_FAULTS: Faults = { lostHints: false, at: () => {} };
export function drawFaults(draw: Dice): Faults {
  if (draw.chance(0.5)) return NO_FAULTS;
  return {
    lostHints: draw.chance(0.5),
    at: (world, slot, own) => {
      const fork = own.fork(`fault ${slot}`);
      if (!fork.chance(0.35)) return;
      const name = fork.pick(["junior", "senior", "lead", "observer", "screen", "admittedLate", "xNew"]);
      const page = world.pages.find(({ label }) => label === name);
      const conn = page?.conn();
      const what = fork.pick(["reset", "reload", "crash", "tab", "sleep"] as const);
      if (what === "reset" && conn) world.wires.breaks(conn, "reset");
      if (what === "reload") page?.reload();
      if (what === "sleep" && page) world.scheduler.hold(page.whose, fork.between(500, 8_000));
      if (what === "tab" && page?.person) world.open(page.person, `${name}.tab${slot}`);
      if (what === "crash") {
        const node = fork.pick(world.nodes);
        node.crash("killed");
        world.scheduler.after(WORLD, 300, node.start);
      }
    },
  };
}
