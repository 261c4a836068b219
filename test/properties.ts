/**
 * fast-check with one seed, so that `npm test` says the same of the same code wherever it runs. With `FUZZ_RUNS`
 * set, and in `npm run check:trust`, every run looks at new cases, and a failure names its seed.
 */

import fc from 'fast-check';

const { VITEST, FUZZ_RUNS } = process.env;
if (VITEST !== undefined && FUZZ_RUNS === undefined) fc.configureGlobal({ seed: 2026_11_22 });

export default fc;
