// A store that is being put into Redis by a command: marked before its first key is touched, unmarked when all of it is there. Whoever finds the mark finds a part of a store at most.
import { StoreError } from "../storeErrors.ts";
import { ARRIVING_KEY } from "./keys.ts";
import type { Link } from "./link.ts";

type Ask = Pick<Link, "ask">;

/** The command that has begun and not ended, as it was given; null: what is there is whole. */
export const arrivingBy = ({ ask }: Ask): Promise<string | null> => ask(ARRIVING_KEY, (client) => client.get(ARRIVING_KEY));

export const markArriving = async ({ ask }: Ask, command: string): Promise<void> => {
  await ask(ARRIVING_KEY, (client) => client.set(ARRIVING_KEY, command));
};

export const markArrived = async ({ ask }: Ask): Promise<void> => {
  await ask(ARRIVING_KEY, (client) => client.del(ARRIVING_KEY));
};

/** Throws where a part would be taken for the whole. */
export const assertArrived = async (link: Ask): Promise<void> => {
  const command = await arrivingBy(link);
  if (command === null) return;
  throw new StoreError(
    "STORE_UNFIT",
    `This Redis holds only a part of a store: "${command}" has not come to its end. Unless it is still under way, give it again, or restore another backup. Nothing was changed.`,
  );
};
