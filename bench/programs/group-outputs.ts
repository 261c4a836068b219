/** Groups 10,000 failures of 2,500 bytes each by cause. */

import { createGrouper } from '../../src/report/causes/grouping.ts';
import { failureOutputs } from './failure-outputs.ts';
import { report } from './report.ts';

const outputs = failureOutputs();

await report(async () => {
  const grouper = createGrouper();
  for (const [member, output] of outputs.entries()) {
    grouper.add({ status: 'Failed', step: 'RotateLogs', responseCode: 1, output }, member);
  }
  grouper.groups();
  return outputs.length;
});
