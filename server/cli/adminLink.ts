// `plumb admin-link`: for a team whose only admin lost the browser.
import { publicUrl } from "../config.ts";
import { openLinks } from "../people/links.ts";
import type { CliContext } from "./context.ts";
import { openBeside } from "./openBeside.ts";
import { openRedis } from "./redis.ts";

export const adminLinkCommand = async (context: CliContext): Promise<void> => {
  const { config, print } = context;
  const store = config.redisUrl ? await openRedis(context) : openBeside(config);
  try {
    const token = await openLinks(store, Date.now).mint("setup", { personId: null });
    print("Open this link in the browser that shall be an admin. It works once, for a week, and takes the place of an earlier unused one:");
    print(`${publicUrl(config)}/enter#${token}`);
  } finally {
    await store.close();
  }
};
