/** Without most waits for an endpoint that is gone: `npm run check:trust` tries those for every question. */

import { describe, expect, it } from 'vitest';
import { startFastClock } from '../fast-clock.ts';
import { connectionFaults } from './connection-faults.ts';
import { connectionTrials } from './connection-trials.ts';

const tried = connectionTrials.filter(({ name }) => /^(?:a clock|.*midway.*list_commands$)/.test(name));

describe('a list is read to its end although', () => {
  it.each(tried.map(({ name, run }) => [name, run] as const))('%s', async (_, run) => {
    startFastClock();
    expect(await run()).toEqual([]);
  });
});

describe('the cause is named where there answers', () => {
  it.each(connectionFaults.map(({ name, run }) => [name, run] as const))('%s', async (_, run) => {
    expect(await run()).toEqual([]);
  });
});
