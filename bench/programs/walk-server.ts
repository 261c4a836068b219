/** Walks a command as the server does: read, sanitized, grouped, counted and laid out as an answer. */

import { createAws } from '../../src/aws/index.ts';
import { createStringPool } from '../../src/results/index.ts';
import { createSanitizer } from '../../src/sanitize/index.ts';
import { readSnapshot } from '../../src/tools/list-command-invocations/read/snapshot.ts';
import { report } from './report.ts';
import { COMMAND_ID, ENDPOINT, INVOCATIONS, REGION } from './setting.ts';

await report(async () => {
  const snapshot = await readSnapshot(
    {
      query: { region: REGION, commandId: COMMAND_ID, filters: [], details: true },
      pageSize: 50,
      maxItems: INVOCATIONS,
    },
    { sanitizer: createSanitizer({ redact: true }), strings: createStringPool() },
    {
      reader: createAws({ region: REGION, demoEndpoint: ENDPOINT }).reader,
      signal: new AbortController().signal,
      growTo() {},
      onProgress() {},
    },
  );
  return snapshot.count.rows.length;
});
