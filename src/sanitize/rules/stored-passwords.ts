import { lineStartOf, matchAt, nothing, type Rule, type SecretKind } from './secret.ts';
import { isStandIn } from './stand-ins.ts';

/* What password files hold: hashes that can be guessed at, and .pgpass lines that need no guessing. */

const HEX_PAIRS = Array.from({ length: 256 }, (_, pair) => pair.toString(16).padStart(2, '0'));

const hashes: ReadonlyArray<readonly [anchors: readonly string[], pattern: RegExp, kind?: SecretKind]> = [
  [
    ['$1$', '$5$', '$6$', '$y$', '$gy$', '$7$'],
    /\$(?:1|5|6|7|y|gy)\$(?:rounds=\d{1,9}\$)?[./\w=]{1,64}\$(?:[./\w$]{8,200}|[./\w$]*$)/y,
  ],
  [['$2a$', '$2b$', '$2y$', '$2x$'], /\$2[abxy]\$\d\d\$(?:[./A-Za-z0-9]{20,53}|[./A-Za-z0-9]*$)/y],
  // MySQL's and PostgreSQL's older ones.
  [HEX_PAIRS.map((pair) => `*${pair}`), /\*[0-9A-F]{40}(?!\w)/y],
  [['md5'], /(?<!\w)md5[0-9a-f]{32}(?!\w)/y],
  [['$apr1$'], /\$apr1\$[./\w]{1,16}\$[./\w]{4,64}/y],
  [['$argon2'], /\$argon2(?:id|i|d)\$[\w=,$]{4,64}\$[\w+/]{4,128}(?:\$[\w+/]{0,256})?/y],
  [
    ['$pbkdf2', 'pbkdf2_sha', '$scram', 'scram-sha-256$', 'scrypt$'],
    /\$?(?:pbkdf2|scram|scrypt)[\w-]{0,12}\$[\w+/=.:,$]{16,400}/iy,
  ],
  [
    ['{ssha', '{sha', '{smd5}', '{crypt}', '{pbkdf2'],
    /\{(?:SSHA|SHA|SMD5|CRYPT|PBKDF2)[\w-]{0,12}\}[\w+/=.$]{8,256}/iy,
  ],
  [
    ['ansible_vault;'],
    /ANSIBLE_VAULT;[\d.]{1,8};AES256(?:;[\w.-]{1,64})?(?:\\n|\s){1,40}(?:[0-9a-f]{2,80}(?:\\n|\s){0,40}){0,2000}/iy,
    'vault text',
  ],
];

export const storedHashes: readonly Rule[] = hashes.map(([anchors, pattern, kind = 'password hash']) => ({
  anchors,
  find(text, at) {
    const match = matchAt(pattern, text, at);
    return match ? [{ start: at, end: at + match[0].trimEnd().length, kind }] : nothing;
  },
}));

/** Windows password dumps: user:rid:lmhash:nthash::: */
export const windowsHashes: Rule = {
  // The second is what Windows keeps where there is no LM hash, which is nearly everywhere.
  anchors: [':::', 'aad3b435b51404ee:'],
  find(text, at) {
    const cut = matchAt(/aad3b435b51404ee:([0-9a-f]{4,32})(?::|$)/iy, text, at);
    if (cut?.[1]) return [{ start: at + 17, end: at + 17 + cut[1].length, kind: 'password hash' }];
    const start = at - 65;
    if (start < 0 || !/^[0-9a-f]{32}:[0-9a-f]{32}$/i.test(text.slice(start, at))) return nothing;
    return [{ start, end: at, kind: 'password hash' }];
  },
};

/** host:port:database:user:password */
export const pgpassLines: Rule = {
  anchors: [':5432:', ':5433:', ':6432:', ':*:'],
  find(text, at) {
    const lineStart = lineStartOf(text, at);
    if (at - lineStart > 255 || !/(?:^|[\s"'])[\w.*/-]{1,255}$/.test(text.slice(lineStart, at)))
      return nothing;
    const match = matchAt(
      /:(?:\d{4}|\*):[^:\s]{1,63}:[^:\s]{1,63}:([^:\s"']{1,1000})(?=[\s"']|$)/y,
      text,
      at,
    );
    const secret = match?.[1];
    if (!match || secret === undefined || isStandIn(secret)) return nothing;
    const end = at + match[0].length;
    return [{ start: end - secret.length, end, kind: 'password' }];
  },
};

/**
 * The secret half of an AWS key pair beside its id: `--output text` prints them without names.
 */
export const unnamedAwsSecrets: Rule = {
  anchors: ['akia', 'asia'],
  find(text, at) {
    if (!matchAt(/(?:AKIA|ASIA)[A-Z0-9]{12,}/y, text, at)) return nothing;
    const from = Math.max(0, at - 200);
    const near = text.slice(from, at + 300);
    const secrets = near.matchAll(
      /(?<![\w/+=-])(?=[\w/+]{0,39}[a-z])(?=[\w/+]{0,39}[A-Z])(?=[\w/+]{0,39}[\d/+])[A-Za-z0-9/+]{40}(?![\w/+=-])/g,
    );
    return [...secrets].map(({ index }) => ({
      start: from + index,
      end: from + index + 40,
      kind: 'AWS secret key',
    }));
  },
};
