/** The worker that evaluates one expression: an entry point of its own in the bundle. */

import { parentPort, workerData } from 'node:worker_threads';
import { interpret } from './interpret.ts';
import type { Node } from './node.ts';
import type { Outcome, Reply } from './outcome.ts';
import { createRoom, type Json, QueryFault, type Room, TooLarge } from './values.ts';

/** Members and characters that evaluating may make, and characters of what it gives: well within 64 MiB. */
const MAX_MADE = 2_000_000;
const MAX_OUTCOME = 8_000_000;

/** Shorter outputs are read at once. */
const LONG_OUTPUT = 200;

export type Work = { readonly root: Node; readonly chunks: readonly Uint8Array[] };

function replyTo({ root, chunks }: Work): Reply {
  try {
    const data = { CommandInvocations: invocationsIn(chunks) };
    return {
      kind: 'outcome',
      outcome: written(interpret(root, data, createRoom(MAX_MADE)), createRoom(MAX_OUTCOME)),
    };
  } catch (error) {
    if (error instanceof QueryFault) return { kind: 'fault', why: error.message };
    if (error instanceof TooLarge || error instanceof RangeError) return { kind: 'tooLarge' };
    throw error;
  }
}

function written(value: Json, room: Room): Outcome {
  return Array.isArray(value)
    ? { isArray: true, values: value.map((item) => room.json(item)) }
    : { isArray: false, values: [room.json(value)] };
}

/** Lines of `[place, document]`, later ones in the place of earlier ones. */
function invocationsIn(chunks: readonly Uint8Array[]): Json[] {
  const invocations: Json[] = [];
  for (const chunk of chunks) {
    for (let from = 0; from < chunk.length; ) {
      const end = chunk.indexOf(NEWLINE, from);
      const line = chunk.subarray(from, end);
      const [place, document] = parsed(line);
      invocations[place] = withOutputsRead(document, line);
      from = end + 1;
    }
  }
  return invocations;
}

const NEWLINE = 0x0a;
const decoder = new TextDecoder();

type Line = readonly [place: number, document: { readonly [name: string]: Json }];

function parsed(line: Uint8Array): Line {
  return JSON.parse(decoder.decode(line));
}

/** Outputs are most of what there is, and few expressions read them: each is taken from its line when it is asked for. */
function withOutputsRead(document: Line[1], line: Uint8Array): Line[1] {
  for (const [index, plugin] of pluginsOf(document).entries()) {
    if (String(plugin['Output'] ?? '').length < LONG_OUTPUT) continue;
    const get = () => pluginsOf(parsed(line)[1])[index]?.['Output'];
    Object.defineProperty(plugin, 'Output', { get });
  }
  return document;
}

function pluginsOf(document: Line[1]): readonly { readonly [name: string]: Json }[] {
  const plugins = document['CommandPlugins'];
  return Array.isArray(plugins) ? plugins : [];
}

parentPort?.postMessage(replyTo(workerData));
