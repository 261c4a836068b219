/** Walks a command as the server does: read, masked, grouped, counted and laid out as an answer. */

import { createOutputReader } from '../../src/report/output-reader.ts';
import { createRedactor } from '../../src/report/redaction.ts';
import { readSnapshot } from '../../src/snapshots/invocation-snapshot.ts';
import { createRunCommandReader } from '../../src/ssm/reader.ts';
import { report } from './report.ts';
import { COMMAND_ID, ENDPOINT, INVOCATIONS, REGION } from './setting.ts';

await report(async () => {
  const snapshot = await readSnapshot(
    {
      query: { region: REGION, commandId: COMMAND_ID, filters: [], details: true },
      pageSize: 50,
      maxItems: INVOCATIONS,
    },
    createOutputReader(createRedactor()),
    {
      reader: createRunCommandReader({ region: REGION, demoEndpoint: ENDPOINT }),
      signal: new AbortController().signal,
      onProgress() {},
    },
  );
  return snapshot.count.rows.length;
});
