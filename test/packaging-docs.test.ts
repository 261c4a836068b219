/** What the documents name is there. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DOCUMENTS = [
  'AGENTS.md',
  'CONTRIBUTING.md',
  'docs/install.md',
  'docs/decisions.md',
  'docs/architecture.md',
];

const read = (path: string) => readFile(`${ROOT}${path}`, 'utf8');

describe.each(DOCUMENTS)('%s', (document) => {
  it('names only files and folders that are there', async () => {
    const text = await read(document);
    const named = [...text.matchAll(/`((?:src|test|scripts|packaging|docs|bench|examples)\/[\w./-]*)`/g)];
    const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)];
    const here = document.replace(/[^/]*$/, '');
    const missing = [
      ...named.map(([, path = '']) => path),
      ...linked.map(([, path = '']) => `${here}${path}`),
    ].filter((path) => !existsSync(`${ROOT}${path}`));
    expect(missing).toEqual([]);
  });

  it('names only npm scripts that are there', async () => {
    const { scripts } = JSON.parse(await read('package.json'));
    const named = [...(await read(document)).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('the install guide', () => {
  it('has samples that parse and start the package', async () => {
    const samples = [...(await read('docs/install.md')).matchAll(/```json\n([\s\S]*?)```/g)];
    expect(samples.length).toBeGreaterThan(2);
    for (const [, sample = ''] of samples) {
      const words = JSON.stringify(JSON.parse(sample)).replace(/"args":\[|"command":/g, '');
      expect(words, sample).toContain('"npx","-y","ssm-invocations-mcp"');
    }
  });
});
