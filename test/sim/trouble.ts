// Makes one thing go wrong now: with a connection, a page, a node, or the way to the store.
import { PROTOCOL_VERSION } from "../../shared/protocol/version.ts";
import type { Dice } from "./dice.ts";
import type { FaultKind, Mix } from "./faults.ts";
import { WORLD } from "./scheduler.ts";
import type { World } from "./world.ts";

/** `away`: until when a node has no way to the store. */
export function cause(world: World, mix: Mix, kind: FaultKind, own: Dice, away: Map<string, number>): void {
  const { scheduler } = world;
  const open = world.pages.filter((page) => page.open);
  const page = open.length > 0 ? own.pick(open) : null;
  const conn = page?.conn() ?? null;
  const node = own.pick(world.nodes);
  world.trace(`fault ${kind} ${page?.label} ${node.name}`);
  mix.fired(kind);
  switch (kind) {
    case "reset":
      if (conn) world.wires.breaks(conn, "reset");
      return;
    case "halfOpen":
      if (conn) world.wires.breaks(conn, "silent");
      return;
    case "oneWay":
      if (conn) world.wires.breaks(conn, own.chance(0.5) ? "upOnly" : "downOnly");
      return;
    case "stall":
      if (conn) world.wires.stall(conn, own.between(500, 45_000));
      return;
    case "crash":
      node.crash("killed");
      return;
    case "freeze":
      node.freeze(own.between(100, 35_000));
      return;
    case "noStore":
      away.set(node.name, scheduler.now() + own.between(500, 30_000));
      return;
    case "skew": {
      const ms = own.chance(0.5) ? 0 : own.between(-86_400_000, 86_400_000);
      if (own.chance(0.5)) node.skew(ms);
      else if (page?.person) page.person.skew = ms;
      return;
    }
    case "otherVersion":
      // the servers were renewed under an open page, or not all of them yet: what it hears of it, it hears when it comes back
      if (!page) return;
      page.auth.protocol = PROTOCOL_VERSION + (own.chance(0.7) ? -1 : 1);
      if (conn) world.wires.breaks(conn, "reset");
      scheduler.after(WORLD, own.between(2_000, 60_000), page.reload);
      return;
    case "reload":
      page?.reload();
      return;
    case "secondTab":
      if (page?.person && page.person.pages.filter((one) => one.open).length < 2 && page.person.personId)
        world.open(page.person, `${page.person.name}.tab${page.person.pages.length}`);
      return;
    case "sleep":
      if (page) scheduler.hold(page.whose, own.between(5_000, 180_000));
      return;
    case "facilitatorGone":
      for (const tab of world.facilitator().pages) scheduler.hold(tab.whose, own.between(30_000, 120_000));
      return;
    default:
      return;
  }
}
