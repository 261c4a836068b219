/** What stands between the start of the process and its first answer, and what is made ready behind it. */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startEndpoint } from '../src/demo/endpoint.ts';
import { openSession } from '../src/session.ts';
import { surface } from '../src/surface.ts';
import { warmUp } from '../src/warm-up.ts';
import { MAIN } from './stdio-client.ts';

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

describe('warming up', () => {
  const session = (endpoint: string | undefined) => async () =>
    openSession({
      aws: endpoint === undefined ? {} : { region: 'us-east-1', demoEndpoint: endpoint },
      maxTokens: 2_500,
      redact: true,
    });
  const loadSurface = async () => surface;

  it('asks AWS for nothing, and keeps nothing of its rehearsals', async () => {
    const endpoint = await startEndpoint({ nodes: 1 });
    onTestFinished(() => endpoint.close());
    const opened = await session(endpoint.url)();
    await warmUp({ loadSurface, session: async () => opened });
    expect(endpoint.requests).toEqual([]);
    expect(opened.results.size).toBe(0);
  });

  it('goes through a whole answer', async () => {
    const endpoint = await startEndpoint({ nodes: 1 });
    onTestFinished(() => endpoint.close());
    const opened = await session(endpoint.url)();
    const newBoundary = vi.fn(opened.newBoundary);
    await warmUp({ loadSurface, session: async () => ({ ...opened, newBoundary }) });
    expect(newBoundary).toHaveBeenCalled();
  });

  it('leaves a missing Region to the call that needs one', async () => {
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, '');
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(warmUp({ loadSurface, session: session(undefined) })).resolves.toBeUndefined();
  });
});
