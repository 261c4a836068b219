/** What the documents name is there. */

import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const pages = (await readdir(`${ROOT}docs`)).filter((name) => name.endsWith('.md'));
const DOCUMENTS = [
  'README.md',
  'AGENTS.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'packaging/README.md',
  ...pages.map((name) => `docs/${name}`),
];

const read = (path: string) => readFile(`${ROOT}${path}`, 'utf8');

describe.each(DOCUMENTS)('%s', (document) => {
  it('names only files and folders that are there', async () => {
    const text = await read(document);
    const named = [...text.matchAll(/`((?:src|test|scripts|packaging|docs|bench|examples)\/[\w./-]*)`/g)];
    const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)];
    const here = document.replace(/[^/]*$/, '');
    const missing = [
      ...named.map(([, path = '']) => path),
      ...linked.map(([, path = '']) => `${here}${path}`),
    ].filter((path) => !existsSync(`${ROOT}${path}`));
    expect(missing).toEqual([]);
  });

  it('has JSON samples that parse', async () => {
    const samples = [...(await read(document)).matchAll(/```json\n([\s\S]*?)```/g)];
    for (const [, sample = ''] of samples) expect(() => JSON.parse(sample), sample).not.toThrow();
  });

  it('names only npm scripts that are there', async () => {
    const { scripts } = JSON.parse(await read('package.json'));
    const named = [...(await read(document)).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
  });
});

it('names no address of the repository before package.json has one', async () => {
  const { repository } = JSON.parse(await read('package.json'));
  const texts = await Promise.all(DOCUMENTS.map(read));
  const named = texts.flatMap((text) => text.match(/github\.com\/[\w-]+\/ssm-invocations-mcp/g) ?? []);
  expect(repository === undefined ? named : []).toEqual([]);
});

it('has a README of at most 200 lines', async () => {
  expect((await read('README.md')).split('\n').length).toBeLessThanOrEqual(200);
});

describe('the workflows', async () => {
  const folder = '.github/workflows/';
  const workflows = await Promise.all((await readdir(`${ROOT}${folder}`)).map((name) => read(folder + name)));
  const all = workflows.join('\n');

  it('use no action of others but in the one commit that is named', () => {
    const used = [...all.matchAll(/uses: (\S+)(.*)/g)].filter(([, action = '']) => !action.startsWith('./'));
    expect(used.length).toBeGreaterThan(0);
    for (const [line] of used) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('run only npm scripts that are there', async () => {
    const { scripts } = JSON.parse(await read('package.json'));
    const run = [...all.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect([...new Set(run)].filter((name) => !(name in scripts))).toEqual([]);
  });
});
