// What every request of the API must be: from our own pages, in JSON, and never kept by anybody on the way.
import type { RequestHandler } from "express";
import type { Origins } from "../live/origins.ts";
import { HttpRefusal } from "./respond.ts";

/** Hidden state must not show in a cache, a 304 or an ETag. */
export const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "no-store");
  next();
};

/** Another site can make a browser send a request with its cookies; it cannot make it name our Origin. */
export const ownOrigin =
  (origins: Origins, onOddity: (detail: string) => void): RequestHandler =>
  (request, _response, next) => {
    const { origin } = request.headers;
    const reads = request.method === "GET" || request.method === "HEAD";
    if (reads ? origin === undefined || origins.has(origin) : origin !== undefined && origins.has(origin)) return next();
    onOddity(String(origin ?? "none").slice(0, 200));
    throw new HttpRefusal({ code: "WRONG_ADDRESS" }, 403);
  };

const FAR_TOO_LARGE = 16 * 1024 * 1024;
/**
 * Refused before any of it is read. What is only somewhat too large is read to its end and refused then, by whoever parses it:
 * a browser that still sends when the connection is closed never sees the answer.
 */
export const notFarTooLarge: RequestHandler = (request, response, next) => {
  if (Number(request.headers["content-length"] ?? 0) <= FAR_TOO_LARGE) return next();
  response.setHeader("Connection", "close");
  throw new HttpRefusal({ code: "TOO_LARGE" });
};

export const jsonOnly: RequestHandler = (request, _response, next) => {
  const changes = request.method !== "GET" && request.method !== "HEAD";
  if (changes && !request.is("application/json")) throw new HttpRefusal({ code: "BAD_REQUEST" }, 415);
  next();
};
