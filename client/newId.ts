// Ids of new things, minted in the browser. randomUUID is missing on plain http in a local network, so from random bytes.
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(15));
  return Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("");
}
