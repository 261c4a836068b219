/** Runs one measured piece of work and tells the bench, as one line of JSON on stdout, what it took. */

export type Report = {
  /** What the work says it did: invocations walked, texts read. */
  readonly done: number;
  /** Wall time of the work alone, without the loading of the program. */
  readonly milliseconds: number;
};

export async function report(work: () => Promise<number>): Promise<void> {
  const began = performance.now();
  const done = await work();
  const told: Report = { done, milliseconds: performance.now() - began };
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
