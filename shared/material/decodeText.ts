// The text of a dropped file, whatever program wrote it: UTF-8, UTF-16 with or without a mark, or an old Western encoding as the last resort.

export type DecodedText = {
  text: string;
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" /** nothing in the file says so */;
  guessed: boolean;
};

export function decodeText(file: ArrayBuffer | Uint8Array): DecodedText {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file);
  const decoded = (encoding: DecodedText["encoding"], guessed: boolean): DecodedText => ({
    text: new TextDecoder(encoding).decode(bytes),
    encoding,
    guessed,
  });
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded("utf-16le", false);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded("utf-16be", false);
  const sixteen = withoutMark(bytes);
  if (sixteen) return decoded(sixteen, true);
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8", guessed: false };
  } catch {
    return decoded("windows-1252", true);
  }
}

/** Western text in UTF-16 has a zero in nearly every other byte; text in UTF-8 has none at all. */
function withoutMark(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const seen = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < seen.length; at++) if (seen[at] === 0) at % 2 === 0 ? even++ : odd++;
  const most = seen.length / 2;
  if (seen.length < 4) return null;
  return odd > most * 0.6 && even < most * 0.1 ? "utf-16le" : even > most * 0.6 && odd < most * 0.1 ? "utf-16be" : null;
}
