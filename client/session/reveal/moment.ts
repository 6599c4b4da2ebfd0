// The last reveal on this screen: when it was, and when its curtain opens, for whatever comes in behind it.
export const CURTAIN_MS = 600;
/** as long as it takes until everything has come in */
const MOMENT_MS = 2_000;

let revealed = Number.NEGATIVE_INFINITY;
let opens = Number.NEGATIVE_INFINITY;

/** Without a curtain (where motion is not wanted) everything is there at once. */
export function beginMoment(withCurtain: boolean): void {
  revealed = performance.now();
  opens = withCurtain ? revealed + CURTAIN_MS : revealed;
}

export const isRevealMoment = (): boolean => performance.now() - revealed < MOMENT_MS;
export const curtainLeft = (): number => Math.max(0, opens - performance.now());
