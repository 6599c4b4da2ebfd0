// Sizes checked by the client before it sends and by the server again. Characters unless said otherwise.
export const LIMITS = {
  name: 80,
  title: 160,
  reason: 4_000,
  note: 600,
  definition: 2_000,
  anchor: 400,
  quote: 600,
  url: 2_000,
  transcriptLines: 5_000,
  transcriptLine: 4_000,
  transcript: 400_000,
  conversations: 12,
  criteria: 100,
  sections: 30,
  seats: 60,
  evidence: 8,
  actions: 200,
  /** bytes of one socket frame */
  frame: 64 * 1024,
} as const;
