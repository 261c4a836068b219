/** The shared configuration files of AWS (~/.aws/config and ~/.aws/credentials), as the SDK reads them. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CONFIG_PREFIX_SEPARATOR, getHomeDir, loadSharedConfigFiles } from '@smithy/core/config';

/** Settings of a section, by their names in the file. */
export type Section = { readonly [setting: string]: string | undefined };

export type Profiles = {
  /** Maps, because their keys are names that people made up. */
  readonly byName: ReadonlyMap<string, Section>;
  readonly ssoSessions: ReadonlyMap<string, Section>;
  readonly services: ReadonlyMap<string, Section>;
};

/** Reads the files afresh, so that what somebody changed meanwhile counts. A file that is not there is empty. */
export async function readProfiles(): Promise<Profiles> {
  const [{ configFile, credentialsFile }, names] = await Promise.all([
    loadSharedConfigFiles({ ignoreCache: true }),
    profileNames(),
  ]);
  const byName = new Map<string, Section>(names.map((name) => [name, {}]));
  const ssoSessions = new Map<string, Section>();
  const services = new Map<string, Section>();
  for (const [name, section] of Object.entries(configFile)) {
    const [kind, rest] = kindOf(name);
    if (kind === 'sso-session') ssoSessions.set(rest, section);
    else if (kind === 'services') services.set(rest, section);
    else byName.set(name, section);
  }
  for (const [name, section] of Object.entries(credentialsFile)) {
    byName.set(name, { ...byName.get(name), ...section });
  }
  return { byName, ssoSessions, services };
}

/** "sso-session.x" -> ["sso-session", "x"]: so the SDK names sections that are no profiles. */
function kindOf(name: string): [kind: string, rest: string] {
  const at = name.indexOf(CONFIG_PREFIX_SEPARATOR);
  return at === -1 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
}

/** Of the SDK's reading a profile without settings is missing, and to say that there is none would be wrong. */
async function profileNames(): Promise<string[]> {
  const folder = join(getHomeDir(), '.aws');
  const [config, credentials] = await Promise.all([
    headersOf(process.env['AWS_CONFIG_FILE'] ?? join(folder, 'config')),
    headersOf(process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(folder, 'credentials')),
  ]);
  return [...config.flatMap((header) => profileOf(header) ?? []), ...credentials];
}

async function headersOf(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return [...text.matchAll(/^[ \t]{0,20}\[([^\]\r\n]{1,200})\]/gm)].map(([, header = '']) => header.trim());
}

/** "profile x" -> "x"; the default alone stands without the word. */
function profileOf(header: string): string | undefined {
  if (header === 'default') return header;
  const [, , name] = /^profile\s{1,20}(["']?)([^"']{1,200})\1$/.exec(header) ?? [];
  return name;
}
