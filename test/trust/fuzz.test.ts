import { describe, it } from 'vitest';
import { fuzzTargets } from './fuzz.ts';

const CASES = Number(process.env['FUZZ_RUNS'] ?? 25);

describe('whatever is asked', () => {
  it.each(fuzzTargets.map(({ name, run }) => [name, run] as const))(
    '%s: an answer within its bound, or a known error',
    async (_, run) => {
      await run(CASES);
    },
    600_000,
  );
});
