/** Requests of one call side by side: some, as the rate limits of AWS are those of the whole account. */

/**
 * Works on the items in their order, `atATime` of them at a time, until all are done or one resolves to `false`: then
 * no further one is begun. What one throws is thrown.
 */
export async function inParallel<Item>(
  items: Iterable<Item>,
  atATime: number,
  work: (item: Item) => Promise<boolean>,
): Promise<void> {
  const waiting = [...items];
  async function worker(): Promise<void> {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      if (!(await work(item))) waiting.length = 0;
    }
  }
  await Promise.all(Array.from({ length: atATime }, worker));
}
