/** Puts together what tools share: the reader of AWS, the masking of secrets, the kept results. */

import { randomBytes } from 'node:crypto';
import type { AwsSettings } from './aws/clients.ts';
import { createRunCommandReader } from './aws/reader.ts';
import { rememberFinished } from './results/finished.ts';
import { createResults } from './results/results.ts';
import { createRedactor } from './sanitize/redactor.ts';
import { createOutputReader } from './tools/list-command-invocations/output-reader.ts';
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
