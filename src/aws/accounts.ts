/** AWS through one profile or several: each request goes to the part of its profile, which knows no other. */

import type {
  AccountIds,
  AwsPlace,
  OutputSearch,
  OutputStore,
  RunCommandReader,
} from '../run-command/index.ts';
import type { AwsSettings } from './clients.ts';
import { mayAsk } from './endpoints.ts';
import { createOutputSearch } from './loaded-search.ts';
import { createOutputStore } from './output-store.ts';
import { createRunCommandReader } from './reader.ts';

export type Aws = {
  readonly reader: RunCommandReader;
  readonly outputs: OutputStore;
  readonly search: OutputSearch;
  readonly accountIds: AccountIds;
};

export type AccountsSettings = AwsSettings & {
  /** Profiles that requests may name; empty where all go to `profile`. */
  readonly profiles?: readonly string[];
};

export function createAws({ profiles = [], ...settings }: AccountsSettings): Aws {
  if (profiles.length < 2) return createPart(settings);
  const isOneOfSeveral = true;
  const parts = new Map(
    profiles.map((profile, index) => [
      profile,
      createPart({ ...settings, profile, isOneOfSeveral, demoAccount: index + 1 }),
    ]),
  );

  /** Tools refuse a profile that is not allowed; that none is asked all the same is decided here. */
  function of({ profile = profiles[0] ?? '' }: Partial<AwsPlace>): Aws {
    const part = parts.get(profile);
    if (part === undefined) throw new TypeError('a profile that is not allowed');
    return part;
  }

  return {
    reader: {
      listInvocations: (query, page, signal) => of(query).reader.listInvocations(query, page, signal),
      listInvocationDocuments: (query, page, signal) =>
        of(query).reader.listInvocationDocuments(query, page, signal),
      listCommands: (query, page, signal) => of(query).reader.listCommands(query, page, signal),
      getPluginOutput: (ref, plugin, signal) => of(ref).reader.getPluginOutput(ref, plugin, signal),
      describeNodes: (place, ids, token, signal) => of(place).reader.describeNodes(place, ids, token, signal),
      getDocument: (ref, signal) => of(ref).reader.getDocument(ref, signal),
      defaultRegion: () => of({}).reader.defaultRegion(),
    },
    outputs: { open: (address) => of(address).outputs.open(address) },
    search: {
      listGroups: (place, prefix, signal) => of(place).search.listGroups(place, prefix, signal),
      start: (place, ...rest) => of(place).search.start(place, ...rest),
      readEvent: (place, pointer, signal) => of(place).search.readEvent(place, pointer, signal),
    },
    accountIds: (place, signal) => of(place).accountIds(place, signal),
  };
}

function createPart(settings: AwsSettings): Aws {
  return {
    reader: createRunCommandReader(settings),
    outputs: createOutputStore(settings),
    search: createOutputSearch(settings),
    accountIds: createAccountIds(settings),
  };
}

/** It stands beside an answer and must not hold it up. */
const ACCOUNT_LIMIT_MS = 2_000;

/** Asked once, however many calls wait for it; again after a failure. */
function createAccountIds(settings: AwsSettings): AccountIds {
  let known: Promise<string | undefined> | undefined;

  async function ask(region: string): Promise<string | undefined> {
    if (!(await mayAsk('STS', settings))) return undefined;
    const { createAskAccount } = await import('./account.ts');
    return await createAskAccount(settings)(region, AbortSignal.timeout(ACCOUNT_LIMIT_MS));
  }

  return async ({ region }, signal) => {
    known ??= ask(region).catch(() => {
      known = undefined;
      return undefined;
    });
    // It has a time limit of its own; a cancelled call stops to wait by itself.
    return signal.aborted ? undefined : await known;
  };
}
