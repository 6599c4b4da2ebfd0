// A node that ends at any call it makes to the world: before it has its effect, after it, or in the middle of telling several people.
import type { Clock, Ids } from "../../server/live/ports.ts";
import type { OpenNet } from "../../server/live/net.ts";
import type { Dice } from "./dice.ts";

/** `ends`: whether the node ends at this call; drawn anew with every call. */
export type PortCrashes = { ends: () => boolean; own: Dice; crash: (why: string) => void };

export function endingIds(ids: Ids, { ends, crash }: PortCrashes): Ids {
  const at =
    <Result>(what: string, draw: () => Result) =>
    (): Result => {
      if (ends()) crash(`asking for ${what}`);
      return draw();
    };
  return { id: at("an id", ids.id), token: at("a token", ids.token), code: at("a code", ids.code), seed: at("a seed", ids.seed) };
}

export function endingClock(clock: Clock, { ends, own, crash }: PortCrashes): Clock {
  return {
    now: clock.now,
    after: (ms, run) =>
      clock.after(ms, () => {
        if (!ends()) return run();
        if (own.chance(0.5)) run();
        crash("at a timer");
      }),
  };
}

export function endingNet(openNet: OpenNet, { ends, own, crash }: PortCrashes): OpenNet {
  return (ears) => {
    const net = openNet(ears);
    return {
      ...net,
      show: (lineIds, frame) => {
        if (!ends()) return net.show(lineIds, frame);
        net.show(lineIds.slice(0, own.int(lineIds.length + 1)), frame);
        crash("while it shows something");
      },
      tell: (lineIds, trouble) => {
        if (!ends()) return net.tell(lineIds, trouble);
        net.tell(lineIds.slice(0, own.int(lineIds.length + 1)), trouble);
        crash("while it tells of trouble");
      },
    };
  };
}
