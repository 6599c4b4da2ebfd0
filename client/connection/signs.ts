// Signs that somebody is back: the network returns, the page is looked at again, a hand moves on it. Outside of browsers there are none.

export type Sign = "network" | "sight" | "hand";

export function watchForSigns(seen: (sign: Sign) => void): () => void {
  if (!("document" in globalThis)) return () => {};
  const network = (): void => seen("network");
  const sight = (): void => {
    if (document.visibilityState === "visible") seen("sight");
  };
  const hand = (): void => seen("hand");
  const watched = [
    [window, "online", network],
    [window, "pageshow", sight],
    [document, "visibilitychange", sight],
    [document, "pointerdown", hand],
    [document, "keydown", hand],
  ] as const;
  for (const [where, event, then] of watched) where.addEventListener(event, then, { capture: true, passive: true });
  return () => {
    for (const [where, event, then] of watched) where.removeEventListener(event, then, { capture: true });
  };
}
