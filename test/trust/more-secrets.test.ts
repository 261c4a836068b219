import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/sanitize/redactor.ts';
import { surroundingsOf, survivorsOf } from '../sanitize/corpus.ts';
import { moreSecrets } from './more-secrets.ts';

const { redact } = createRedactor();

describe('what everyday commands print', () => {
  it.each(moreSecrets.map((planted) => [planted.name, planted] as const))(
    '%s: no piece survives in any surroundings',
    (_, planted) => {
      for (const { name, pieces, text } of surroundingsOf(planted)) {
        expect(survivorsOf(pieces, redact(text).text), name).toEqual([]);
      }
    },
  );

  it.each([
    '{"Name": "/app/db/password", "Type": "SecureString", "KeyId": "alias/aws/ssm", "Version": 3}',
    'Parameter /app/db/password of type SecureString was not found',
    'Please use the following password to proceed to installation:\n\nsee below\n',
    'usage: grafana-cli admin reset-admin-password <new password>',
  ])('stays readable where there is no secret: %s', (text) => {
    expect(redact(text)).toEqual({ text, redactions: 0, kinds: [] });
  });
});
