// Runs asynchronous steps one after the other, so that "read, decide, write" on a small record is never interleaved with another.
export const oneAtATime = (): (<T>(step: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const next = last.then(step, step);
    last = next.catch(() => {});
    return next;
  };
};
