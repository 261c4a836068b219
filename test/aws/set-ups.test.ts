/** All but what takes half a minute: `npm run check:trust` tries that too. */

import { describe, expect, it } from 'vitest';
import { trySetUp } from './set-up-trials.ts';
import { setUps } from './set-ups.ts';

describe('what becomes of', () => {
  it.each(setUps.filter(({ slow }) => !slow).map((setUp) => [setUp.name, setUp] as const))(
    '%s',
    async (_, setUp) => {
      expect(await trySetUp(setUp)).toEqual([]);
    },
  );
});
