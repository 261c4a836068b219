/**
 * Values for the variables of URI templates and for the arguments of prompts, which have the same names. A
 * person is typing: what this session knows comes first, AWS is asked for one page at most, and its troubles
 * are no reason to interrupt.
 */

import { type AwsPlace, EVERY, normalizeRegion, REGIONS } from '../run-command/index.ts';
import { cleanLine } from '../sanitize/index.ts';
import type { Candidate, Candidates, ToolCall } from '../session.ts';
import { placesOf } from '../tools/index.ts';
import { nodesOf, pluginNamesOf, recentCommands } from './candidates.ts';
import { STREAMS } from './invocation-uri.ts';
import { seenRegions } from './seen-invocations.ts';

/** The other values that the client knows so far, by name. */
export type Known = Readonly<Record<string, string | undefined>>;

export type Completion = { values: string[]; total?: number; hasMore?: boolean };

/** The protocol's own limit. */
const MAX_VALUES = 100;

/** Spans that somebody would ask a report for. */
const SPANS = ['1h', '4h', '12h', '24h', '2d', '7d', '30d'];

type Find = (known: Known, place: AwsPlace, call: ToolCall) => Promise<Candidates> | Candidates;

/** By the name that the client sent. */
const FIND = new Map<string, Find>([
  [
    'region',
    (_known, { region }, { session }) =>
      all(
        session.allowed.regions.length > 0
          ? session.allowed.regions
          : [region, ...seenRegions(session), ...REGIONS].filter(Boolean),
      ),
  ],
  ['profile', (_known, _place, { session }) => all(session.allowed.profiles)],
  ['command_id', (_known, place, call) => recentCommands(place, call)],
  ['instance_id', ({ command_id: commandId }, place, call) => nodesOf(commandId, place, call)],
  [
    'plugin_name',
    ({ command_id: commandId, instance_id: instanceId }, place, call) =>
      commandId && instanceId ? pluginNamesOf({ ...place, commandId, instanceId }, call) : all([]),
  ],
  ['stream', () => all(STREAMS)],
  ['since', () => all(SPANS)],
]);

/** Never rejects for what AWS does or does not answer: there is then nothing to offer. */
export async function complete(
  name: string,
  typed: string,
  known: Known,
  call: ToolCall,
): Promise<Completion> {
  const place = await placeKnown(known, call);
  const find = FIND.get(name);
  if (find === undefined || (place.region === '' && ASKS_AWS.has(name))) return { values: [] };
  const { items, more } = await find(known, place, call);
  const values = matching(items, typed).filter((value) => OFFERED.test(value));
  return {
    values: values.slice(0, MAX_VALUES),
    ...(!more && { total: values.length }),
    hasMore: more || values.length > MAX_VALUES,
  };
}

/** Its Region is "" where there is none, or what the client calls one cannot be or may not be asked. */
async function placeKnown({ region, profile }: Known, { session }: ToolCall): Promise<AwsPlace> {
  const named = {
    profile: profile || undefined,
    region: region ? (normalizeRegion(region) ?? EVERY) : undefined,
  };
  const [place, ...more] = await placesOf(named, session).catch(() => [{ region: '' }]);
  return place && more.length === 0 ? place : { region: '' };
}

/** What any of these values can be: ids, Regions, streams, spans, names of plugins. An id too comes from outside. */
const OFFERED = /^[a-zA-Z0-9_\-.:/]{1,256}$/;

const ASKS_AWS = new Set(['command_id', 'instance_id', 'plugin_name']);

/** Values that begin with what was typed, then those about which it says something. */
function matching(items: readonly Candidate[], typed: string): string[] {
  const wanted = cleanLine(typed).toLowerCase();
  const beginning = items.filter(({ value }) => value.toLowerCase().startsWith(wanted));
  const about = items.filter((item) => item.about?.toLowerCase().includes(wanted));
  return [...new Set([...beginning, ...about].map(({ value }) => value))];
}

function all(values: readonly string[]): Candidates {
  return { items: values.map((value) => ({ value })), more: false };
}
