import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintRuleContext, SecretLintSourceCode } from '@secretlint/types';
import type { SecretKind, Span } from './secret.ts';

/*
 * secretlint's rules, run one by one and without its engine. The engine is asynchronous for the sake of
 * files on disk, and lets a text switch rules off by a comment; output of nodes must not. The rules
 * themselves answer at once.
 */

const preset = '@secretlint/secretlint-rule-';

const kinds: Readonly<Record<string, SecretKind>> = {
  AWSAccessKeyID: 'AWS access key id',
  AWSSecretAccessKey: 'AWS secret key',
  OPENAI_TOKEN: 'API key',
  ANTHROPIC_API_KEY: 'API key',
  GROQ_API_KEY: 'API key',
  LINEAR_API_TOKEN: 'API key',
  SENDGRID_KEY: 'API key',
  PrivateKey: 'private key',
};

/**
 * Rules left out: comments that switch rules off; files of a name (gcp); whole URLs, of which only the
 * password is to go (basicauth, database-connection-string: `urls.ts` finds those).
 */
const leftOut = new Set(
  ['filter-comments', 'gcp', 'basicauth', 'database-connection-string'].map((name) => preset + name),
);

/** Messages that are about no secret: account ids stay readable. */
const harmless = new Set(['AWSAccountID']);

/** Ids of roles, users and policies look like those of access keys and are no secret. */
const accessKeyId = /^(?:AKIA|ASIA|A3T)/;

export type Detector = (text: string) => readonly Span[];

export function createDetector(): Detector {
  let found: string[][] = [];
  const context: SecretLintRuleContext = {
    sharedOptions: {},
    createTranslator: () => (messageId, data) => ({
      message: '',
      messageId: String(messageId),
      data: data ?? {},
    }),
    ignore: () => {},
    report: ({ message }) => found.push([message.messageId, ...valuesIn(message.data)]),
  };
  const handlers = rules
    .filter((rule) => !leftOut.has(rule.meta.id))
    .map((rule) => rule.create(context, { enableIDScanRule: true }));
  return (text) => {
    found = [];
    const source = sourceOf(text);
    for (const handler of handlers) void handler.file?.(source);
    return found.flatMap(([messageId = '', ...values]) =>
      values.flatMap((value) => spansOf(text, value, messageId)),
    );
  };
}

/**
 * Where the secret of a message stands. By its value, because the ranges of the AWS secret key rule
 * begin at the name before the key and stop short of the key's end.
 */
function spansOf(text: string, secret: string, messageId: string): Span[] {
  if (harmless.has(messageId) || (messageId === 'AWSAccessKeyID' && !accessKeyId.test(secret))) return [];
  const spans: Span[] = [];
  for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + secret.length)) {
    spans.push({ start: at, end: at + secret.length, kind: kinds[messageId] ?? 'token' });
  }
  return spans;
}

function valuesIn(data: unknown): string[] {
  const values: unknown[] = typeof data === 'object' && data !== null ? Object.values(data) : [];
  return values.filter((value): value is string => typeof value === 'string' && value.length >= 8);
}

const noPosition = { line: 1, column: 0 };

function sourceOf(content: string): SecretLintSourceCode {
  return {
    content,
    filePath: undefined,
    physicalFilePath: undefined,
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    ext: '',
    contentType: 'text',
    hasBOM: false,
    indexToPosition: () => noPosition,
    rangeToLocation: () => ({ start: noPosition, end: noPosition }),
    locationToRange: () => [0, 0],
    positionToIndex: () => 0,
  };
}
