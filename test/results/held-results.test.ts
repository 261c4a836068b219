import { describe, expect, it } from 'vitest';
import { createResultStore } from '../../src/results/store.ts';
import { CursorExpiredError, InvalidInputError } from '../../src/run-command/index.ts';
import type { InvocationList } from '../../src/tools/list-command-invocations/schema.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { startFixture } from '../session.ts';

const TOOL = 'list_command_invocations';
const NODES = 100;

const commandOf = (index: number) => `${String(index).padStart(8, '0')}-2222-4333-8444-555555555555`;

/** Commands whose nodes all failed with a message like no other's. */
function fleet(commands: number) {
  return fleetOf(
    Array.from({ length: commands }, (_, command) => ({
      commandId: commandOf(command),
      invocations: Array.from({ length: NODES }, (_, node) => ({
        instanceId: `i-${String(command * NODES + node).padStart(17, '0')}`,
        plugins: [{ responseCode: 1, stderr: `error: ${wordsOf(command * NODES + node)}\n` }],
      })),
    })),
  );
}

/** 20 words of letters, different for each number. */
function wordsOf(number: number): string {
  const letters = number.toString(36).replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '');
  return Array.from({ length: 20 }, (_, word) => `${letters}${'abcdefghijklmnopqrst'[word]}`).join(' ');
}

/** As the server holds it, but for the bound on results. */
async function start(commands: number, maxBytes: number) {
  const fixture = await startFixture({ fleet: fleet(commands) });
  const session = Object.assign(fixture.session, { results: createResultStore(maxBytes) });
  const ask = async (args: Record<string, unknown>) =>
    (await fixture.call(TOOL, args)).structured as unknown as InvocationList;
  return { ask, session, endpoint: fixture.endpoint };
}

describe('results within a bound of memory', () => {
  it('are dropped, those used longest ago first, when a new one needs the room', async () => {
    const { ask, session } = await start(6, 150_000);
    const cursors: string[] = [];
    for (let command = 0; command < 6; command += 1) {
      await ask({ command_id: commandOf(command), details: true });
      cursors.push(`${session.results.all()[0]?.id}-0`);
    }
    expect(session.results.size).toBeGreaterThan(1);
    expect(session.results.size).toBeLessThan(6);
    await expect(ask({ cursor: cursors[0] })).rejects.toThrow(CursorExpiredError);
    expect((await ask({ cursor: cursors[5] })).summary.invocations).toBe(NODES);
  });

  it('are refused before they are read to the end, where one alone has no room', async () => {
    const { ask, endpoint } = await start(6, 100_000);
    const asked = ask({ details: true, page_size: 50 });
    await expect(asked).rejects.toThrow(InvalidInputError);
    await expect(asked).rejects.toMatchObject({
      problem: expect.stringContaining('more memory'),
      remedy: expect.stringMatching(/filters .* max_items/),
    });
    expect(endpoint.requests.length).toBeLessThan(12);
    expect((await ask({ details: true, max_items: 50 })).summary.invocations).toBe(50);
  });

  it('do not keep alive what was read on from them', async () => {
    const { ask, session, endpoint } = await start(6, 500_000);
    await ask({ details: true, max_items: NODES });
    const id = session.results.all()[0]?.id;
    const end = `${id}-${NODES.toString(36)}`;
    const { summary } = await ask({ cursor: end });
    expect(summary.invocations).toBe(2 * NODES);
    const before = endpoint.requests.length;
    // Still there: AWS is not asked again.
    expect((await ask({ cursor: end })).summary).toEqual(summary);
    expect(endpoint.requests).toHaveLength(before);

    const longer = session.results.all()[0]?.id;
    for (let calls = 0; calls < 20 && session.results.all().some((each) => each.id === longer); calls += 1) {
      await ask({ cursor: `${id}-0` });
      await ask({ command_id: commandOf(5), details: true });
    }
    expect(session.results.all().map((each) => each.id)).not.toContain(longer);
    // Read on once more, to the same rows.
    expect((await ask({ cursor: end })).summary).toEqual(summary);
  });
});

describe('a forged cursor', () => {
  it.each(['g0.0', 'f0.0', 'g3.0', 'f3.0', 'g1.2s', 'gzzzz.0', '2t', 'o0.0'])(
    'to a place that its result does not have lists nothing: %s',
    async (place) => {
      const { ask, session } = await start(1, 1_000_000);
      await ask({ command_id: commandOf(0) });
      const id = session.results.all()[0]?.id;
      await expect(ask({ cursor: `${id}-${place}` })).rejects.toThrow(
        'cursor is not one that this server gave',
      );
    },
  );
});
