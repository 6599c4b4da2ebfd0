// Whether the machine's clock can be believed. One that says 1970 or 2099 is not set; nothing is removed or ended on its word.
const FROM = Date.UTC(2024, 0);
const TO = Date.UTC(2090, 0);

export const isCredible = (now: number): boolean => now >= FROM && now < TO;

/** Whether so much time has passed between two readings, as far as both can be believed. The clock may have been put back since the first. */
export const hasPassed = (ms: number, since: number, now: number): boolean =>
  isCredible(since) && isCredible(now) && Math.abs(now - since) >= ms;
