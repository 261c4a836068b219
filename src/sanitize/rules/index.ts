import { announcedPasswords, secureStrings } from './announced-secrets.ts';
import { assignedValues } from './assigned-values.ts';
import { commandSecrets, pipedPasswords } from './commands.ts';
import { authorizationHeaders, basicCredentials, bearerTokens, cookies } from './headers.ts';
import { bareKeys, pemFrames, puttyKeys } from './private-keys.ts';
import type { Rule } from './secret.ts';
import { pgpassLines, storedHashes, unnamedAwsSecrets, windowsHashes } from './stored-passwords.ts';
import { tokenFormats, tokensByTheirMiddle } from './token-formats.ts';
import { oracleUrls, urlCredentials } from './urls.ts';

export type { Rule } from './secret.ts';

// The AWS rule comes first: an access key id that is covered already is not looked around.
const formatRules: readonly Rule[] = [unnamedAwsSecrets, ...tokenFormats, pemFrames];
export const rules: readonly Rule[] = [
  ...formatRules,
  puttyKeys,
  bareKeys,
  ...tokensByTheirMiddle,
  authorizationHeaders,
  bearerTokens,
  basicCredentials,
  cookies,
  urlCredentials,
  oracleUrls,
  ...storedHashes,
  windowsHashes,
  pgpassLines,
  ...commandSecrets,
  pipedPasswords,
  secureStrings,
  announcedPasswords,
  assignedValues,
];

const formats: ReadonlySet<Rule> = new Set(formatRules);

/** Whether the secrets of this rule are known by their own form. */
export const isFormat = (rule: Rule): boolean => formats.has(rule);
