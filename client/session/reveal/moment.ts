// The last reveal on this screen: when it was, and when its curtain opens, for whatever comes in behind it.
export const CURTAIN_MS = 600;
/** as long as it takes until everything has come in */
const MOMENT_MS = 2_000;

let revealed = Number.NEGATIVE_INFINITY;
let opens = Number.NEGATIVE_INFINITY;

/** Milliseconds by the clock that motion runs on: it stands still within a frame, as the beginnings of motions do. */
const frameTime = (): number => Number(document.timeline?.currentTime ?? performance.now());

/** Without a curtain (where motion is not wanted) everything is there at once. */
export function beginMoment(withCurtain: boolean): void {
  revealed = performance.now();
  opens = frameTime() + (withCurtain ? CURTAIN_MS : 0);
  // its motion begins with the frame that first shows it, later than now by as long as that takes to draw
  if (withCurtain)
    requestAnimationFrame(() => {
      opens = frameTime() + CURTAIN_MS;
    });
}

export const isRevealMoment = (): boolean => performance.now() - revealed < MOMENT_MS;
export const curtainLeft = (): number => Math.max(0, opens - frameTime());
