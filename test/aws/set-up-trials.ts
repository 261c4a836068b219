/** Asks once with a set-up in force, in this process, and says what came of it. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { renderProblem } from '../../src/answer/index.ts';
import { createAws } from '../../src/aws/index.ts';
import { type SetUp, setUps } from './set-ups.ts';
import { startSignInEndpoint } from './sign-in-endpoint.ts';

export type Outcome = { readonly key?: string; readonly error?: string; readonly warned: readonly string[] };

/** Those that take half a minute too. One after the other: each has the environment for itself. */
export const setUpTrials = setUps.map((setUp) => ({ name: setUp.name, run: () => trySetUp(setUp) }));

/** What is wrong with how it went; empty where it went as it should. */
export async function trySetUp(setUp: SetUp): Promise<readonly string[]> {
  const { key, error = '', warned } = await outcomeOf(setUp);
  const { comesOut, warns } = setUp;
  const wrong: string[] = [];
  if ('key' in comesOut && key !== comesOut.key) wrong.push(`signed with ${key ?? 'nothing'}: ${error}`);
  if ('error' in comesOut && !comesOut.error.test(error)) wrong.push(`said: ${error || `nothing, ${key}`}`);
  if (/AKIASECRET|from afar|Internal/.test(error)) wrong.push(`shows what it must not: ${error}`);
  const expected = warns === undefined ? 0 : 1;
  if (warned.length !== expected || warned.some((line) => !warns?.test(line)))
    wrong.push(`warned: ${warned.join(' | ')}`);
  return wrong;
}

async function outcomeOf(setUp: SetUp): Promise<Outcome> {
  const home = mkdtempSync(join(tmpdir(), 'set-up-'));
  const signIn = await startSignInEndpoint();
  const ssm = await startSsm();
  const before = { ...process.env };
  const warned: string[] = [];
  try {
    writeFiles(home, setUp);
    process.env = environmentOf(setUp, home, signIn.url, ssm.url, before['PATH'] ?? '');
    const { reader } = createAws({
      ...(!setUp.noProfile && { profile: setUp.profile ?? 'p' }),
      ...(setUp.profileIsFlag && { profileIsFlag: true }),
      warn: (line) => warned.push(line),
    });
    const region = setUp.noRegion ? await reader.defaultRegion() : 'us-east-1';
    const ask = () =>
      reader.listCommands({ region, filters: [] }, { size: 50 }, new AbortController().signal);
    const { items } = await ask();
    // Whatever there is to say is said once.
    await ask();
    return { key: items[0]?.commandId ?? '', warned };
  } catch (error) {
    return { error: renderProblem(error, ''), warned };
  } finally {
    process.env = before;
    signIn.close();
    ssm.close();
    rmSync(home, { recursive: true });
  }
}

function writeFiles(home: string, { config, credentials = '', files = {} }: SetUp): void {
  const all = { '.aws/config': config.replaceAll('$HOME', home), '.aws/credentials': credentials, ...files };
  for (const [path, text] of Object.entries(all)) {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function environmentOf(setUp: SetUp, home: string, signIn: string, ssm: string, path: string) {
  return {
    PATH: path,
    HOME: home,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ENDPOINT_URL_SSM: ssm,
    AWS_ENDPOINT_URL_STS: signIn,
    AWS_ENDPOINT_URL_SSO: signIn,
    AWS_ENDPOINT_URL_SSO_OIDC: signIn,
    ...setUp.env,
  };
}

/** An SSM whose one command has the access key as its id that the request was signed with. */
async function startSsm() {
  const server = createServer((message, response) => {
    const [, key] = /Credential=([^/]+)/.exec(message.headers.authorization ?? '') ?? [];
    message.resume();
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ Commands: [{ CommandId: key }] }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
