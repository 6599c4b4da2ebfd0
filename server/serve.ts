// Starts the whole server and ends it in good order. Everything that could be different in a test comes in as an option.
import type { AddressInfo } from "node:net";
import type { Express } from "express";
import type { DestinationStream } from "pino";
import { createApp } from "./app.ts";
import { serveUnder } from "./basePath.ts";
import { type Config, publicUrl } from "./config.ts";
import { createForgetting } from "./erasure/forgetting.ts";
import { ledgerIn, writeDown } from "./erasure/ledger.ts";
import { openHttpServer } from "./httpServer.ts";
import { clockWarning, greeting, loopbackUrl, ownOrigins } from "./greeting.ts";
import type { OnFault } from "./live/failing.ts";
import { LIVE_LIMITS, limit } from "./live/limits.ts";
import { PACE, type Pace } from "./http/pace.ts";
import { openLive } from "./live/live.ts";
import type { OpenNet } from "./live/net.ts";
import { openNodes } from "./live/nodes.ts";
import { type Clock, type Ids, ownTurn, randomIds, systemClock } from "./live/ports.ts";
import { type Middleware, socketIo } from "./live/socketIo.ts";
import { faultOf, openLog } from "./logging.ts";
import { openDirectory } from "./people/directory.ts";
import { devicePerson, httpSession, sharedSecret } from "./people/httpSession.ts";
import { openLinks } from "./people/links.ts";
import { openMetrics } from "./metrics.ts";
import type { EventStore } from "./store/eventStore.ts";
import { openStore, type StoreConfig } from "./store/open.ts";
import { openPractices } from "./practice/practices.ts";
import { openTeam } from "./team.ts";

export type Running = { url: string; close: () => Promise<void> };

export type ServeOptions = {
  clock: Clock;
  ids: Ids;
  /** how long after the last socket somebody counts as away; left out: as configured */ awayAfterMs?: number;
  /** how many times as long simulated reviewers pause in a practice call; 1 in life */ practicePauses: number;
  openStore: (config: StoreConfig, onFatal: (error: unknown) => void, warn: (line: string) => void) => Promise<EventStore>;
  /** requests by HTTP in ten seconds */ pace: Pace;
  print: (text: string) => void;
  /** where the log's lines go; left out: standard error */ logTo?: DestinationStream;
  /** a write whose outcome is unknown: the process has to end, and a restart finds out */ onFatal: (error: unknown) => void;
  /** around the wire, for proofs that end the process between two frames */ net: (open: OpenNet) => OpenNet;
};

const defaults: ServeOptions = {
  clock: systemClock,
  ids: randomIds,
  practicePauses: 1,
  openStore,
  pace: PACE,
  print: (text) => process.stdout.write(`${text}\n`),
  onFatal: () => process.exit(1),
  net: (open) => open,
};

export async function serve(config: Config, given: Partial<ServeOptions> = {}): Promise<Running> {
  const options = { ...defaults, ...given };
  const { clock, ids } = options;
  const log = openLog(config.logLevel, options.logTo);
  const onFatal = (error: unknown): void => {
    log.fatal(faultOf(error), "the outcome of a write is unknown; ending so that a restart finds out");
    options.onFatal(error);
  };
  const onFault: OnFault = (error, ref) => log.error({ ...(ref === undefined ? {} : { ref }), ...faultOf(error) }, "fault");
  const onOddity = (what: string, detail: string): void => {
    if (what === "origin") metrics.foreignOrigin();
    log.warn({ what, ...(what === "origin" ? { origin: detail } : {}) }, "refused");
  };

  let baseUrl = "";
  const opened = await options.openStore(config, onFatal, (line) => {
    // At the start somebody sits at the terminal.
    if (baseUrl === "") options.print(`Warning: ${line}`);
    else log.warn({ what: "store" }, line);
  });
  const metrics = openMetrics({
    now: () => ({ sockets: live.sockets.count(), sessions: live.sockets.broadcast.sessions().length, ...live.sockets.counters }),
    ready: () =>
      opened.ready().then(
        () => true,
        () => false,
      ),
    whole: config.metricsToken !== null,
  });
  const store = metrics.watched(opened);
  const nodes = await openNodes(store);
  const directory = await openDirectory(store);
  const links = openLinks(store, clock.now, ids.token);
  const team = await openTeam({ store, clock, ids, directory, onFatal, onFault });

  const https = config.publicUrl?.startsWith("https:") ?? false;
  const { basePath } = config;
  const session = httpSession({ store, clock, secret: config.sessionSecret ?? (await sharedSecret(store)), https, basePath });
  const origins = new Set<string>();
  let app: Express | null = null;
  const most = {
    connections: config.maxConnections ?? LIVE_LIMITS.sockets,
    perAddress: config.maxConnectionsPerAddress ?? LIVE_LIMITS.socketsOfAddress,
  };
  const http = openHttpServer(
    (request, response) => {
      if (app) app(request, response);
      else response.writeHead(503).end();
    },
    most,
    config.trustProxy,
  );
  const live = openLive({
    store,
    team,
    directory,
    links,
    clock,
    ids,
    turn: ownTurn,
    baseUrl: () => baseUrl,
    awayAfterMs: options.awayAfterMs ?? config.awayAfter * 1_000,
    openNet: options.net(
      socketIo({
        http,
        origins,
        ids,
        session: session as unknown as Middleware,
        personOf: devicePerson,
        onOrigin: (origin) => onOddity("origin", origin),
        proxies: config.trustProxy,
        most,
        onCrowd: () => metrics.notLetIn("TOO_MANY_CONNECTIONS"),
      }),
    ),
    limit,
    seatsElsewhere: nodes.seats,
    most,
    onAnswered: metrics.answered,
    onNotLetIn: metrics.notLetIn,
    onSlow: () => {
      metrics.slow();
      log.warn({ what: "slow" }, "ended a connection that did not read what it was sent");
    },
    onFatal,
    onFault,
    onOddity,
  });
  let loopback = "";
  const practices = openPractices({
    store,
    sessions: live.sessions,
    directory,
    links,
    clock,
    ids,
    loopback: () => loopback,
    baseUrl: () => baseUrl,
    pauses: options.practicePauses,
    onFault,
  });
  const forgetting = createForgetting({
    store,
    directory,
    live,
    clock,
    turn: ownTurn,
    writeDown: (erasure) => {
      try {
        writeDown(ledgerIn(config.dataDir), erasure);
      } catch (error) {
        // Nodes find the list in Redis; a node without a place for files goes without its own.
        if (!config.redisUrl) throw error;
        log.warn(faultOf(error), "the list of erasures could not be written beside the data");
      }
    },
    onNodeGone: nodes.seats.onNodeGone,
    onFault,
  });
  app = createApp(
    { store, team, directory, links, limit: nodes.limit, live, practices, forgetting, clock, ids, log, baseUrl: () => baseUrl },
    {
      origins,
      https,
      basePath,
      pace: options.pace,
      trustProxy: config.trustProxy,
      metrics,
      metricsToken: config.metricsToken,
      session,
      onFault,
      onOddity,
    },
  );
  serveUnder(http, basePath);

  await new Promise<void>((done, fail) => {
    http.once("error", fail);
    http.listen(config.port, config.host, () => {
      http.off("error", fail);
      done();
    });
  });
  const { port } = http.address() as AddressInfo;
  baseUrl = publicUrl({ ...config, port });
  loopback = loopbackUrl(config.host, port);
  for (const origin of ownOrigins(config, port)) origins.add(origin);

  const warning = clockWarning(clock.now());
  if (warning) {
    options.print(`Warning: ${warning}`);
    log.warn({ what: "clock" }, warning);
  }
  const setupLink = team.state().created ? null : `${baseUrl}/enter#${await links.mint("setup", { personId: null })}`;
  // in one piece, so that whoever waits for the first line has the link too
  options.print(greeting({ config, port, baseUrl, setupLink }).join("\n"));
  log.info({ port }, "listening");
  practices.resume().catch(onFault);
  forgetting.resume().catch(onFault);

  return {
    url: baseUrl,
    close: async () => {
      log.info("closing");
      await practices.close();
      await forgetting.close();
      await live.close();
      http.closeAllConnections();
      while (!team.idle()) await new Promise((next) => setTimeout(next, 5));
      await nodes.close();
      await store.close();
    },
  };
}
