import { announcedPasswords, secureStrings } from './announced-secrets.ts';
import { assignedValues } from './assigned-values.ts';
import { commandSecrets, pipedPasswords } from './commands.ts';
import { authorizationHeaders, basicCredentials, bearerTokens, cookies } from './headers.ts';
import { bareKeys, pemFrames, puttyKeys } from './private-keys.ts';
import { type Rule, redactionOpening } from './secret.ts';
import { pgpassLines, storedHashes, unnamedAwsSecrets, windowsHashes } from './stored-passwords.ts';
import { tokenFormats, tokensByTheirMiddle } from './token-formats.ts';
import { oracleUrls, urlCredentials } from './urls.ts';

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

/** Stands for the rule of an anchor that opens a mask set earlier. */
export const redactionAnchor = -1;

/** Whether the secrets of this rule are known by their own form. */
export const isFormat = (rule: number): boolean => rule >= 0 && rule < formatRules.length;

/** What a secret may begin with or stand beside, each with the number of the rule that then looks. */
export const anchors: readonly { readonly word: string; readonly rule: number }[] = [
  { word: redactionOpening, rule: redactionAnchor },
  ...rules.flatMap((rule, index) => rule.anchors.map((word) => ({ word, rule: index }))),
];
