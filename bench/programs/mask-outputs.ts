/** Cleans 10,000 outputs of 2,500 bytes each and masks the secrets in them. */

import { firstLook } from '../../src/report/first-look.ts';
import { createRedactor } from '../../src/report/redaction.ts';
import { cleanText } from '../../src/report/untrusted-text.ts';
import { failureOutputs } from './failure-outputs.ts';
import { report } from './report.ts';

const outputs = failureOutputs();

await report(async () => {
  const { redact } = createRedactor();
  for (const output of outputs) {
    const look = firstLook(output);
    if (look.plain) redact(output, look);
    else redact(cleanText(output));
  }
  return outputs.length;
});
