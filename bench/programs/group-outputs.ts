/** Groups 10,000 failures of 2,500 bytes each by cause. */

import { createGrouper, finish, messageOf } from '../../src/causes/index.ts';
import { failureOutputs } from './failure-outputs.ts';
import { report } from './report.ts';

const outputs = failureOutputs();

await report(async () => {
  const grouper = createGrouper();
  for (const [member, output] of outputs.entries()) {
    const outcome = { status: 'Failed', plugin: 'RotateLogs', responseCode: 1, output };
    grouper.add(outcome, messageOf(outcome), member);
  }
  finish(grouper.groups());
  return outputs.length;
});
