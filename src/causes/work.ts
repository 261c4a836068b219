/** Work in many short steps, so that whoever drives it can listen to others in between. */
export type Work<Result> = Generator<undefined, Result, undefined>;

/** All of it at once, for where nobody waits. */
export function finish<Result>(work: Work<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
