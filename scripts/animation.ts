// An animated picture of a page while something happens on it: the browser's own frames, written as a GIF.
import { writeFileSync } from "node:fs";
import gifenc from "gifenc";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";

type Frame = { png: Buffer; atMs: number };
/** `at`: by the machine's clock */
type Filmed = Frame & { at: number };

/** Every frame the page draws while `act` runs. `atMs` counts from the first. */
export async function framesOf(page: Page, act: () => Promise<void>): Promise<Filmed[]> {
  const frames: Frame[] = [];
  const devtools = await page.context().newCDPSession(page);
  devtools.on("Page.screencastFrame", ({ data, metadata, sessionId }) => {
    frames.push({ png: Buffer.from(data, "base64"), atMs: (metadata.timestamp ?? 0) * 1_000 });
    // the last frames may come when the page is being closed
    devtools.send("Page.screencastFrameAck", { sessionId }).catch(() => null);
  });
  await devtools.send("Page.startScreencast", { format: "png", everyNthFrame: 1 });
  await act();
  await devtools.send("Page.stopScreencast");
  const start = frames[0]?.atMs ?? 0;
  return frames.map(({ png, atMs }) => ({ png, atMs: atMs - start, at: atMs }));
}

/** The last frame stands for `restMs`; then it begins again. */
export function writeGif(file: string, frames: readonly Frame[], restMs: number): void {
  const { GIFEncoder, quantize, applyPalette } = gifenc;
  const gif = GIFEncoder();
  frames.forEach(({ png, atMs }, index) => {
    const { data, width, height } = PNG.sync.read(png);
    const palette = quantize(data, 48);
    const next = frames[index + 1];
    // GIF counts in hundredths of a second, and viewers slow down whatever is faster than two of them
    gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay: next ? Math.max(20, next.atMs - atMs) : restMs });
  });
  gif.finish();
  writeFileSync(file, gif.bytes());
}
