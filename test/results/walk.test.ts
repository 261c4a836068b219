import { describe, expect, it } from 'vitest';
import { START, walk } from '../../src/results/walk.ts';
import type { Page, PageRequest } from '../../src/run-command/types.ts';

/** Pages of numbers, linked by tokens "1", "2", ... unless a page names its own. */
function pagesOf(...pages: readonly (readonly number[])[]) {
  return async ({ token = '0' }: PageRequest): Promise<Page<number>> => {
    const index = Number(token);
    const items = pages[index] ?? [];
    return index + 1 < pages.length ? { items, nextToken: String(index + 1) } : { items };
  };
}

function collector() {
  const seen = new Set<number>();
  return { seen, take: (item: number) => !seen.has(item) && Boolean(seen.add(item)) };
}

const quiet = { from: START, pageSize: 50, signal: new AbortController().signal };

describe('a walk', () => {
  it('goes on past empty pages until the token is missing', async () => {
    const { seen, take } = collector();
    const walked = await walk({ ...quiet, maxItems: 99, take, fetch: pagesOf([], [1], [], [], [2]) });
    expect([...seen]).toEqual([1, 2]);
    expect(walked).toEqual({ end: { kind: 'complete' }, taken: 2, pages: 5 });
  });

  it('stops at max_items within a page and goes on with the rest of that page', async () => {
    const { seen, take } = collector();
    const request = { ...quiet, maxItems: 2, take, fetch: pagesOf([1, 2, 3], [4]) };
    const first = await walk(request);
    expect([...seen]).toEqual([1, 2]);
    expect(first.end).toEqual({ kind: 'maxItems' });
    const second = await walk({ ...request, from: first.resumeAt ?? START });
    expect([...seen]).toEqual([1, 2, 3, 4]);
    expect(second).toEqual({ end: { kind: 'complete' }, taken: 2, pages: 1 });
  });

  it('does not count what it has seen before', async () => {
    const { seen, take } = collector();
    const walked = await walk({ ...quiet, maxItems: 3, take, fetch: pagesOf([1, 2], [2, 1], [3]) });
    expect([...seen]).toEqual([1, 2, 3]);
    expect(walked.taken).toBe(3);
  });

  it('has AWS work on the next page while it takes the one before', async () => {
    const events: string[] = [];
    const pages = pagesOf([1], [2]);
    await walk({
      ...quiet,
      maxItems: 99,
      fetch: (page) => {
        events.push(`asked for ${page.token ?? 'the first page'}`);
        return pages(page);
      },
      take: (item) => events.push(`took ${item}`) > 0,
    });
    expect(events).toEqual(['asked for the first page', 'asked for 1', 'took 1', 'took 2']);
  });

  it.each([
    [2, ['first']],
    [3, ['first', '1']],
    [4, ['first', '1']],
    [5, ['first', '1', '2']],
  ])('asks for no page beyond those that %i items are on', async (maxItems, wanted) => {
    const asked: string[] = [];
    const pages = pagesOf([1, 2], [3, 4], [5, 6], [7]);
    const fetch = (page: PageRequest) => {
      asked.push(page.token ?? 'first');
      return pages(page);
    };
    const { take } = collector();
    await walk({ ...quiet, maxItems, take, fetch });
    expect(asked).toEqual(wanted);
  });

  it.each([
    ['the same token again', { '0': '1', '1': '1' }],
    ['a circle of tokens', { '0': '1', '1': '2', '2': '1' }],
  ])('ends on %s, keeping what that page held', async (_case, next) => {
    const { seen, take } = collector();
    const links: Record<string, string> = next;
    const walked = await walk({
      ...quiet,
      maxItems: 99,
      take,
      fetch: async ({ token = '0' }) => ({ items: [Number(token)], nextToken: links[token] ?? '' }),
    });
    expect(walked.end).toEqual({ kind: 'stuckToken' });
    expect(walked.resumeAt).toBeDefined();
    expect(seen.size).toBe(Object.keys(links).length);
  });

  it('keeps what it read when a page fails, and tries that page again when it goes on', async () => {
    const { seen, take } = collector();
    const error = new Error('reset');
    let broken = true;
    const good = pagesOf([1], [2], [3]);
    const fetch = async (page: PageRequest) => {
      if (page.token === '1' && broken) throw error;
      return await good(page);
    };
    const first = await walk({ ...quiet, maxItems: 99, take, fetch });
    expect(first).toMatchObject({ end: { kind: 'fault', error }, taken: 1, pages: 1 });
    broken = false;
    const second = await walk({ ...quiet, maxItems: 99, take, fetch, from: first.resumeAt ?? START });
    expect([...seen]).toEqual([1, 2, 3]);
    expect(second.end).toEqual({ kind: 'complete' });
  });

  it('ends at its time limit with what it read', async () => {
    const { take } = collector();
    const fetch = ({ token }: PageRequest, signal: AbortSignal): Promise<Page<number>> =>
      token === undefined
        ? Promise.resolve({ items: [1], nextToken: 'never' })
        : new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const walked = await walk({ ...quiet, maxItems: 99, take, fetch, limitMs: 30 });
    expect(walked).toMatchObject({ end: { kind: 'timeLimit' }, taken: 1 });
  });

  it('rejects when the client cancels', async () => {
    const controller = new AbortController();
    const fetch = (_page: PageRequest, signal: AbortSignal): Promise<Page<number>> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        controller.abort(new Error('cancelled'));
      });
    const walking = walk({ ...quiet, signal: controller.signal, maxItems: 9, take: () => true, fetch });
    await expect(walking).rejects.toThrow('cancelled');
  });
});
