import { base64Json } from './base64-json.ts';
import { commandSecrets, phraseSecrets } from './commands.ts';
import { drawnArguments } from './drawn-arguments.ts';
import { fedPasswords, sentPasswords } from './fed-passwords.ts';
import { authorizationHeaders, basicCredentials, bearerTokens, cookies } from './headers.ts';
import { bareKeys, encodedPemKeys, jsonWebKeys, listedKeys, xmlKeys } from './key-formats.ts';
import { knownMiddles, knownPrefixes } from './known-prefixes.ts';
import { namedValues } from './layouts/index.ts';
import { pemFrames, puttyKeys } from './pem-frames.ts';
import { secureStringTexts } from './powershell.ts';
import type { Rule } from './secret.ts';
import { chapSecrets, directiveSecrets } from './secret-files.ts';
import { insertedSecrets } from './sql-inserts.ts';
import { pgpassLines, storedHashes, unnamedAwsSecrets, windowsHashes } from './stored-passwords.ts';
import {
  authorizationCodes,
  calledWithPasswords,
  driverAddresses,
  firstPasswords,
  generatedPasswords,
  kubernetesSecrets,
  newValues,
  plaintexts,
  secureStrings,
} from './systems.ts';
import { oracleUrls, urlCredentials } from './urls.ts';

export type { Rule } from './secret.ts';

// The AWS rule comes first: an access key id that is covered already is not looked around.
export const rules: readonly Rule[] = [
  unnamedAwsSecrets,
  ...knownPrefixes,
  ...knownMiddles,
  base64Json,
  pemFrames,
  puttyKeys,
  bareKeys,
  jsonWebKeys,
  xmlKeys,
  listedKeys,
  encodedPemKeys,
  authorizationHeaders,
  bearerTokens,
  basicCredentials,
  cookies,
  urlCredentials,
  oracleUrls,
  driverAddresses,
  ...storedHashes,
  windowsHashes,
  pgpassLines,
  chapSecrets,
  ...directiveSecrets,
  ...commandSecrets,
  ...phraseSecrets,
  drawnArguments,
  ...fedPasswords,
  sentPasswords,
  secureStringTexts,
  kubernetesSecrets,
  generatedPasswords,
  plaintexts,
  secureStrings,
  firstPasswords,
  newValues,
  calledWithPasswords,
  authorizationCodes,
  insertedSecrets,
  namedValues,
];

/** Whether the anchors of this rule are names of secrets, which may stand over a column. */
export const isNaming = (rule: Rule): boolean => rule === namedValues;
