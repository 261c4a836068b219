/** A part of all there is to try, and nothing that takes seconds: `npm run check:trust` tries the rest. */

import { describe, expect, it } from 'vitest';
import { startFastClock } from '../fast-clock.ts';
import { tryFault } from './fault-trials.ts';
import { faults } from './faults.ts';
import { questions } from './questions.ts';

const quick = faults.filter(({ slow }) => !slow);

describe('a fault is survived, reported, and over when it is over', () => {
  it.each(quick.map((fault, index) => [fault.name, fault, index] as const))('%s', async (_, fault, index) => {
    startFastClock();
    const every = fault.times === undefined ? 3 : questions.length;
    const asked = questions.filter(
      ({ paged }, at) => (paged || !fault.onlyPages) && (at + index) % every === 0,
    );
    for (const question of asked) {
      const moment = question.paged ? 'midway' : 'first';
      expect(await tryFault(fault, question, moment), question.name).toMatchObject({ faults: [], lost: 0 });
    }
  });
});
