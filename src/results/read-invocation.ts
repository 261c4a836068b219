/**
 * One invocation from two calls of the API: ListCommandInvocations has its plugins and the agent's own words,
 * GetCommandInvocation has each plugin's streams apart and ten times as long. Neither is enough alone.
 */

import {
  AccessDeniedError,
  classOf,
  type Invocation,
  type InvocationRef,
  isSkipped,
  NotFoundError,
  type Plugin,
  type PluginOutput,
  type RunCommandReader,
  SsmInvocationsError,
  statusOf,
  UnavailableError,
} from '../run-command/index.ts';
import type { Sanitizer } from '../sanitize/index.ts';
import { inParallel } from './in-parallel.ts';
import { invocationOfPlugin } from './lone-plugin.ts';
import { CALL_LIMIT_MS, withLimit } from './time-limit.ts';
import { START, walk } from './walk.ts';

/** What was read, as the service sent it. */
export type ReadInvocation = {
  readonly invocation: Invocation;
  /** By the plugin's name. */
  readonly streams: ReadonlyMap<string, PluginOutput>;
  /** Why a plugin's streams could not be read, by its name. */
  readonly faults: ReadonlyMap<string, unknown>;
  /** Why the list could not be read, so that no more is known than GetCommandInvocation has. */
  readonly listFault?: unknown;
};

/** GetCommandInvocation has a rate limit that the whole account shares. */
const MAX_PLUGINS_AT_A_TIME = 3;

/**
 * Reads the invocation and the streams of its plugins, or of the plugin named `only`. Throws `NotFoundError` when
 * there is no such invocation or plugin. A plugin whose streams cannot be read is a fault in the answer, no error.
 */
export async function readInvocation(
  ref: InvocationRef,
  only: string | undefined,
  { reader, sanitizer }: { reader: RunCommandReader; sanitizer: Sanitizer },
  signal: AbortSignal,
): Promise<ReadInvocation> {
  const patience = withLimit(signal, CALL_LIMIT_MS);
  let invocation: Invocation;
  try {
    invocation = await findInvocation(ref, reader, signal);
  } catch (error) {
    if (!(error instanceof AccessDeniedError)) throw error;
    return await readPluginAlone(ref, only, reader, patience, error);
  }
  const names = invocation.plugins.map(({ name }) => name);
  if (only !== undefined && names.length > 0 && !names.includes(only)) {
    throw new NotFoundError({
      what: 'plugin',
      ...ref,
      available: names.map((name) => sanitizer.line(name).text),
    });
  }
  const wanted = invocation.plugins.filter(
    (plugin) => mayHaveStreams(plugin) && (only === undefined ? !isSkipped(plugin) : plugin.name === only),
  );
  const apart = await readStreams(ref, wanted, reader, patience);
  signal.throwIfAborted();
  return { invocation, ...apart };
}

/** No output is given out before a plugin ends, and one that never began has none. */
function mayHaveStreams(plugin: Plugin): boolean {
  return (
    classOf(statusOf(plugin)) !== 'unfinished' && (plugin.startedAtMs !== undefined || plugin.output !== '')
  );
}

async function findInvocation(
  ref: InvocationRef,
  reader: RunCommandReader,
  signal: AbortSignal,
): Promise<Invocation> {
  let found: Invocation | undefined;
  const { region } = ref;
  const query = { ...ref, filters: [], details: true };
  const { end } = await walk({
    from: START,
    pageSize: 50,
    maxItems: 1,
    signal,
    fetch: (page, pageSignal) => reader.listInvocations(query, page, pageSignal),
    take: (invocation) => {
      found ??= invocation;
      return true;
    },
  });
  if (found !== undefined) return found;
  const aws = { operation: 'ListCommandInvocations', region, profile: undefined };
  if (end.kind === 'fault') throw end.error;
  if (end.kind === 'timeLimit' || end.kind === 'stuckToken') throw new UnavailableError(end.kind, aws);
  throw new NotFoundError({ what: 'invocation', ...ref });
}

/** Some identities may call GetCommandInvocation and nothing else. `denied` is thrown when that fails as well. */
async function readPluginAlone(
  ref: InvocationRef,
  only: string | undefined,
  reader: RunCommandReader,
  signal: AbortSignal,
  denied: AccessDeniedError,
): Promise<ReadInvocation> {
  const plugin = await reader.getPluginOutput(ref, only, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    // Without a name a document of several plugins is not found either; then the missing permission is the reason.
    throw error instanceof NotFoundError && (only !== undefined || error.what === 'invocation')
      ? error
      : denied;
  });
  return {
    invocation: invocationOfPlugin(ref, plugin),
    streams: new Map([[plugin.pluginName, plugin]]),
    faults: new Map(),
    listFault: denied,
  };
}

async function readStreams(
  ref: InvocationRef,
  plugins: readonly Plugin[],
  reader: RunCommandReader,
  signal: AbortSignal,
): Promise<Pick<ReadInvocation, 'streams' | 'faults'>> {
  const streams = new Map<string, PluginOutput>();
  const faults = new Map<string, unknown>();
  let refused: AccessDeniedError | undefined;

  await inParallel(plugins, MAX_PLUGINS_AT_A_TIME, async ({ name }) => {
    try {
      // A permission that one plugin lacks no other has.
      if (refused) throw refused;
      streams.set(name, await reader.getPluginOutput(ref, name, signal));
    } catch (error) {
      const fault = signal.aborted && !(error instanceof SsmInvocationsError) ? outOfTime(ref) : error;
      if (!(fault instanceof SsmInvocationsError)) throw fault;
      if (fault instanceof AccessDeniedError) refused = fault;
      faults.set(name, fault);
    }
    return true;
  });
  return { streams, faults };
}

function outOfTime({ region }: InvocationRef): UnavailableError {
  return new UnavailableError('timeLimit', { operation: 'GetCommandInvocation', region, profile: undefined });
}
