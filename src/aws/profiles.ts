/** The shared configuration files of AWS (~/.aws/config and ~/.aws/credentials), as the SDK reads them. */

import { CONFIG_PREFIX_SEPARATOR, loadSharedConfigFiles } from '@smithy/core/config';

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
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const byName = new Map<string, Section>();
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
