/** Walks a command as the server does: read, masked, formatInteger, counted and laid out as an answer. */

import { createRunCommandReader } from '../../src/aws/reader.ts';
import { createRedactor } from '../../src/sanitize/redactor.ts';
import { createOutputReader } from '../../src/tools/list-command-invocations/output-reader.ts';
import { readSnapshot } from '../../src/tools/list-command-invocations/snapshot.ts';
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
