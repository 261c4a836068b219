/**
 * Replies about invocations that are over. They do not change any more, so each is asked for once a session; AWS
 * throttles per account, and other people poll the same one.
 */

import { LRUCache } from 'lru-cache';
import {
  type InvocationRef,
  type Page,
  type PluginOutput,
  placeLabel,
  type RunCommandReader,
} from '../run-command/index.ts';
import { bytesOf } from './size.ts';

/** Some 500 invocations with full streams of 24,000 and 8,000 bytes. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The final values of the service model's CommandInvocationStatus and CommandPluginStatus. */
const FINAL = new Set(['Success', 'Failed', 'TimedOut', 'Cancelled']);

/** The same reader, with a cache of at most `maxBytes` in which what was used last stays longest. */
export function cacheFinished(reader: RunCommandReader, maxBytes = MAX_BYTES): RunCommandReader {
  const cache = new LRUCache<string, object>({ maxSize: maxBytes, sizeCalculation: bytesOf });

  /** For what no longer changes once `isFinal` holds. Calls that read it at the same time store it once: one key, one entry. */
  async function once<Answer extends object | undefined>(
    key: string,
    read: () => Promise<Answer>,
    isFinal: (answer: NonNullable<Answer>) => boolean,
  ): Promise<Answer> {
    const known = cache.get(key);
    // Each key is written by one call site alone.
    if (known) return known as Answer;
    const answer = await read();
    if (answer && isFinal(answer)) cache.set(key, answer);
    return answer;
  }

  return {
    defaultRegion: () => reader.defaultRegion(),

    // Whether a node answers changes by the minute.
    describeNodes: (place, instanceIds, token, signal) =>
      reader.describeNodes(place, instanceIds, token, signal),

    async listCommands(query, page, signal) {
      const { commandId, instanceId, filters } = query;
      const read = () => reader.listCommands(query, page, signal);
      const one = commandId !== undefined && instanceId === undefined && filters.length === 0;
      if (!one || page.token !== undefined) return await read();
      return await once(`${placeLabel(query)}/${commandId}`, read, isOneFinal);
    },

    async listInvocations(query, page, signal) {
      const { commandId, instanceId, filters, details } = query;
      const read = () => reader.listInvocations(query, page, signal);
      const one = commandId !== undefined && instanceId !== undefined && filters.length === 0;
      if (!one || !details || page.token !== undefined) return await read();
      return await once(invocationKey({ ...query, commandId, instanceId }), read, isOneFinal);
    },

    listInvocationDocuments: (query, page, signal) => reader.listInvocationDocuments(query, page, signal),

    getDocument: (ref, signal) =>
      once(
        documentKey(ref),
        () => reader.getDocument(ref, signal),
        (document) => FINAL.has(String(document['Status'])),
      ),

    getPluginOutput: (ref, pluginName, signal) =>
      once(
        `${invocationKey(ref)}/${pluginName ?? ''}`,
        () => reader.getPluginOutput(ref, pluginName, signal),
        (output) => isSettled(output, cache.has(invocationKey(ref)) || cache.has(documentKey(ref))),
      ),
  };
}

function isOneFinal({ items, nextToken }: Page<{ readonly status: string }>): boolean {
  const [only] = items;
  return only !== undefined && nextToken === undefined && FINAL.has(only.status);
}

/** A plugin may end, and its output not be there yet, while its invocation goes on. */
function isSettled(
  { status, standardOutput, standardError }: PluginOutput,
  invocationIsOver: boolean,
): boolean {
  return FINAL.has(status) && (invocationIsOver || standardOutput !== '' || standardError !== '');
}

function invocationKey(ref: InvocationRef): string {
  return `${placeLabel(ref)}/${ref.commandId}/${ref.instanceId}`;
}

function documentKey(ref: InvocationRef): string {
  return `${invocationKey(ref)}#`;
}
