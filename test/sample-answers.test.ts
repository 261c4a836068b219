/** The answers that the documents show are answers of this server. */

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FixedFleet, openFixedFleet } from '../scripts/fixed-fleet.ts';
import { drawPicture } from '../scripts/picture.ts';
import { EXAMPLE_COMMANDS } from '../src/demo/create-fleet.ts';

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

const { rotateLogs, deployRerun, nightlySnapshot } = EXAMPLE_COMMANDS;
const ASKED: Record<string, [tool: string, args: Record<string, unknown>]> = {
  'rotate logs': ['list_command_invocations', { command_id: rotateLogs, details: true }],
  deploys: ['compare_commands', { command_id: deployRerun }],
  snapshot: ['list_command_invocations', { command_id: nightlySnapshot, details: true }],
};

describe('the README', () => {
  let fleet: FixedFleet;
  beforeAll(async () => {
    fleet = await openFixedFleet();
  });
  afterAll(() => fleet.close());

  it.each(Object.entries(ASKED))(
    'shows of "%s" only lines of the answer, in its order',
    async (name, asked) => {
      const sample = new RegExp(`<!-- answer: ${name} -->\\n\\n\`\`\`text\\n([\\s\\S]*?)\`\`\``);
      const lines =
        sample
          .exec(await read('README.md'))?.[1]
          ?.trim()
          .split('\n') ?? [];
      expect(lines.length).toBeGreaterThan(3);
      const answer = (await fleet.ask(...asked)).split('\n');
      let from = 0;
      for (const line of lines.filter((shown) => shown !== '...')) {
        const at = answer.indexOf(line, from);
        expect(at, line).toBeGreaterThanOrEqual(0);
        from = at + 1;
      }
    },
  );

  it('has its picture as `npm run picture` draws it', async () => {
    expect(await drawPicture(fleet)).toBe(await read('docs/answer.svg'));
  });
});
