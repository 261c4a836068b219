/** What is known of the nodes of a group, as an answer lists it and as text. */

import { clip, formatName, isoSeconds, plural } from '../../../answer/index.ts';
import type { ListedGroup } from '../schema.ts';
import type { GroupNodes, Ping } from './of-group.ts';
import type { Trait } from './traits.ts';

type ListedNodes = Pick<ListedGroup, 'ping' | 'traits' | 'no_longer_registered' | 'looked_up'>;
type ListedPing = NonNullable<ListedGroup['ping']>[number];
type ListedTrait = NonNullable<ListedGroup['traits']>[number];

const MAX_PINGS = 3;
const MAX_VERSIONS = 3;
const MAX_IDS = 3;

export function listNodes({ pings, traits, unregistered, lookedUp }: GroupNodes, nodes: number): ListedNodes {
  const gone = unregistered.length;
  const told = pings.length > 0 || traits.length > 0 || gone > 0;
  // Of nodes that are all alike, the group has the ids.
  const mixed = pings.length > 1 || (pings.length === 1 && gone > 0);
  return {
    ...(traits.length > 0 && { traits: traits.map(listTrait) }),
    ...(pings.length > 0 && { ping: pings.slice(0, MAX_PINGS).map((ping) => listPing(ping, mixed)) }),
    ...(gone > 0 && { no_longer_registered: { nodes: gone, instance_ids: samplesOf(unregistered) } }),
    ...(told && lookedUp < nodes && { looked_up: lookedUp }),
  };
}

function listTrait({ trait, value, nodes, of, succeeded, ofSucceeded }: Trait): ListedTrait {
  return { trait, value: clip(value, 24), nodes, of, succeeded, of_succeeded: ofSucceeded };
}

function listPing({ status, instanceIds, lastPingAtMs, agentVersions }: Ping, mixed: boolean): ListedPing {
  return {
    status,
    nodes: instanceIds.length,
    ...(lastPingAtMs && {
      last_ping: { first: isoSeconds(lastPingAtMs.first), last: isoSeconds(lastPingAtMs.last) },
    }),
    agent_versions: agentVersions.slice(0, MAX_VERSIONS),
    ...(mixed && { instance_ids: samplesOf(instanceIds) }),
  };
}

function samplesOf(ids: readonly string[]): string[] {
  return ids.slice(0, MAX_IDS).map((id) => clip(id, 32));
}

export function renderNodes({ ping, traits, no_longer_registered, looked_up }: ListedNodes): string[] {
  const gone = no_longer_registered && [
    `${plural(no_longer_registered.nodes, 'node')} no longer registered${idWords(no_longer_registered)}`,
  ];
  const now = [...(ping ?? []).map(pingWords), ...(gone ?? [])];
  const common = (traits ?? []).map(traitWords);
  const sample = looked_up === undefined ? '' : ` (${plural(looked_up, 'node')} looked up)`;
  return [
    ...(common.length > 0 ? [`   In common${sample}: ${common.join('. ')}.`] : []),
    ...(now.length > 0 ? [`   Now${sample}: ${now.join('; ')}.`] : []),
  ];
}

type Sampled = { readonly nodes: number; readonly instance_ids?: readonly string[] | undefined };

function idWords({ nodes, instance_ids = [] }: Sampled): string {
  if (instance_ids.length === 0) return '';
  return ` (${instance_ids.join(', ')}${nodes > instance_ids.length ? ' and others' : ''})`;
}

function pingWords(ping: ListedPing): string {
  const { status, nodes, last_ping, agent_versions } = ping;
  const seen = last_ping && `last ping ${spanWords(last_ping)}`;
  const agent = agent_versions.length > 0 && `agent ${agent_versions.join(', ')}`;
  return [`${plural(nodes, 'node')} ${status}${idWords(ping)}`, seen, agent].filter(Boolean).join(', ');
}

function spanWords({ first, last }: { readonly first: string; readonly last: string }): string {
  return first === last ? first : `${first} to ${last}`;
}

/** "34 of 34 run "Amazon Linux 2"; 3 of 50 that succeeded do" */
function traitWords({ trait, value, nodes, of, succeeded, of_succeeded }: ListedTrait): string {
  const [have, doing] = TRAIT_WORDS.get(trait) ?? ['have', 'do'];
  return `${nodes} of ${of} ${have} ${formatName(value)}; ${succeeded} of ${of_succeeded} that succeeded ${doing}`;
}

const TRAIT_WORDS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['platform', ['run', 'do']],
  ['agent version', ['have agent', 'do']],
  ['resource type', ['are', 'are']],
]);
