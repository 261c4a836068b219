/** Cleans 10,000 outputs of 2,500 bytes each and masks the secrets in them. */

import { createRedactor } from '../../src/sanitize/redactor.ts';
import { safeOutput } from '../../src/sanitize/safe-output.ts';
import { failureOutputs } from './failure-outputs.ts';
import { report } from './report.ts';

const outputs = failureOutputs();

await report(async () => {
  const redactor = createRedactor();
  for (const output of outputs) safeOutput(output, redactor);
  return outputs.length;
});
