import { describe, expect, it } from 'vitest';
import type { InvocationList } from '../src/tools/list-command-invocations/schema.ts';
import { checked } from './checked-answer.ts';

const LIST: InvocationList = {
  region: 'us-east-1',
  query: { details: false },
  summary: { invocations: 1, complete: true, by_status: { Success: 1 } },
  groups: [],
  commands: [
    {
      command_id: '11111111-2222-4333-8444-555555555555',
      document_name: 'AWS-RunShellScript',
      requested_at: '2026-01-15T09:00:00Z',
      invocations: [{ instance_id: 'i-0a1b2c3d4e5f60000', status: 'Success' }],
    },
  ],
  shown: 1,
  untrusted_fields: [],
};

describe('the check of every answer', () => {
  it('lets pass what was published', () => {
    expect(() => checked('list_command_invocations', { text: '', structured: LIST })).not.toThrow();
  });

  it.each([
    ['an additional field', { ...LIST, extra: 1 }],
    ['an additional field within', { ...LIST, summary: { ...LIST.summary, extra: 1 } }],
    ['a field of another type', { ...LIST, shown: 'one' }],
    ['half a character', { ...LIST, region: '\ud83d' }],
  ])('fails on %s', (_what, structured) => {
    expect(() => checked('list_command_invocations', { text: '', structured })).toThrow();
  });
});
