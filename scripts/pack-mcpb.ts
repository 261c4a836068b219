/**
 * Packs the built server as an MCP bundle for desktop apps: `npm run build && npm run pack:mcpb [-- FOLDER]`.
 * The bundle is validated, unpacked again and asked its first question before it is handed over.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { firstAnswer, listOffered } from './pack-first-use.ts';
import { installTools } from './pinned-tools.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));

type ServerCommand = { command: string; args?: string[]; env?: Record<string, string> };

const target = resolve(process.argv[2] ?? ROOT);
const tools = await installTools('mcpb');
const work = await mkdtemp(join(tmpdir(), 'ssm-invocations-mcpb-'));
try {
  const { name, version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const manifest = await stage(join(work, 'bundle'), name, version);
  await mcpb('validate', join(work, 'bundle', 'manifest.json'));

  const file = join(work, `${name}-${version}.mcpb`);
  await mcpb('pack', join(work, 'bundle'), file);
  await mcpb('unpack', file, join(work, 'unpacked'));
  await proveBlankSettings(join(work, 'unpacked'), manifest);

  const packed = join(target, `${name}-${version}.mcpb`);
  await cp(file, `${packed}.part`);
  await rename(`${packed}.part`, packed);
  console.log(packed);
} finally {
  await rm(work, { recursive: true, force: true });
}

/** What runs and nothing else. `package.json` says that the files are ES modules. */
async function stage(folder: string, name: string, version: string) {
  for (const entry of ['dist', 'LICENSE'])
    await cp(join(ROOT, entry), join(folder, entry), { recursive: true });
  const module = { name, version, type: 'module' };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(module, null, 2)}\n`);

  const source = JSON.parse(await readFile(join(ROOT, 'packaging/mcpb/manifest.json'), 'utf8'));
  const { manifest_version, ...rest } = source;
  const manifest = {
    manifest_version,
    name,
    version,
    ...rest,
    ...(await listOffered(join(folder, 'dist/main.js'))),
  };
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** The host's own code turns settings into the command; all are left blank but the demo switch. */
async function proveBlankSettings(extensionPath: string, manifest: unknown): Promise<void> {
  const library = createRequire(join(tools, 'package.json')).resolve('@anthropic-ai/mcpb');
  const { getMcpConfigForManifest } = await import(pathToFileURL(library).href);
  const server: ServerCommand = await getMcpConfigForManifest({
    manifest,
    extensionPath,
    systemDirs: {},
    userConfig: { aws_profile: '', aws_region: '', max_tokens: '', demo: true },
    pathSeparator: '/',
  });
  const answer = await firstAnswer({
    command: process.execPath,
    args: server.args ?? [],
    env: server.env ?? {},
  });
  console.log(`unpacked and asked: ${answer}`);
}

async function mcpb(...args: string[]): Promise<void> {
  const cli = join(tools, 'node_modules/@anthropic-ai/mcpb/dist/cli/cli.js');
  const { stdout } = await run(process.execPath, [cli, ...args], { timeout: 120_000 });
  console.log(stdout.trim().split('\n').at(-1));
}
