import { expect, it } from 'vitest';
import { createRedactor } from '../../src/sanitize/redactor.ts';
import { safeLine } from '../../src/sanitize/safe-line.ts';

const redactor = createRedactor();
const secret = `${'Paper'}${'Kite7x'}`;

it('masks by lines what one line would no longer show as a secret', () => {
  const { text, count } = safeLine(`password: |\n  ${secret}\nuser: app`, redactor);
  expect(text).not.toContain(secret);
  expect(text).toMatch(/\[redacted: password\] user: app$/);
  expect(count).toBeGreaterThan(0);
});

it('cleans before it masks, so that nothing invisible hides a secret', () => {
  expect(safeLine(`pass\u200bword=${secret}\u001b[0m`, redactor).text).toBe('password=[redacted: password]');
});

it('leaves ordinary text on one line', () => {
  expect(safeLine(' rotate\n\tlogs ', redactor)).toEqual({ text: 'rotate logs', count: 0, kinds: [] });
});
