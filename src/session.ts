/** Puts together what tools share: the reader of AWS, the masking of secrets, the kept results. */

import { randomBytes } from 'node:crypto';
import { createOutputReader } from './report/output-reader.ts';
import { createRedactor } from './report/redaction.ts';
import { rememberFinished } from './snapshots/finished.ts';
import { createResults } from './snapshots/results.ts';
import type { AwsSettings } from './ssm/clients.ts';
import { createRunCommandReader } from './ssm/reader.ts';
import type { Session } from './tools/tool.ts';

export function openSession(settings: { aws: AwsSettings; maxTokens: number; redact: boolean }): Session {
  const redactor = createRedactor({ enabled: settings.redact });
  return {
    reader: rememberFinished(createRunCommandReader(settings.aws)),
    redactor,
    outputs: createOutputReader(redactor),
    results: createResults(),
    defaultMaxTokens: settings.maxTokens,
    newBoundary: () => randomBytes(4).toString('hex'),
    nowMs: Date.now,
  };
}
