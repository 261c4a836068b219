/** A part of all there is to try, and nothing that takes seconds: `npm run check:trust` tries the rest. */

import { describe, expect, it } from 'vitest';
import { startFastClock } from '../fast-clock.ts';
import { tryFault } from './fault-trials.ts';
import { faults } from './faults.ts';
import { type ListRequest, questions } from './questions.ts';

const quick = faults.filter(({ slow }) => !slow);

describe('a fault is survived, reported, and over when it is over', () => {
  it.each(quick.map((fault, index) => [fault.name, fault, index] as const))('%s', async (_, fault, index) => {
    startFastClock();
    const suited = questions.filter(({ paged }) => paged || !fault.onlyPages);
    const asked = fault.times === undefined ? [index, index + 4] : [index];
    for (const question of new Set(asked.map((at) => suited[at % suited.length] as ListRequest))) {
      const moment = question.paged ? 'midway' : 'first';
      expect(await tryFault(fault, question, moment), question.name).toMatchObject({ faults: [], lost: 0 });
    }
  });
});
