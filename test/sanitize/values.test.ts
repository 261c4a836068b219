import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/sanitize/redactor.ts';
import { drawer } from './random.ts';

const { redact } = createRedactor();
const draw = drawer(5_150);
const drawn = draw('alnum', 11);

describe('after the name of a password', () => {
  it.each([
    `$${draw('lower', 6)}`,
    `{${drawn}}`,
    `[${drawn}]`,
    `<${drawn}>`,
    `%${drawn}%`,
    `#${draw('hex', 6)}`,
    draw('digits', 6),
    'butterscotch',
  ])('%s is a secret', (value) => {
    expect(redact(`password="${value}"`).text).toBe('password="[redacted: password]"');
  });

  it.each([
    '',
    '****',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's placeholder, not ours
    '${VAR}',
    '$VAR',
    '$password',
    '<password>',
    '<your password>',
    '[hidden]',
    '{password}',
    '{{ password }}',
    '%DB_PASSWORD%',
    '(will be prompted)',
    '24',
    '2026-11-22T09:00:00Z',
  ])('"%s" stands in for one', (value) => {
    const text = `password="${value}"`;
    expect(redact(text)).toEqual({ text, redactions: 0, kinds: [] });
  });
});

describe('after weaker names', () => {
  it('letters that make no word are a secret where nothing parts them from "="', () => {
    expect(redact('token=axmrkbqb').text).toBe('token=[redacted: token]');
    expect(redact('token=refreshed').redactions).toBe(0);
    expect(redact('token: axmrkbqb').redactions).toBe(0);
  });
});

describe('a plan', () => {
  it('loses the old value and the new one', () => {
    expect(redact(`~ password = "${drawn}" -> "butterscotch"`).text).toBe(
      '~ password = "[redacted: password]" -> "[redacted: password]"',
    );
  });
});

describe('ConvertTo-SecureString', () => {
  it.each([
    [`ConvertTo-SecureString "${drawn}" -AsPlainText -Force`],
    [`-Password (ConvertTo-SecureString -AsPlainText '${drawn}' -Force)`],
    [`"${drawn}" | ConvertTo-SecureString -AsPlainText -Force`],
  ])('%s keeps the function and loses the password', (command) => {
    expect(redact(command).text).toBe(command.replace(drawn, '[redacted: password]'));
  });
});

describe('a table', () => {
  const rows = Array.from({ length: 3 }, () => draw('alnum', 12));
  const table = ['| user | password |', '+------+--------------+', ...rows.map((row) => `| app  | ${row} |`)];

  it('loses what stands below the heading of a password, and nothing else', () => {
    expect(redact(table.join('\n')).text.split('\n')).toEqual([
      ...table.slice(0, 2),
      ...rows.map(() => '| app  | [redacted: password] |'),
    ]);
  });

  it('ends where its rows end', () => {
    const csv = `user,password\napp,${drawn}\n\nuser,password`;
    expect(redact(csv).text).toBe('user,password\napp,[redacted: password]\n\nuser,password');
  });
});

describe('a JSON string', () => {
  it('is read as the text that it holds, three deep', () => {
    const once = JSON.stringify({ output: `user,password\napp,${drawn}\n` });
    for (const text of [
      once,
      JSON.stringify({ msg: once }),
      JSON.stringify([JSON.stringify({ msg: once })]),
    ]) {
      const redacted = redact(text).text;
      expect(redacted).not.toContain(drawn);
      expect(redacted).toContain('app,[redacted: password]');
      expect(() => JSON.parse(redacted)).not.toThrow();
    }
  });
});

describe('a secret over which others lie', () => {
  it('is looked into once, so that pairs of a cookie do not count again', () => {
    const pair = `a=${draw('alnum', 12)}; `;
    expect(redact(`Cookie: ${pair.repeat(20)}`).redactions).toBe(20);
  });
});
