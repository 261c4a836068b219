/**
 * What AWS told of invocations that are over. They do not change any more, so each is asked for once a
 * session; AWS throttles per account, and other people poll the same one.
 */

import type {
  Command,
  Invocation,
  InvocationRef,
  Page,
  PluginOutput,
  RunCommandReader,
} from '../run-command/types.ts';

/** Some 500 invocations with full streams of 24,000 and 8,000 characters. */
const MAX_BYTES = 32 * 1024 * 1024;

/** The final values of the service model's CommandInvocationStatus and CommandPluginStatus. */
const FINAL = new Set(['Success', 'Failed', 'TimedOut', 'Cancelled']);

type Document = NonNullable<Awaited<ReturnType<RunCommandReader['getDocument']>>>;

type Remembered = {
  document?: Document;
  /** Under the id of no node. */
  command?: Command;
  /** With its plugins. */
  invocation?: Invocation;
  /** By the name that was asked for; "" where none was. */
  readonly plugins: Map<string, PluginOutput>;
  bytes: number;
};

/** The same reader, with a memory of at most about `maxBytes` in which the invocation used last stays longest. */
export function rememberFinished(reader: RunCommandReader, maxBytes = MAX_BYTES): RunCommandReader {
  const memory = new Map<string, Remembered>();
  let bytes = 0;

  function recall(ref: InvocationRef): Remembered | undefined {
    const key = keyOf(ref);
    const known = memory.get(key);
    if (known === undefined) return undefined;
    memory.delete(key);
    memory.set(key, known);
    return known;
  }

  function remember(ref: InvocationRef, told: object, keep: (entry: Remembered) => void): void {
    const entry = recall(ref) ?? { plugins: new Map(), bytes: 0 };
    keep(entry);
    const size = bytesOf(told);
    entry.bytes += size;
    bytes += size;
    memory.set(keyOf(ref), entry);
    for (const [key, oldest] of memory) {
      if (bytes <= maxBytes) break;
      memory.delete(key);
      bytes -= oldest.bytes;
    }
  }

  /** A list that holds one item at most. */
  async function readOne<Kind extends 'command' | 'invocation'>(
    kind: Kind,
    ref: InvocationRef,
    read: () => Promise<Page<NonNullable<Remembered[Kind]>>>,
  ): Promise<Page<NonNullable<Remembered[Kind]>>> {
    const known = recall(ref)?.[kind];
    if (known) return { items: [known] };
    const answer = await read();
    const [only] = answer.items;
    if (only && answer.nextToken === undefined && FINAL.has(only.status)) {
      remember(ref, only, (entry) => {
        entry[kind] = only;
      });
    }
    return answer;
  }

  return {
    defaultRegion: () => reader.defaultRegion(),

    async listCommands(query, page, signal) {
      const { region, commandId, instanceId, filters } = query;
      const read = () => reader.listCommands(query, page, signal);
      const one = commandId !== undefined && instanceId === undefined && filters.length === 0;
      if (!one || page.token !== undefined) return await read();
      return await readOne('command', { region, commandId, instanceId: '' }, read);
    },

    async listInvocations(query, page, signal) {
      const { region, commandId, instanceId, filters, details } = query;
      const read = () => reader.listInvocations(query, page, signal);
      const one = commandId !== undefined && instanceId !== undefined && filters.length === 0;
      if (!one || !details || page.token !== undefined) return await read();
      return await readOne('invocation', { region, commandId, instanceId }, read);
    },

    async getDocument(ref, signal) {
      const known = recall(ref)?.document;
      if (known) return known;
      const document = await reader.getDocument(ref, signal);
      if (document && FINAL.has(String(document['Status']))) {
        remember(ref, document, (entry) => {
          entry.document = document;
        });
      }
      return document;
    },

    async getPluginOutput(ref, pluginName, signal) {
      const name = pluginName ?? '';
      const known = recall(ref)?.plugins.get(name);
      if (known) return known;
      const plugin = await reader.getPluginOutput(ref, pluginName, signal);
      if (isSettled(plugin, recall(ref))) {
        remember(ref, plugin, (entry) => {
          entry.plugins.set(name, plugin);
        });
      }
      return plugin;
    },
  };
}

/** A plugin may end, and have said nothing yet, while its invocation goes on. */
function isSettled(plugin: PluginOutput, invocation: Remembered | undefined): boolean {
  const overall = invocation?.document !== undefined || invocation?.invocation !== undefined;
  return FINAL.has(plugin.status) && (overall || plugin.standardOutput !== '' || plugin.standardError !== '');
}

function keyOf({ region, commandId, instanceId }: InvocationRef): string {
  return [region, commandId, instanceId].join('/');
}

/** Two bytes a character, as JSON; what the objects take beside their text is of the same order. */
function bytesOf(told: object): number {
  return 2 * JSON.stringify(told).length;
}
