/** Runs one measured piece of work and reports what it took as one line of JSON on stdout. */

export type Report = {
  /** What the work counted: invocations walked, texts read. */
  readonly done: number;
  /** Wall time of the work alone, without the loading of the program. */
  readonly milliseconds: number;
};

export async function report(work: () => Promise<number>): Promise<void> {
  const began = performance.now();
  const done = await work();
  const result: Report = { done, milliseconds: performance.now() - began };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
