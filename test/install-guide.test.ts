/** Whatever README and the install guide hand to a client starts this package. */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BARE_ENV, connect, MAIN } from './stdio-client.ts';

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');
const GUIDES = await Promise.all(
  ['README.md', 'docs/install.md', 'docs/permissions.md', 'SECURITY.md'].map(read),
);
const [README = '', INSTALL = ''] = GUIDES;

const ENTRY = {
  command: 'node',
  args: ['/path/to/clone/dist/main.js'],
  env: { AWS_PROFILE: 'default', AWS_REGION: 'us-east-1' },
};
const PUBLISHED = { ...ENTRY, command: 'npx', args: ['-y', 'ssm-invocations-mcp'] };

const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, block = '']) => block,
  );

/** The commands of blocks, and those of table cells that hand a server to a client. */
const commands = [
  ...[README, INSTALL].flatMap((text) => blocks(text, 'sh')).flatMap((block) => block.trim().split('\n')),
  ...[...README.matchAll(/\| `((?:claude|code|codex) [^`]*)`/g)].map(([, cell = '']) => cell),
];

describe('what starts the server', () => {
  it('is the same entry in every JSON sample, under the name that the client gives it', () => {
    const entries = blocks(INSTALL, 'json').map((block) => JSON.parse(block));
    const named = entries.flatMap((sample) =>
      [sample.mcpServers, sample.servers, sample.context_servers].filter(Boolean),
    );
    expect(named.length).toBeGreaterThanOrEqual(3);
    for (const servers of named) {
      const { type, ...entry } = servers['ssm-invocations'];
      expect(entry).toEqual(ENTRY);
      expect(type).toBe(servers === entries.find((sample) => sample.servers)?.servers ? 'stdio' : undefined);
    }
    const opencode = entries.find((sample) => sample.mcp).mcp['ssm-invocations'];
    expect(opencode).toEqual({
      type: 'local',
      command: [ENTRY.command, ...ENTRY.args],
      environment: ENTRY.env,
    });
  });

  it('is the same entry in the TOML sample', () => {
    const [sample = ''] = blocks(INSTALL, 'toml');
    const [heading, ...lines] = sample.trim().split('\n');
    expect(heading).toBe('[mcp_servers.ssm-invocations]');
    // Strings, arrays and numbers of TOML are JSON here; an inline table is, with colons.
    const values = lines.map((line) => /^(\w+) = (.*)$/.exec(line)?.slice(1) ?? []);
    const parsed = values.map(([key = '', value = '']) => [
      key,
      JSON.parse(value.replace(/(\w+) = /g, '"$1": ')),
    ]);
    expect(Object.fromEntries(parsed)).toEqual({ ...ENTRY, startup_timeout_sec: 30 });
  });

  it('is the same entry in every command that adds it to a client', () => {
    const adding = commands.filter((command) => / mcp add /.test(command));
    expect(adding.length).toBeGreaterThanOrEqual(8);
    for (const command of adding) {
      const [, file = ''] =
        /ssm-invocations.*? (?:-- |--command )?node (?:--args )?(\S+)/.exec(command) ?? [];
      expect(inClone(file.replaceAll('"', '')), command).toBe(ENTRY.args[0]);
      expect([...command.matchAll(/(?:-e|--env) (\w+=\S+)/g)].map(([, pair]) => pair)).toEqual([
        'AWS_PROFILE=default',
        'AWS_REGION=us-east-1',
      ]);
    }
    const added = commands.filter((command) => command.startsWith('code --add-mcp'));
    expect(added.length).toBe(2);
    for (const command of added) {
      const [, quoted = ''] = /--add-mcp ['"](.*)['"]$/.exec(command) ?? [];
      const entry = JSON.parse(inClone(quoted.replaceAll('\\"', '"')));
      expect(entry).toEqual({ name: 'ssm-invocations', type: 'stdio', ...ENTRY });
    }
  });

  it('is the same file in every other command', () => {
    const starting = commands.filter(
      (command) => command.includes('main.js') && !/ (mcp add|--add-mcp) /.test(command),
    );
    expect(starting.length).toBe(2);
    for (const command of starting) expect(command).toMatch(/ node \/path\/to\/clone\/dist\/main\.js"?$/);
    const rest = commands.filter((command) => !command.includes('main.js'));
    expect(rest).toEqual(['npm ci', 'npm run demo']);
  });

  it('finds the profiles of the samples', () => {
    const profiles = blocks(INSTALL, 'ini').flatMap((block) => block.trim().split('\n'));
    expect(profiles.length).toBeGreaterThan(0);
    for (const line of profiles) {
      expect(line).toMatch(/^(|\[(profile|sso-session) [\w-]+\]|(sso_\w+|role_arn|source_profile) = \S+)$/);
    }
  });

  it('is the published package in links, in mcp.json and on Windows', async () => {
    const links = [...INSTALL.matchAll(/\]\((https:\/\/[^)]*\?name=ssm-invocations[^)]*)\)/g)];
    const configs = links.map(([, link = '']) => new URL(link).searchParams.get('config') ?? '');
    const [cursor = '', vscode = '', lmStudio] = configs;
    expect(lmStudio).toBe(cursor);
    expect(JSON.parse(Buffer.from(cursor, 'base64').toString())).toEqual(PUBLISHED);
    expect(JSON.parse(vscode)).toEqual({ type: 'stdio', ...PUBLISHED });
    expect(JSON.parse(await read('mcp.json'))).toEqual({ mcpServers: { 'ssm-invocations': PUBLISHED } });
    expect(INSTALL).toContain(
      `{ "command": "cmd", "args": ${JSON.stringify(['/c', 'npx', ...PUBLISHED.args]).replaceAll(',', ', ')} }`,
    );
  });

  it('answers, and warns of nothing, on the oldest Node as well', async () => {
    const { client, stderr } = await connect(['--demo'], { ...BARE_ENV, ...ENTRY.env });
    onTestFinished(() => client.close());
    const { content } = await client.callTool({ name: 'list_commands', arguments: {} });
    expect(JSON.stringify(content)).toContain('commands in us-east-1');
    expect(stderr()).toBe('');
  });

  it('has a container mount all that it runs and signs in with', () => {
    const { command, args } = blocks(INSTALL, 'json')
      .map((block) => JSON.parse(block))
      .find((sample) => sample.command === 'docker');
    expect(command).toBe('docker');
    expect(args).toEqual(expect.arrayContaining(['-i', '/path/to/clone:/clone:ro', '/clone/dist/main.js']));
    expect(args).not.toContain('-d');
  });
});

describe('what the guides name', () => {
  it('is a setting that the server has, and every one of them', async () => {
    const { stdout: usage } = await promisify(execFile)(process.execPath, [MAIN, '--help']);
    const [, server = ''] = /Server\n([\s\S]*?)\n\nsimulate/.exec(usage) ?? [];
    const flags = [...server.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, flag]) => flag);
    const [, settings = ''] = /## Settings\n([\s\S]*?)\n## /.exec(INSTALL) ?? [];
    const told = [...settings.matchAll(/^\| `(--[\w-]+)/gm)].map(([, flag]) => flag);
    expect(told.toSorted()).toEqual(flags.toSorted());
    const variables = [...new Set(settings.match(/\bSSM_INVOCATIONS_[A-Z_]+/g))];
    expect(variables.filter((name) => !server.includes(name))).toEqual([]);
  });

  it('is an IAM policy that allows reading and nothing else', () => {
    const policies = GUIDES.flatMap((text) => blocks(text, 'json')).map((block) => JSON.parse(block));
    const actions = policies.flatMap(({ Statement = [] }) => Statement).flatMap(({ Action }) => Action);
    expect(actions).toContain('ssm:ListCommandInvocations');
    for (const action of actions) expect(action).toMatch(/^(ssm|s3|logs):(List|Get|Describe)\w+$/);
  });
});

function inClone(text: string): string {
  return text.replace('$PWD', '/path/to/clone');
}
