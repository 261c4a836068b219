/** Sanitizes 10,000 outputs of 2,500 bytes each. */

import { createSanitizer } from '../../src/sanitize/index.ts';
import { failureOutputs } from './failure-outputs.ts';
import { report } from './report.ts';

const outputs = failureOutputs();

await report(async () => {
  const sanitizer = createSanitizer({ redact: true });
  for (const output of outputs) sanitizer.text(output);
  return outputs.length;
});
