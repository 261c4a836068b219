/**
 * The rooms of `src/` and the arrows between them, as data. A file imports its own room freely, another room only
 * through its door `index.ts`, and packages only where they are named here.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

type Room = {
  /** Rooms, and the files at the top of `src/`, that this one may import. */
  readonly rooms: readonly string[];
  /** Packages, and `node:` for Node's own modules. */
  readonly packages?: readonly string[];
};

const ROOMS: Readonly<Record<string, Room>> = {
  'run-command': { rooms: [] },
  tokens: { rooms: [], packages: ['lru-cache'] },
  sanitize: { rooms: ['run-command'], packages: ['node:'] },
  causes: { rooms: ['run-command'] },
  patterns: { rooms: ['run-command'], packages: ['re2js'] },
  queries: { rooms: ['run-command'], packages: ['jmespath', 'node:'] },
  answer: { rooms: ['run-command', 'tokens'] },
  results: { rooms: ['run-command', 'sanitize'], packages: ['lru-cache', 'node:'] },
  output: { rooms: ['run-command', 'sanitize'], packages: ['node:'] },
  'once.ts': { rooms: [] },
  aws: {
    rooms: ['run-command', 'once.ts'],
    packages: ['@aws-sdk', '@smithy', 'http-proxy-agent', 'https-proxy-agent', 'proxy-from-env', 'node:'],
  },
  'session.ts': { rooms: ['run-command', 'sanitize', 'results', 'aws'], packages: ['node:'] },
  tools: {
    rooms: [
      'run-command',
      'sanitize',
      'causes',
      'patterns',
      'queries',
      'output',
      'answer',
      'results',
      'session.ts',
    ],
    packages: ['zod', 'node:'],
  },
  resources: {
    rooms: ['run-command', 'sanitize', 'output', 'answer', 'results', 'session.ts', 'tools'],
    packages: ['zod', 'node:'],
  },
  prompts: { rooms: ['run-command', 'answer', 'session.ts', 'tools'], packages: ['zod'] },
  mcp: {
    rooms: ['run-command', 'answer', 'session.ts', 'tools', 'resources', 'prompts'],
    packages: ['@modelcontextprotocol', 'zod', 'zod-to-json-schema', 'node:'],
  },
  // Of the tools only types: the page runs in a browser.
  view: { rooms: ['run-command', 'tools'] },
  demo: { rooms: [], packages: ['re2js', 'node:'] },
  'config.ts': { rooms: ['run-command'], packages: ['node:'] },
  'main.ts': { rooms: ['config.ts', 'once.ts', 'session.ts', 'mcp', 'demo'], packages: ['node:'] },
};

type Import = { readonly file: string; readonly specifier: string };

/** Static, dynamic and type imports, and re-exports. */
const SPECIFIER = /\b(?:from|import)\s*\(?\s*'([^']+)'/g;

function importsOf(file: string): Import[] {
  return [...readFileSync(join('src', file), 'utf8').matchAll(SPECIFIER)].map(([, specifier = '']) => ({
    file,
    specifier,
  }));
}

const FILES = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

function roomOf(path: string): string {
  return path.split('/', 1)[0] ?? '';
}

/** Why an import is not allowed, or undefined. */
function breach({ file, specifier }: Import): string | undefined {
  const { rooms = [], packages = [] } = ROOMS[roomOf(file)] ?? {};
  if (!specifier.startsWith('.')) {
    const allowed = packages.some(
      (name) => specifier === name || specifier.startsWith(name.endsWith(':') ? name : `${name}/`),
    );
    return allowed ? undefined : `${file} imports the package ${specifier}`;
  }
  const target = normalize(join(dirname(file), specifier));
  const room = roomOf(target);
  if (room === roomOf(file)) return undefined;
  if (!rooms.includes(room)) return `${file} reaches into ${room}`;
  const isDoor = target === room || target === `${room}/index.ts`;
  return isDoor ? undefined : `${file} passes the door of ${room}: ${target}`;
}

it('names every room, and no room that is not there', () => {
  expect([...new Set(FILES.map(roomOf))].sort()).toEqual(Object.keys(ROOMS).sort());
});

it('lets no file import what its room may not', () => {
  expect(FILES.flatMap(importsOf).flatMap((found) => breach(found) ?? [])).toEqual([]);
});

it('lets the page that runs in a browser take only types from the tools', () => {
  const taken = FILES.filter((file) => roomOf(file) === 'view').flatMap((file) =>
    readFileSync(join('src', file), 'utf8')
      .split('\n')
      .filter((line) => line.includes("from '../tools/")),
  );
  expect(taken.length).toBeGreaterThan(0);
  for (const line of taken) expect(line).toMatch(/^import type /);
});

// Each of these once passed although the documentation said that it was refused.
it.each([
  ['results/store.ts', '../mcp/index.ts'],
  ['results/store.ts', '../tools/index.ts'],
  ['results/store.ts', '@modelcontextprotocol/sdk/types.js'],
  ['answer/problem.ts', '../session.ts'],
  ['answer/problem.ts', '../mcp/index.ts'],
  ['answer/problem.ts', '../results/index.ts'],
  ['aws/reader.ts', '../demo/index.ts'],
  ['aws/reader.ts', '../results/index.ts'],
  ['aws/reader.ts', '../mcp/index.ts'],
  ['tools/index.ts', '../prompts/index.ts'],
  ['mcp/catalog.ts', '../view/main.ts'],
  ['view/host.ts', '@modelcontextprotocol/sdk/types.js'],
  ['tools/index.ts', '../mcp/index.ts'],
  ['tools/index.ts', '@modelcontextprotocol/sdk/types.js'],
  ['tools/index.ts', '@aws-sdk/client-ssm'],
  ['tools/filters.ts', '../run-command/errors.ts'],
])('refuses that %s imports %s', (file, specifier) => {
  expect(breach({ file, specifier })).toBeDefined();
});
