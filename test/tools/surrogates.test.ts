/** Half a character never leaves: every answer of these tests is checked for it, in both forms. */

import { describe, expect, it } from 'vitest';
import { expectWellFormed } from '../checked-answer.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { startFixture } from '../session.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';
const NODE = 'i-0a1b2c3d4e5f60000';

/** Two UTF-16 units, of which a cut by length may leave one. */
const ROCKET = '\u{1f680}';

/** Wherever a cut by length falls, at one of these it falls within a character. */
const SHIFTS = [0, 1];

describe('a text of characters beyond the first plane', () => {
  it.each(SHIFTS)('stays whole in a success that writes to stderr, %i letters in', async (shift) => {
    for (let length = 140; length <= 160; length += 1) {
      const stderr = 'w'.repeat(length + shift) + ROCKET.repeat(20);
      const invocations = [{ instanceId: NODE, plugins: [{ stdout: 'ok', stderr }] }];
      const fixture = await startFixture({ fleet: fleetOf([{ commandId: COMMAND, invocations }]) });
      await fixture.call('list_command_invocations', { command_id: COMMAND, details: true });
    }
  });

  it.each(SHIFTS)('stays whole wherever it stands, %i letters in', async (shift) => {
    const long = (length: number) => 'x'.repeat(shift) + ROCKET.repeat(length);
    const fleet = fleetOf([
      {
        commandId: COMMAND,
        comment: long(49),
        parameters: { commands: [long(600)], [long(60)]: [long(600)] },
        invocations: [0, 1].map((index) => ({
          instanceId: `i-0a1b2c3d4e5f6000${index}`,
          instanceName: long(100),
          plugins: [
            { name: long(90), stdout: long(700), stderr: `error: ${long(400)}`, responseCode: index },
          ],
        })),
      },
    ]);
    const fixture = await startFixture({ fleet });
    for (const max_tokens of [500, 501]) {
      await fixture.call('list_command_invocations', { details: true, max_tokens });
      await fixture.call('list_commands', { max_tokens });
      await fixture.call('list_commands', { command_id: COMMAND, max_tokens });
      let args: Record<string, unknown> | undefined = { command_id: COMMAND, instance_id: NODE, max_tokens };
      while (args !== undefined) {
        const { structured } = await fixture.call('get_command_invocation', args);
        const cursor: unknown = Reflect.get(structured, 'next_cursor');
        args = cursor === undefined ? undefined : { cursor, max_tokens };
      }
    }
  });

  it('is what this check would find cut', () => {
    expect(() => expectWellFormed({ deep: [{ text: ROCKET.slice(0, 1) }] })).toThrow();
    expect(() => expectWellFormed({ [ROCKET.slice(1)]: 1 })).toThrow();
    expect(() => expectWellFormed({ text: ROCKET })).not.toThrow();
  });
});
