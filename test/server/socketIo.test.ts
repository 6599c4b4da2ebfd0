// The lines of Socket.IO without the rest of the server: who hears what is said to some of them.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io } from "socket.io-client";
import { expect, test } from "vitest";
import type { Line } from "../../server/live/net.ts";
import { randomIds } from "../../server/live/ports.ts";
import { socketIo } from "../../server/live/socketIo.ts";
import { until } from "./harness.ts";

test("[INV-19] what is said to nobody is heard by nobody, not by everybody", async () => {
  const http = createServer().listen(0, "127.0.0.1");
  await once(http, "listening");
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const lines: Line[] = [];
  const net = socketIo({
    http,
    origins: new Set([url]),
    ids: randomIds,
    session: (_request, _response, next) => next(),
    personOf: () => null,
    onOrigin: () => {},
    proxies: 0,
    most: { connections: 10, perAddress: 10 },
    onCrowd: () => {},
  })({
    welcome: async () => null,
    opened: (line) => void lines.push(line),
    heard: () => {},
    drained: () => {},
    closed: () => {},
  });
  const page = io(url, { transports: ["websocket"], extraHeaders: { origin: url } });
  try {
    const heard: unknown[] = [];
    page.onAny((...said: unknown[]) => void heard.push(said));
    await until(() => lines.length === 1, "the page connected");
    net.tell([], "damaged");
    net.show([], { slices: {}, now: 1 });
    net.tell([lines[0]!.id], null);
    await until(() => heard.length > 0, "something heard");
    expect(heard).toEqual([["trouble", null]]);
  } finally {
    page.disconnect();
    await net.close({ code: "BUSY", message: "" });
    http.close();
  }
});
