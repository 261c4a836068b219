import { describe, expect, it } from 'vitest';
import { countRedactions, createSanitizer, limitEach, type Sanitizer } from '../../src/sanitize/index.ts';

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

describe('a text whose reading does not end', () => {
  const neverEnding = (raw: string) => ({ text: String(/^(a+)+b/.test(raw)), redactions: 1 });
  const planted: Sanitizer = {
    text: neverEnding,
    part: (_, raw) => neverEnding(raw),
    line: neverEnding,
    field: (_, raw) => neverEnding(raw),
    path: neverEnding,
  };
  const limited = limitEach(planted, 100);
  const catastrophe = 'a'.repeat(80);

  it('is withheld by each way of reading it, and the next one is read', () => {
    const withheld = { text: '', redactions: 0, withheld: true };
    expect(limited.text(catastrophe)).toEqual(withheld);
    expect(limited.part('', catastrophe, '')).toEqual(withheld);
    expect(limited.line(catastrophe)).toEqual(withheld);
    expect(limited.field('name', catastrophe)).toEqual(withheld);
    expect(limited.path(catastrophe)).toEqual(withheld);
    expect(limited.text('ab')).toEqual({ text: 'true', redactions: 1 });
  });

  it('is counted', () => {
    const safe = countRedactions(limited);
    expect([safe.text('ab'), safe.line(catastrophe), safe.text(catastrophe)]).toEqual(['true', '', '']);
    expect(safe).toMatchObject({ redactions: 1, withheld: 2 });
  });
});
