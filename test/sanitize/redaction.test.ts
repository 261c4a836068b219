import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../src/sanitize/index.ts';
import { createRedactor } from '../../src/sanitize/redactor.ts';
import fc from '../properties.ts';
import { cutsOf, ordinaryOutput, plantedSecrets, surroundingsOf, survivorsOf } from './corpus.ts';

const { redact, redactField } = createRedactor();
const hidden = `${'zq8'}${'Wt4Lx0PbN'}`;

describe('planted secrets', () => {
  it('are at least 120 of a kind of their own', () => {
    expect(new Set(plantedSecrets.map(({ name }) => name)).size).toBeGreaterThanOrEqual(120);
  });

  it.each(plantedSecrets.map((planted) => [planted.name, planted] as const))(
    '%s: no piece survives in any surroundings',
    (_, planted) => {
      for (const { name, pieces, text } of surroundingsOf(planted)) {
        const redacted = redact(text);
        expect(survivorsOf(pieces, redacted.text), name).toEqual([]);
        expect(redacted.redactions, name).toBeGreaterThan(0);
        expect(redact(redacted.text), name).toEqual({ text: redacted.text, redactions: 0, kinds: [] });
      }
    },
  );

  it('survive no cut, at whatever length the text ends', () => {
    const survived = plantedSecrets
      .flatMap(cutsOf)
      .filter(({ pieces, text }) => survivorsOf(pieces, redact(text).text).length > 0)
      .map(({ name }) => name);
    expect(survived).toEqual([]);
  });

  it('leave readable what stands around them', () => {
    expect(redact(`postgres://app:${hidden}@db.internal:5432/app refused`).text).toBe(
      'postgres://app:[redacted: password]@db.internal:5432/app refused',
    );
    expect(redact(`Server=db;User Id=sa;Password=${hidden};Encrypt=true`).text).toBe(
      'Server=db;User Id=sa;Password=[redacted: password];Encrypt=true',
    );
    expect(redact(`mysql -u root -p${hidden} -h db`).text).toBe('mysql -u root -p[redacted: password] -h db');
  });
});

describe('ordinary output', () => {
  it.each(ordinaryOutput.map((text) => [text.slice(0, 60), text] as const))(
    'stays as it is: %s',
    (_, text) => {
      expect(redact(text)).toEqual({ text, redactions: 0, kinds: [] });
    },
  );
});

describe('redact', () => {
  it('counts its redactions and names their kinds in order', () => {
    const key = `${'AK'}${'IA'}QX7ZP3LM9TRW2NVB`;
    expect(redact(`${key} password=${hidden} password=${hidden}`)).toEqual({
      text: '[redacted: AWS access key id] password=[redacted: password] password=[redacted: password]',
      redactions: 3,
      kinds: ['AWS access key id', 'password'],
    });
  });

  it('looks at each of the two streams to its own end', () => {
    const text = `token ghp${'_'}Ab3dEf\n---Output truncated---\n----------ERROR-------\nPASSWORD=${hidden}\n---Error truncated----`;
    expect(redact(text).text).toBe(
      'token [redacted: token]\n---Output truncated---\n----------ERROR-------\nPASSWORD=[redacted: password]\n---Error truncated----',
    );
  });

  it('is not led to skip text by a redaction that it did not make', () => {
    expect(redact(`[redacted: nothing] password=${hidden}`).text).toBe(
      '[redacted: nothing] password=[redacted: password]',
    );
  });

  it('returns text as it is when it is switched off', () => {
    const off = createRedactor({ enabled: false });
    const text = `password=${hidden}`;
    expect(off.redact(text)).toEqual({ text, redactions: 0, kinds: [] });
    expect(off.redactField('password', hidden)).toEqual({ text: hidden, redactions: 0, kinds: [] });
  });
});

describe('redactField', () => {
  it.each([
    ['password', 'anything at all'],
    ['DBPassword', 'x'],
    ['MasterUserPassword', hidden],
    ['apiKey', hidden],
    ['authToken', hidden],
    ['client_secret', 'open sesame'],
  ])('redacts the value of %s', (name, value) => {
    expect(redactField(name, value)).toMatchObject({
      text: expect.stringMatching(/^\[redacted: [A-Za-z ]+\]$/),
      redactions: 1,
    });
  });

  it.each([
    ['commands', 'systemctl restart app'],
    ['password', '{{ssm-secure:db-password}}'],
    ['password', ''],
    ['secretName', 'prod/db'],
    ['SecretId', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf'],
    ['KeyName', 'prod-bastion'],
    ['tokenExpiration', '3600'],
  ])('leaves %s=%s', (name, value) => {
    expect(redactField(name, value)).toEqual({ text: value, redactions: 0, kinds: [] });
  });

  it('looks into the value of any other field', () => {
    expect(redactField('commands', `mysql -u root -p${hidden}`).text).toBe(
      'mysql -u root -p[redacted: password]',
    );
  });
});

/** Fragments that the rules look for, put together at random. */
const fragments = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'password',
        'Password: ',
        'DB_PASSWORD=',
        '"token": "',
        "secret='",
        '=',
        ': ',
        '"',
        "'",
        '\\"',
        '\\n',
        '\n',
        ' ',
        ';',
        '&',
        ',',
        '[',
        ']',
        '{',
        '}',
        '<',
        '>',
        '/',
        '@',
        '://',
        'https://',
        ':',
        '|',
        '-p',
        '--password ',
        'mysql ',
        'curl -u ',
        'Authorization: ',
        'Bearer ',
        'Basic ',
        'Set-Cookie: ',
        'a=',
        '-----BEGIN RSA PRIVATE KEY-----',
        '-----END RSA PRIVATE KEY-----',
        'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo',
        'eyJ',
        'eyJhbGciOi',
        '.',
        '$6$',
        'sk-',
        'gh' + 'p_',
        'AK' + 'IA',
        'ZQ7XPLM3TRW2NVBC',
        '[redacted: password]',
        '[redacted: ',
        'redacted]',
        '--output truncated--',
        '\n---Output truncated---',
        '\n----------ERROR-------\n',
        '**',
        '%X%',
        'yes',
        'not found',
        'é',
        '😀',
        '<Password><Value>',
        '</Value>',
        'value="',
        'name',
        'login a ',
        'machine b ',
        ':5432:',
        ':*:',
        ':::',
        'identified by ',
        'key',
        'api_key',
      ),
      fc.string({ maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...'abcXYZ0189+/=_-'), maxLength: 40 }),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

describe('any text at all', () => {
  it('redacted twice is as redacted once', () => {
    fc.assert(
      fc.property(fragments, (text) => {
        const once = redact(text);
        expect(redact(once.text)).toEqual({ text: once.text, redactions: 0, kinds: [] });
      }),
      { numRuns: 2_000 },
    );
  });

  it('grows by no more than the longest kind for each redaction', () => {
    fc.assert(
      fc.property(fragments, (text) => {
        const { text: shown, redactions } = redact(text);
        expect(shown.length).toBeLessThanOrEqual(
          text.length + redactions * '[redacted: AWS access key id]'.length,
        );
      }),
    );
  });

  it('comes back itself when nothing in it is redacted', () => {
    fc.assert(
      fc.property(fragments, (text) => {
        const { text: shown, redactions } = redact(text);
        expect(shown === text).toBe(redactions === 0);
      }),
    );
  });
});

describe('hostile text', () => {
  const heads = [
    'password',
    'password=',
    'password: "',
    'secret',
    'key',
    'token=\\',
    'eyJ',
    'eyJ-',
    'eyJhbGciOi.',
    'sk-',
    'AKIA',
    'ghp_',
    'xoxb-',
    'SG.a',
    'SG.',
    '://',
    '://a:',
    '://a:b@',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\n',
    '-----END PRIVATE KEY-----',
    'PRIVATE KEY',
    '--',
    'mysql ',
    'mysql -',
    'curl -u ',
    'Basic ',
    'Bearer a',
    'Cookie: a=b;',
    'cookie: ',
    '$6$a$',
    '{SSHA}',
    ':*:',
    ':::',
    '<password>',
    '<password ',
    '"password","value"',
    'name: key\n',
    'IBAAKC',
    'n',
    '\\',
    '\\n',
    '\\"',
    '"',
    '[redacted: ',
    'password: |\n',
    'password: [',
    '\nMIIE',
    ' '.repeat(50),
    'net use ',
    'htpasswd -b a ',
    'authorization: ',
    'ANSIBLE_VAULT;1.1;AES256\n',
    '--output truncated--',
    '-',
    '.atlasv1.',
    '1Q~',
    ':AA',
    'aws4 signature=',
    'mysqla',
    '"k\\',
    'password%3D',
    'sshpassa',
    'cookie=',
    'auth=',
    'Cookie: a=b;',
    'insert into t (password) values (',
    'password | ',
    'kind: Secret\n',
    'random_password',
    '"kty"',
    '"password\\n',
    'PASSWORD  A\n',
    'a,password\n',
    '<d>',
    'priv:\n  00:',
  ];

  it.each(heads)('passes through however often it says %j', (head) => {
    for (const size of [10_240, 30_000]) {
      const text = head.repeat(Math.ceil(size / head.length));
      expect(typeof redact(text).text).toBe('string');
      expect(typeof redact(`${text}~`).text).toBe('string');
    }
  });
});

it('leaves the variable behind a long secret alone, and redacts it by itself where it is one', () => {
  const { text } = createSanitizer({ redact: true }).text(
    `AWS_SECRET_ACCESS_KEY=${'wJalrXUtnFEMIK7MDENG'}${'bPxRfiCYzzQQpLEKEYab'}\nHOME=/root\nGITHUB_TOKEN=ghp_${'abcdefghijklmnopqrstuvwxyz0123456789'}`,
  );
  expect(text).toMatch(
    /^AWS_SECRET_ACCESS_KEY=\[redacted: [^\]]*\]\nHOME=\/root\nGITHUB_TOKEN=\[redacted: [^\]]*\]$/,
  );
});
