// Every way into the server that looks at Origin, tried by hand over plain TCP, so that the header says exactly what it should.
import { connect } from "node:net";
import { handshakeText } from "../real/webSocket.ts";

export type Way = "polling GET" | "polling POST" | "websocket" | "upgrade" | "REST GET" | "REST POST";
export const WAYS: Way[] = ["polling GET", "polling POST", "websocket", "upgrade", "REST GET", "REST POST"];

const ENGINE = "/socket.io/?EIO=4&transport=";

/** The status of the answer; 0: the connection ended without one. */
export function statusOf(address: string, bytes: string): Promise<number> {
  const { hostname, port } = new URL(address);
  return new Promise((done) => {
    let answer = "";
    const tcp = connect({ host: hostname, port: Number(port) }, () => tcp.write(bytes));
    const settle = (status: number): void => {
      tcp.destroy();
      done(status);
    };
    tcp.on("data", (chunk: Buffer) => {
      answer += chunk.toString("latin1");
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer);
      if (status && answer.includes("\r\n\r\n")) settle(Number(status[1]));
    });
    tcp.on("error", () => settle(0));
    tcp.on("close", () => settle(0));
  });
}

const request = (method: string, path: string, host: string, headers: Record<string, string>, body = ""): string =>
  [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(method === "GET" ? [] : [`Content-Length: ${body.length}`]),
    "",
    body,
  ].join("\r\n");

/** An Engine.IO session that began as it should, to go on with. */
async function sid(address: string, own: Record<string, string>): Promise<string> {
  const response = await fetch(`${address}${ENGINE}polling`, { headers: own });
  return String((JSON.parse((await response.text()).slice(1)) as { sid: string }).sid);
}

/** `host` is what the Host header says; `own` what a page of ours would send. */
export async function tryWay(
  way: Way,
  to: { address: string; host: string; own: Record<string, string> },
  headers: Record<string, string>,
): Promise<number> {
  const { address, host, own } = to;
  const json = { ...headers, "Content-Type": "application/json" };
  switch (way) {
    case "polling GET":
      return statusOf(address, request("GET", `${ENGINE}polling`, host, headers));
    case "polling POST":
      return statusOf(address, request("POST", `${ENGINE}polling&sid=${await sid(address, own)}`, host, headers, "40"));
    case "websocket":
      return statusOf(address, handshakeText(host, `${ENGINE}websocket`, headers));
    case "upgrade":
      return statusOf(address, handshakeText(host, `${ENGINE}websocket&sid=${await sid(address, own)}`, headers));
    case "REST GET":
      return statusOf(address, request("GET", "/api/me", host, headers));
    case "REST POST":
      return statusOf(address, request("POST", "/api/enter", host, json, "{}"));
    default:
      return way satisfies never;
  }
}
