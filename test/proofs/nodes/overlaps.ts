// Which reveals two had really decided at once: seen at Redis, which was asked to store one of each. Whoever hears of the other's in time asks for nothing.
import type { TestRedis } from "../../store/redisServer.ts";

export type Watch = { /** how many so far */ overlapped: () => Promise<number>; end: () => void };

const LOOKED = "everything until here was looked at";

export async function watchReveals(redis: TestRedis): Promise<Watch> {
  /** by log and conversation: who asked */ const asked = new Map<string, Set<string>>();
  const looked: (() => void)[] = [];
  const monitor = await redis.witness.monitor();
  monitor.on("monitor", (_time: string, [name = "", ...args]: string[]) => {
    if (args.includes(LOOKED)) looked.shift()?.();
    // what the script itself does is listed too, and is no asking
    if (!/^evalsha?$/i.test(name)) return;
    for (const json of args.filter((arg) => arg.includes('"ScoresRevealed"'))) {
      const { conversationId, bySeat } = JSON.parse(json) as { conversationId: string; bySeat: string };
      const reveal = `${args[2]} ${conversationId}`;
      asked.set(reveal, (asked.get(reveal) ?? new Set()).add(bySeat));
    }
  });
  return {
    overlapped: async () => {
      const done = new Promise<void>((resolve) => looked.push(resolve));
      await redis.witness.echo(LOOKED);
      await done;
      return [...asked.values()].filter(({ size }) => size > 1).length;
    },
    end: () => monitor.disconnect(),
  };
}
