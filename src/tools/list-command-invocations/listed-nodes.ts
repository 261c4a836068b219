/** What is known of the nodes of a group, as an answer lists it and as text. */

import { clip, formatName, isoSeconds, plural } from '../../answer/index.ts';
import type { GroupNodes, Ping } from './group-nodes.ts';
import type { ListedGroup } from './schema.ts';

type ListedNodes = Pick<ListedGroup, 'ping' | 'traits' | 'no_longer_registered' | 'looked_up'>;
type ListedPing = NonNullable<ListedGroup['ping']>[number];
type ListedTrait = NonNullable<ListedGroup['traits']>[number];

const MAX_PINGS = 3;
const MAX_VERSIONS = 3;

export function listNodes({ pings, traits, unregistered, lookedUp }: GroupNodes, nodes: number): ListedNodes {
  const told = pings.length > 0 || traits.length > 0 || unregistered > 0;
  return {
    ...(pings.length > 0 && { ping: pings.slice(0, MAX_PINGS).map(listPing) }),
    ...(traits.length > 0 && {
      traits: traits.map(({ value, ofSucceeded, ...trait }) => ({
        ...trait,
        value: clip(value, 24),
        of_succeeded: ofSucceeded,
      })),
    }),
    ...(unregistered > 0 && { no_longer_registered: unregistered }),
    ...(told && lookedUp < nodes && { looked_up: lookedUp }),
  };
}

function listPing({ status, nodes, lastPingAtMs, agentVersions }: Ping): ListedPing {
  return {
    status,
    nodes,
    ...(lastPingAtMs && {
      last_ping: { first: isoSeconds(lastPingAtMs.first), last: isoSeconds(lastPingAtMs.last) },
    }),
    agent_versions: agentVersions.slice(0, MAX_VERSIONS),
  };
}

export function renderNodes({ ping, traits, no_longer_registered, looked_up }: ListedNodes): string[] {
  const gone =
    no_longer_registered === undefined
      ? []
      : [`${plural(no_longer_registered, 'node')} no longer registered`];
  const now = [...(ping ?? []).map(pingWords), ...gone];
  const common = (traits ?? []).map(traitWords);
  const sample = looked_up === undefined ? '' : ` (${plural(looked_up, 'node')} looked up)`;
  return [
    ...(common.length > 0 ? [`   In common${sample}: ${common.join('. ')}.`] : []),
    ...(now.length > 0 ? [`   Now${sample}: ${now.join('; ')}.`] : []),
  ];
}

function pingWords({ status, nodes, last_ping, agent_versions }: ListedPing): string {
  const seen = last_ping && `last ping ${spanWords(last_ping)}`;
  const agent = agent_versions.length > 0 && `agent ${agent_versions.join(', ')}`;
  return [`${plural(nodes, 'node')} ${status}`, seen, agent].filter(Boolean).join(', ');
}

function spanWords({ first, last }: { readonly first: string; readonly last: string }): string {
  return first === last ? first : `${first} to ${last}`;
}

/** "34 of 34 run Amazon Linux 2; 3 of 50 that succeeded do" */
function traitWords({ trait, value, nodes, of, succeeded, of_succeeded }: ListedTrait): string {
  const name = formatName(value);
  const words =
    trait === 'platform'
      ? [`run ${name}`, 'do']
      : trait === 'agent version'
        ? [`have agent ${name}`, 'do']
        : [`are ${name}`, 'are'];
  return `${nodes} of ${of} ${words[0]}; ${succeeded} of ${of_succeeded} that succeeded ${words[1]}`;
}
