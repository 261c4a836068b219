/** All but what takes seconds or hundreds of megabytes: `npm run check:trust` tries that too. */

import { describe, expect, it } from 'vitest';
import { clientTrials } from './client-trials.ts';

describe('the server survives', () => {
  it.each(clientTrials.filter(({ slow }) => !slow).map(({ name, run }) => [name, run] as const))(
    '%s',
    async (_, run) => {
      expect(await run()).toEqual([]);
    },
  );
});
