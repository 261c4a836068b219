import { expect, it } from 'vitest';
import { createSanitizer } from '../../src/sanitize/index.ts';

const sanitizer = createSanitizer({ redact: true });
const secret = `${'Paper'}${'Kite7x'}`;

it('redacts by lines what one line would no longer show as a secret', () => {
  const { text, redactions } = sanitizer.line(`password: |\n  ${secret}\nuser: app`);
  expect(text).not.toContain(secret);
  expect(text).toMatch(/\[redacted: password\] user: app$/);
  expect(redactions).toBeGreaterThan(0);
});

it('cleans before it redacts, so that nothing invisible hides a secret', () => {
  expect(sanitizer.line(`pass\u200bword=${secret}\u001b[0m`).text).toBe('password=[redacted: password]');
});

it('leaves ordinary text on one line', () => {
  expect(sanitizer.line(' rotate\n\tlogs ')).toMatchObject({ text: 'rotate logs', redactions: 0 });
});
