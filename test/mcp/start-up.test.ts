/** What stands between the start of the process and its first answer, and what is made ready behind it. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { catalog } from '../../src/mcp/catalog.ts';
import { preload } from '../../src/mcp/preload.ts';
import { openSession } from '../../src/session.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import { MAIN } from '../stdio-client.ts';

/** The file and all that it imports statically: what Node reads before it runs a line of ours. */
function readFirst(file: string, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(file)) return seen;
  const code = readFileSync(file, 'utf8');
  seen.set(file, code);
  for (const [, path = ''] of code.matchAll(/(?:\bfrom|\bimport)"(\.[^"]+)"/g)) {
    readFirst(join(dirname(file), path), seen);
  }
  return seen;
}

describe('before initialize is answered', () => {
  const code = [...readFirst(MAIN).values()].join('\n');

  it('no more than a quarter of a megabyte is read', () => {
    expect(code.length).toBeGreaterThan(100_000);
    expect(code.length).toBeLessThan(250_000);
  });

  it.each([
    ['the AWS SDK', 'ListCommandInvocations'],
    ['a JSON Schema validator', 'compilation'],
    ['zod 3, of which the tools are made', 'ZodEffects'],
    ['the rules about secrets', 'privatekey'],
    ['the embedded endpoint', 'ThrottlingException'],
  ])('%s is not read', (_what, telltale) => {
    // Not toContain: its failure would print the bundle.
    expect(code.includes(telltale)).toBe(false);
  });
});

describe('loading in the background', () => {
  const session = (endpoint: string | undefined) => async () =>
    openSession({
      aws: endpoint === undefined ? {} : { region: 'us-east-1', demoEndpoint: endpoint },
      maxTokens: 2_500,
      redact: true,
    });
  const loadCatalog = async () => catalog;

  it('asks AWS for nothing', async () => {
    const endpoint = await startEndpoint({ nodes: 1 });
    onTestFinished(() => endpoint.close());
    const opened = await session(endpoint.url)();
    await preload({ loadCatalog, session: async () => opened });
    expect(endpoint.requests).toEqual([]);
  });

  it('leaves a missing Region to the call that needs one', async () => {
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, '');
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(preload({ loadCatalog, session: session(undefined) })).resolves.toBeUndefined();
  });
});

it('leaves the clients of S3 and CloudWatch Logs to the first whole that is read', () => {
  const folder = join(dirname(MAIN), 'chunks');
  const chunks = readdirSync(folder).map((name) => join(folder, name));
  const early = chunks.filter((path) => /\/(?:session|catalog|demo)-\w+\.js$/.test(path));
  const code = [MAIN, ...early].flatMap((file) => [...readFirst(file).values()]).join('\n');
  expect(early).toHaveLength(3);
  for (const client of ['S3Client=class', 'CloudWatchLogsClient=class']) {
    expect(chunks.some((path) => readFileSync(path, 'utf8').includes(client))).toBe(true);
    expect(code).not.toContain(client);
  }
});
