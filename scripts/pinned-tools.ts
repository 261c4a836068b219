/**
 * Checkers that are no dependency of the project: they are large, and some need a newer Node. Their exact versions
 * stand in packaging/tools/, and they are installed into a folder under the system's temporary one, once.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SOURCES = fileURLToPath(new URL('../packaging/tools/', import.meta.url));

/** A registry that hangs must not hold up a check for longer. */
const INSTALL_LIMIT_MS = 600_000;

const run = promisify(execFile);

/** The folder that holds `node_modules` of this set of tools. Rejects when they cannot be installed. */
export async function installTools(set: 'ecosystem' | 'mcpb'): Promise<string> {
  const source = join(SOURCES, set);
  const lock = await readFile(join(source, 'package-lock.json'));
  const version = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const base = join(tmpdir(), 'ssm-invocations-mcp-tools');
  const folder = join(base, `${set}-${version}`);
  if (await isThere(join(folder, 'package.json'))) return folder;

  await mkdir(base, { recursive: true });
  // Installed aside and renamed, so that a folder of this name is always whole.
  const aside = await mkdtemp(join(base, `${set}-`));
  try {
    await cp(source, aside, { recursive: true });
    await runNpm(['ci', '--no-audit', '--no-fund', '--no-update-notifier'], aside);
    // Another run may have been faster; its folder is as good.
    await rename(aside, folder).catch(async (error: unknown) => {
      if (!(await isThere(join(folder, 'package.json')))) throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return folder;
}

/** Rejects with what npm wrote. On Windows npm is a script, which only a shell starts. */
export async function runNpm(args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await run('npm', [...args], {
    cwd,
    timeout: INSTALL_LIMIT_MS,
    shell: process.platform === 'win32',
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

async function isThere(path: string): Promise<boolean> {
  return await readFile(path).then(
    () => true,
    () => false,
  );
}
