/** What a stranger installs, and what the registries and clients are told of it. */

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { firstAnswer } from '../scripts/pack-first-use.ts';
import { runNpm } from '../scripts/pinned-tools.ts';
import { startEndpoint } from './endpoint/endpoint.ts';
import { BARE_ENV, MAIN } from './stdio-client.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

async function readJson(path: string) {
  return JSON.parse(await readFile(join(ROOT, path), 'utf8'));
}

describe('the packed tarball', () => {
  let work: string;
  let tarball: string;
  let files: string[];

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'ssm-invocations-pack-'));
    // Without scripts: a build now would take dist/ away under the other tests.
    const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', work];
    files = packedFiles(JSON.parse(await runNpm(packing, ROOT)));
    const [name = ''] = (await readdir(work)).filter((entry) => entry.endsWith('.tgz'));
    tarball = join(work, name);
  }, 120_000);
  afterAll(() => rm(work, { recursive: true, force: true }));

  it('holds only what runs, and what is read beside it', () => {
    const rest = files.filter(
      (path) => !/^dist\/(main\.js|query-worker\.js|view\.html|chunks\/[\w-]+\.js)$/.test(path),
    );
    const beside =
      /^(package\.json|(README|SECURITY)\.md|docs\/[\w-]+\.(md|svg)|LICENSE|mcp\.json|dist\/.*(\.LEGAL\.txt|NOTICES\.txt))$/;
    expect(rest.filter((path) => !beside.test(path))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'LICENSE',
        'mcp.json',
        'dist/main.js',
        'dist/view.html',
        'docs/install.md',
      ]),
    );
  });

  it.each([[[]], [['--omit=dev']]])(
    'installs offline into an empty folder, brings nothing along, and answers (%j)',
    async (flags: string[]) => {
      const home = await mkdtemp(join(work, 'home-'));
      await writeFile(join(home, 'package.json'), '{"private":true}');
      await runNpm(['install', tarball, '--offline', '--no-audit', '--no-fund', ...flags], home);
      const installed = await readdir(join(home, 'node_modules'));
      expect(installed.filter((name) => !name.startsWith('.'))).toEqual(['ssm-invocations-mcp']);

      const bin = join(home, 'node_modules', '.bin', 'ssm-invocations-mcp');
      const { stdout } = await promisify(execFile)(bin, ['--version'], { env: BARE_ENV });
      expect(stdout.trim()).toBe((await readJson('package.json')).version);
      const answer = await firstAnswer({ command: bin, args: ['--demo'], env: BARE_ENV });
      expect(answer).toContain('invocations in us-east-1');
    },
    120_000,
  );

  it('runs by npx without being installed, as the install guide says', async () => {
    const guide = await readFile(join(ROOT, 'docs/install.md'), 'utf8');
    const { version: packed } = await readJson('package.json');
    expect(guide).toContain(`npx -y file:/path/to/ssm-invocations-mcp-${packed}.tgz`);
    expect(guide).toContain(`ssm-invocations-mcp-${packed}.mcpb`);
    const cache = await mkdtemp(join(work, 'cache-'));
    const npx = ['exec', '--yes', '--offline', '--cache', cache, '--'];
    const version = await runNpm([...npx, `file:${tarball}`, '--version'], work);
    expect(version.trim()).toBe(packed);
  }, 120_000);
});

/** npm 11 prints a list, npm 12 an object by package name. */
function packedFiles(report: unknown): string[] {
  const [entry] = Object.values(report ?? {});
  return entry.files.map(({ path }: { path: string }) => path);
}

describe('mcp.json', () => {
  it('starts the server, as it stands but for where the package lies', async () => {
    const { mcpServers } = await readJson('mcp.json');
    const [server] = Object.values<{ command: string; args: string[]; env: Record<string, string> }>(
      mcpServers,
    );
    expect(server?.command).toBe('npx');
    expect(server?.args.slice(0, 2)).toEqual(['-y', 'ssm-invocations-mcp']);
    const answer = await firstAnswer({
      command: process.execPath,
      args: [MAIN, ...(server?.args.slice(2) ?? [])],
      env: { ...BARE_ENV, ...server?.env, SSM_INVOCATIONS_DEMO: 'true' },
    });
    expect(answer).toContain('invocations in us-east-1');
  });
});

describe('server.json', () => {
  it('is what the registry takes', async () => {
    const schema = await readJson('packaging/registry/server.schema.json');
    const validate = new AjvJsonSchemaValidator().getValidator(schema);
    const server = await readJson('server.json');
    expect(server.$schema).toBe(schema.$id);
    expect(validate(server)).toMatchObject({ valid: true });
    expect(validate({ ...server, description: 'x'.repeat(101) })).toMatchObject({ valid: false });
  });

  it('names the package, its version and its owner as package.json does', async () => {
    const { name, version, mcpName } = await readJson('package.json');
    const server = await readJson('server.json');
    expect(server).toMatchObject({ name: mcpName, version });
    expect(server.packages).toMatchObject([{ registryType: 'npm', identifier: name, version }]);
  });
});

describe('what is set by variable', () => {
  it('is known to the server, in the registry and in the bundle alike', async () => {
    const { stdout: usage } = await promisify(execFile)(process.execPath, [MAIN, '--help']);
    const known = new Set(usage.match(/\b(AWS|SSM)_[A-Z_]+\b/g));
    const [registered] = (await readJson('server.json')).packages;
    const names = registered.environmentVariables.map(({ name }: { name: string }) => name);
    const { server } = await readJson('packaging/mcpb/manifest.json');
    const bundled = Object.keys(server.mcp_config.env);
    expect(names.length).toBeGreaterThan(0);
    for (const name of [...names, ...bundled]) expect(known, name).toContain(name);
  });

  it('may be left blank in the bundle: the profile and its Region then count', async () => {
    const { server } = await readJson('packaging/mcpb/manifest.json');
    const blank = Object.fromEntries(Object.keys(server.mcp_config.env).map((name) => [name, '']));
    const endpoint = await startEndpoint({ nodes: 5 });
    onTestFinished(() => endpoint.close());
    const home = await mkdtemp(join(tmpdir(), 'ssm-invocations-home-'));
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    await mkdir(join(home, '.aws'));
    const profile = ['[default]', 'region = eu-west-1', 'aws_access_key_id = a', 'aws_secret_access_key = b'];
    await writeFile(join(home, '.aws', 'config'), profile.join('\n'));

    const answer = await firstAnswer({
      command: process.execPath,
      args: [MAIN],
      env: { ...BARE_ENV, HOME: home, AWS_ENDPOINT_URL_SSM: endpoint.url, ...blank },
    });
    expect(answer).toContain('invocations in eu-west-1');
  });
});
