/** Bundles the bench's own programs as the product is bundled, so that none pays for a TypeScript loader. */

import { join } from 'node:path';
import { build } from 'esbuild';
import type { Command } from './child.ts';

const NAMES = [
  'call-sdk',
  'distinct-outputs',
  'group-outputs',
  'hand-written-server',
  'long-outputs',
  'sanitize-outputs',
  'two-runs',
  'walk-http',
  'walk-paginator',
  'walk-server',
] as const;

export type ProgramName = (typeof NAMES)[number];

export async function buildPrograms(folder: string): Promise<(name: ProgramName) => Command> {
  await build({
    entryPoints: NAMES.map((name) => new URL(`./programs/${name}.ts`, import.meta.url).pathname),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    banner: {
      js: "import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return (name) => ({ file: process.execPath, args: [join(folder, `${name}.mjs`)] });
}
