// Opaque ids. Clients mint the ids of new things, the server those of seats and people; nothing may be read out of one.
export type SessionId = string;
export type SeatId = string;
export type PersonId = string;
export type KnockId = string;
export type ConversationId = string;
export type CriterionId = string;
export type ScorecardId = string;
export type ActionId = string;
export type CommandId = string;
/** Milliseconds since 1970, by the server's clock. */
export type Instant = number;
