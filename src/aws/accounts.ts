/** One reader for all accounts: each request goes to the one of its profile, which knows no other. */

import type { AwsPlace, RunCommandReader } from '../run-command/index.ts';
import type { AwsSettings } from './clients.ts';
import { createRunCommandReader } from './reader.ts';

export type AccountsSettings = AwsSettings & {
  /** Profiles that requests may name; empty where all go to `profile`. */
  readonly profiles: readonly string[];
};

export function createReaderOfAccounts({ profiles, ...settings }: AccountsSettings): RunCommandReader {
  const home = createRunCommandReader(settings);
  const readers = new Map(
    profiles.map((profile) => [
      profile,
      profile === settings.profile ? home : createRunCommandReader({ ...settings, profile }),
    ]),
  );

  /** Tools refuse a profile that is not allowed; that none is asked for it after all is decided here. */
  function readerOf({ profile }: AwsPlace): RunCommandReader {
    if (profile === undefined) return home;
    const reader = readers.get(profile);
    if (reader === undefined) throw new TypeError('a profile that is not allowed');
    return reader;
  }

  return {
    listInvocations: (query, page, signal) => readerOf(query).listInvocations(query, page, signal),
    listCommands: (query, page, signal) => readerOf(query).listCommands(query, page, signal),
    getPluginOutput: (ref, pluginName, signal) => readerOf(ref).getPluginOutput(ref, pluginName, signal),
    getDocument: (ref, signal) => readerOf(ref).getDocument(ref, signal),
    accountId: (place, signal) => readerOf(place).accountId(place, signal),
    defaultRegion: () => home.defaultRegion(),
  };
}
