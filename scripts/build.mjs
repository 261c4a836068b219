/**
 * Bundles src/ into dist/. What `initialize` needs is one small file; tools, AWS and the demo are chunks of
 * their own, loaded when they are needed. Nothing is left to install at run time.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { buildView } from './build-view.mjs';
import { leaveOut } from './leave-out.mjs';
import { thirdPartyNotices } from './third-party-notices.mjs';

const esbuild = await import('esbuild').catch(() => undefined);
if (esbuild === undefined) {
  // `npm ci --omit=dev` in a clone: there is nothing to build with, and nothing else of the project to run.
  console.error('ssm-invocations-mcp: not built, because the development dependencies are left out.');
  process.exit(0);
}

const { version } = JSON.parse(await readFile('package.json', 'utf8'));

const { outputFiles, metafile } = await esbuild.build({
  // The worker that evaluates `query` is a program of its own.
  entryPoints: { main: 'src/main.ts', 'query-worker': 'src/queries/worker.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  // The AWS SDK's own ES modules: of the CommonJS that Node would take, nothing can be left out.
  mainFields: ['module', 'main'],
  target: 'node20',
  // Not the identifiers: names stay as errors and stack traces tell them, and esbuild's way of putting them
  // back (keepNames) costs more at start than the longer text does.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  define: { VERSION: JSON.stringify(version) },
  plugins: [leaveOut],
  // Bundled CommonJS modules ask for Node's own modules through require, which ESM does not have.
  banner: {
    js: "import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);",
  },
  logLevel: 'warning',
  metafile: true,
  write: false,
});

const view = await buildView(esbuild);
const notices = await thirdPartyNotices(metafile);

// Only now: a build that fails leaves the last good one in place.
await rm('dist', { recursive: true, force: true });
for (const { path, contents } of outputFiles) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents, { mode: path.endsWith('main.js') ? 0o755 : 0o644 });
}
await writeFile('dist/view.html', view);
await writeFile('dist/THIRD-PARTY-NOTICES.txt', notices);
