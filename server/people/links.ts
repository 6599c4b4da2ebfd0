// Links that let somebody in. A link is a random token; the store keeps its hash, so that whoever reads the data file cannot enter with it.
import { createHash } from "node:crypto";
import type { Instant, PersonId, SessionId } from "../../shared/ids.ts";
import { randomIds } from "../live/ports.ts";
import type { EventStore } from "../store/eventStore.ts";
import { hasPassed } from "../credibleClock.ts";
import { oneAtATime } from "./oneAtATime.ts";

export type LinkKind =
  /** makes the browser that opens it the admin; once */
  | "setup"
  /** the permanent link in the calendar invitation: opens this week's session, grants nothing by itself */
  | "team"
  /** signs one person in, until it is taken back */
  | "personal"
  /** "continue on another device": once, within ten minutes */
  | "device"
  /** one session's shared screen, read only */
  | "screen";

export type Link = {
  hash: string;
  kind: LinkKind;
  personId: PersonId | null;
  sessionId: SessionId | null;
  createdAt: Instant;
  expiresAt: Instant | null;
  uses: number;
  revokedAt: Instant | null;
  /**
   * Only for team and screen links: people copy these again every week, so they must be readable. The team link grants nothing (a stranger still waits
   * at the door); the screen link shows one session as everybody in the room sees it. Whoever can read them here can read the sessions themselves.
   */
  token: string | null;
};

export type Links = {
  /** Makes a link and answers its token, which is not kept. A new set-up link takes the place of an older unused one. */
  mint(kind: "setup" | "personal" | "device", whose: { personId: PersonId | null }): Promise<string>;
  /** The link a token opens now, or null: unknown, misspelt, expired, used up and taken back look the same and cost the same. */
  find(token: string): Promise<Link | null>;
  /** As `find`, and counts the use: of two who use a one-time link, one gets it. */
  use(token: string): Promise<Link | null>;
  /** The team link's token, made at the first asking. */
  teamToken(): Promise<string>;
  /** A new team link; the old one ends. */
  renewTeamToken(): Promise<string>;
  /** The token of a session's shared screen, made at the first asking. */
  screenToken(sessionId: SessionId): Promise<string>;
  /** Takes back every personal and device link of a person. */
  revokeOf(personId: PersonId): Promise<void>;
  /** Takes back a session's screen link, when the session is deleted. */
  revokeScreen(sessionId: SessionId): Promise<void>;
};

const TABLE = "links";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LIFETIME: Record<LinkKind, number | null> = { setup: 7 * DAY, team: null, personal: null, device: 10 * MINUTE, screen: null };
const ONCE: readonly LinkKind[] = ["setup", "device"];

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

// Links are read from the store each time and not cached: `plumb admin-link` writes one from another process while the server runs.
// A token's 128 bits cannot be guessed, and still fit a QR code that a phone reads across a room.
export const openLinks = (store: EventStore, now: () => Instant, newToken: () => string = randomIds.token): Links => {
  const inTurn = oneAtATime();

  /** By how far the clock is from where it was, either way: one put back does not make ten minutes a day. */
  const isOver = ({ createdAt, expiresAt }: Link): boolean => expiresAt !== null && hasPassed(expiresAt - createdAt, createdAt, now());
  const isUsable = (link: Link): boolean => link.revokedAt === null && !isOver(link) && !(ONCE.includes(link.kind) && link.uses > 0);

  const all = async (): Promise<Link[]> => (await store.list(TABLE)).map(({ value }) => value as Link);
  const keep = (link: Link) => store.put(TABLE, link.hash, link);

  const find = async (token: string): Promise<Link | null> => {
    const link = (await store.get(TABLE, hashOf(token))) as Link | null;
    if (!link || !isUsable(link)) return null;
    return link.kind === "setup" && (await isOutdone(link)) ? null : link;
  };
  /** Of two set-up links made at once on two nodes, neither knowing of the other, one works: the newer. */
  const isOutdone = async ({ createdAt, hash }: Link): Promise<boolean> =>
    (await all()).some(
      (other) =>
        other.kind === "setup" &&
        other.revokedAt === null &&
        (other.createdAt > createdAt || (other.createdAt === createdAt && other.hash > hash)),
    );

  const revoke = async (which: (link: Link) => boolean): Promise<void> => {
    for (const link of await all()) if (link.revokedAt === null && which(link)) await keep({ ...link, revokedAt: now() });
  };

  /** Links that ended a month ago answer as unknown ones do, so they need not be kept. */
  const sweep = async (): Promise<void> => {
    for (const link of await all()) {
      const ended = link.revokedAt ?? link.expiresAt;
      if (ended !== null && ended < now() && hasPassed(30 * DAY, ended, now())) await store.remove(TABLE, link.hash);
    }
  };

  const make = async (kind: LinkKind, whose: { personId?: PersonId | null; sessionId?: SessionId | null }, readable: boolean) => {
    const token = newToken();
    const lifetime = LIFETIME[kind];
    await keep({
      hash: hashOf(token),
      kind,
      personId: whose.personId ?? null,
      sessionId: whose.sessionId ?? null,
      createdAt: now(),
      expiresAt: lifetime === null ? null : now() + lifetime,
      uses: 0,
      revokedAt: null,
      token: readable ? token : null,
    });
    return token;
  };

  const readableToken = async (kind: "team" | "screen", sessionId: SessionId | null): Promise<string> => {
    const link = (await all()).find((one) => one.kind === kind && one.sessionId === sessionId && isUsable(one));
    return link?.token ?? (await make(kind, { sessionId }, true));
  };

  return {
    mint: (kind, whose) =>
      inTurn(async () => {
        if (kind === "setup") await revoke((link) => link.kind === "setup");
        await sweep();
        return make(kind, whose, false);
      }),
    find,
    use: (token) =>
      inTurn(async () => {
        const link = await find(token);
        if (!link) return null;
        const used = { ...link, uses: link.uses + 1 };
        // Reusable links are opened by everybody at the same minute each week; counting those would cost a write each.
        // Of two nodes, too, one gets it.
        if (ONCE.includes(link.kind) && !(await store.swap(TABLE, link.hash, link, used))) return null;
        return used;
      }),
    teamToken: () => inTurn(() => readableToken("team", null)),
    renewTeamToken: () =>
      inTurn(async () => {
        await revoke((link) => link.kind === "team");
        return make("team", {}, true);
      }),
    screenToken: (sessionId) => inTurn(() => readableToken("screen", sessionId)),
    revokeOf: (personId) => inTurn(() => revoke((link) => link.personId === personId)),
    revokeScreen: (sessionId) => inTurn(() => revoke((link) => link.kind === "screen" && link.sessionId === sessionId)),
  };
};
