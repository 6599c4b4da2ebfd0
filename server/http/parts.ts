// What the routes work with.
import type { Logger } from "pino";
import type { Forgetting } from "../erasure/forgetting.ts";
import type { SharedLimit } from "../live/limits.ts";
import type { Live } from "../live/live.ts";
import type { Clock, Ids } from "../live/ports.ts";
import type { Directory } from "../people/directory.ts";
import type { Links } from "../people/links.ts";
import type { Practices } from "../practice/practices.ts";
import type { EventStore } from "../store/eventStore.ts";
import type { Team } from "../team.ts";

export type Parts = {
  store: EventStore;
  team: Team;
  directory: Directory;
  links: Links;
  /** limits for all nodes together */ limit: SharedLimit;
  live: Live;
  practices: Practices;
  forgetting: Forgetting;
  clock: Clock;
  ids: Ids;
  log: Logger;
  /** the address others reach this server by, without a slash at the end */ baseUrl: () => string;
};
