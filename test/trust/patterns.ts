/**
 * Every regular expression of a folder of TypeScript: literals from the syntax tree, and what `RegExp` built while
 * the modules were loaded and used. A place that builds patterns and was never reached is a fault, not an omission.
 */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { type Node, parse } from 'acorn';
import { build, type Plugin, transform } from 'esbuild';

export type Pattern = {
  readonly source: string;
  readonly flags: string;
  readonly file: string;
  /** Built by `RegExp` while the program ran, not written as a literal. */
  readonly built: boolean;
};

export type Collected = {
  readonly patterns: readonly Pattern[];
  /** Places where a pattern may come to be that nobody saw. */
  readonly unseen: readonly string[];
};

export type Collecting = {
  /** TypeScript files under it are read, each of them. */
  readonly folder: string;
  /** Files that run a program when they are loaded: read, but not loaded. */
  readonly notLoaded?: readonly string[];
  /** Uses the loaded modules, by their file, so that patterns built on demand are built. */
  readonly use?: (modules: ReadonlyMap<string, Record<string, unknown>>) => void;
};

const RECORDER = 'recorderOfPatterns';

/** `folder` is relative to the working directory, as are the files of what was found. */
export async function collectPatterns({
  folder,
  notLoaded = [],
  use = () => {},
}: Collecting): Promise<Collected> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts')).sort();
  const found: Pattern[] = [];
  const reached = new Set<string>();
  const places = new Set<string>();
  const unseen: string[] = [];

  function readPatterns(code: string, file: string): string {
    const { literals, builders, hidden } = regularExpressionsIn(code);
    for (const { source, flags } of literals) found.push({ source, flags, file, built: false });
    unseen.push(...hidden.map((text) => `${file}: ${text}`));
    let instrumented = code;
    for (const { start, end, text } of builders.toReversed()) {
      const place = `${file}: ${text}`;
      places.add(place);
      const recorder = `(globalThis.${RECORDER}(${JSON.stringify(file)}, ${JSON.stringify(place)}))`;
      instrumented = instrumented.slice(0, start) + recorder + instrumented.slice(end);
    }
    return instrumented;
  }

  const instrument: Plugin = {
    name: 'instrument',
    setup({ onLoad }) {
      onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path }) => {
        if (!path.startsWith(`${resolve(folder)}/`)) return undefined;
        const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts' });
        return { contents: readPatterns(code, relative('.', path)), loader: 'js' };
      });
    },
  };

  const loaded = files.filter((file) => !notLoaded.includes(file));
  for (const file of notLoaded) {
    const { code } = await transform(await readFile(join(folder, file), 'utf8'), { loader: 'ts' });
    readPatterns(code, join(folder, file));
  }
  const modules = await load(folder, loaded, instrument, (file, place, { source, flags }) => {
    reached.add(place);
    found.push({ source, flags, file, built: true });
  });
  use(modules);
  for (const place of places) if (!reached.has(place)) unseen.push(place);
  const unique = new Map(
    found.map((pattern) => [`${pattern.file}/${pattern.source}/${pattern.flags}`, pattern]),
  );
  // Files are read in no certain order.
  const inOrder = [...unique].sort(([one], [other]) => (one < other ? -1 : 1));
  return { patterns: inOrder.map(([, pattern]) => pattern), unseen: unseen.sort() };
}

type Recorder = (file: string, place: string, pattern: RegExp) => void;

/** Bundled, because the recorder has to stand in each of the modules before any is loaded. */
async function load(folder: string, files: readonly string[], instrument: Plugin, record: Recorder) {
  const { outputFiles } = await build({
    stdin: {
      contents: files
        .map((file) => `exports[${JSON.stringify(file)}] = require(${JSON.stringify(`./${file}`)});`)
        .join('\n'),
      resolveDir: folder,
    },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    define: { VERSION: '"0.0.0"' },
    plugins: [instrument],
    logLevel: 'error',
    write: false,
  });
  const own = await mkdtemp(join(tmpdir(), 'ssm-invocations-patterns-'));
  const bundle = join(own, 'bundle.cjs');
  const recording = globalThis as { [RECORDER]?: unknown };
  try {
    await writeFile(bundle, outputFiles[0]?.contents ?? '');
    // A constructor that returns an object gives that object to `new` as well.
    recording[RECORDER] = (file: string, place: string) =>
      function RecordingRegExp(...given: ConstructorParameters<typeof RegExp>): RegExp {
        const pattern = new RegExp(...given);
        record(file, place, pattern);
        return pattern;
      };
    const modules: Record<string, Record<string, unknown>> = createRequire(import.meta.url)(bundle);
    return new Map(Object.entries(modules));
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

type Place = { readonly start: number; readonly end: number; readonly text: string };

/** `builders` are the mentions of `RegExp` as what is called; `hidden` is what builds patterns unseen. */
function regularExpressionsIn(code: string): {
  literals: { source: string; flags: string }[];
  builders: Place[];
  hidden: string[];
} {
  const literals: { source: string; flags: string }[] = [];
  const builders: Place[] = [];
  const hidden: string[] = [];
  const called = new Set<Node>();
  walk(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), (node: Syntax) => {
    const text = code.slice(node.start, node.end).replace(/\s+/g, ' ').slice(0, 160);
    if (node.type === 'Literal' && node.regex) {
      literals.push({ source: node.regex.pattern, flags: node.regex.flags });
    }
    const { callee } = node;
    if (callee?.type === 'Identifier' && callee.name === 'RegExp') {
      called.add(callee);
      builders.push({ start: callee.start, end: callee.end, text });
    } else if (callee?.type === 'MemberExpression' && TAKES_PATTERN.has(callee.property?.name ?? '')) {
      const [given] = node.arguments ?? [];
      // A string becomes a pattern there.
      if (given && (typeof given.value === 'string' || MAKES_STRING.has(given.type))) hidden.push(text);
    }
    if (node.type === 'Identifier' && node.name === 'RegExp' && !called.has(node))
      hidden.push(`alias: ${text}`);
  });
  return { literals, builders: builders.sort((one, other) => one.start - other.start), hidden };
}

const TAKES_PATTERN = new Set(['match', 'matchAll', 'search']);
const MAKES_STRING = new Set(['TemplateLiteral', 'BinaryExpression']);

type Syntax = Node & {
  readonly name?: string;
  readonly value?: unknown;
  readonly regex?: { readonly pattern: string; readonly flags: string };
  readonly callee?: Syntax;
  readonly property?: Syntax;
  readonly arguments?: readonly Syntax[];
};

/** Parents before their children, so that a call is seen before what it calls. */
function walk(node: unknown, visit: (node: Syntax) => void): void {
  if (Array.isArray(node)) {
    for (const each of node) walk(each, visit);
  } else if (typeof node === 'object' && node !== null) {
    if (typeof (node as Syntax).type === 'string') visit(node as Syntax);
    for (const member of Object.values(node)) walk(member, visit);
  }
}
