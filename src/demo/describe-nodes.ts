/** DescribeInstanceInformation. Values of one filter are alternatives; several filters are combined with AND. */
import type { Input } from './constraints.ts';
import type { Fleet, FleetNode } from './fleet.ts';
import type { NodeFilter } from './node-constraints.ts';
import type { Candidates, Paging } from './paging.ts';
import { pageOf, queryOf } from './paging.ts';
import { epochSeconds, Refusal } from './wire.ts';

/** The service model: "The default value is 10 items." */
const DEFAULT_PAGE_SIZE = 10;

/** What a node has under each key. Of the rest nothing is played: such a filter finds no node. */
const VALUE_OF = new Map<string, (node: FleetNode) => string>([
  ['InstanceIds', ({ instanceId }) => instanceId],
  ['AgentVersion', ({ agentVersion }) => agentVersion],
  ['PingStatus', ({ pingStatus }) => pingStatus],
  ['PlatformTypes', ({ platformType }) => platformType],
  ['ResourceType', resourceTypeOf],
  ['SourceIds', ({ instanceId }) => instanceId],
  ['SourceTypes', sourceTypeOf],
]);
const NEVER_FOUND = ['ActivationIds', 'AssociationStatus', 'IamRole', 'tag-key'];

const ALLOWED = new Map([
  ['PingStatus', ['Online', 'ConnectionLost', 'Inactive']],
  ['PlatformTypes', ['Windows', 'Linux', 'MacOS']],
  ['ResourceType', ['EC2Instance', 'ManagedInstance']],
  ['AssociationStatus', ['Success', 'Pending', 'Failed']],
]);

/** Throws UnknownOperationException, InvalidFilterKey, InvalidInstanceInformationFilterValue or ValidationException. */
export function describeNodes(fleet: Fleet, region: string, input: Input, paging: Paging): object {
  const operation = 'DescribeInstanceInformation';
  const filters = input.NodeFilters ?? [];
  refuseUnusable(filters);
  const nodes = fleet.nodes?.(region);
  if (nodes === undefined) throw new Refusal('UnknownOperationException');
  const wanted = (node: FleetNode | undefined) =>
    node && filters.every((filter) => isFound(node, filter)) ? () => nodeBody(node) : undefined;
  const ids = [...new Set(filters.find(({ key }) => key === 'InstanceIds')?.values)];
  const candidates: Candidates =
    ids.length > 0
      ? { count: ids.length, at: (place) => wanted(nodes.find(ids[place] ?? '')) }
      : { count: nodes.size, at: (place) => wanted(nodes.at(place)) };
  const asked = { ...input, MaxResults: input.MaxResults ?? DEFAULT_PAGE_SIZE };
  const { items, nextToken } = pageOf(candidates, asked, queryOf(operation, region, input), paging);
  return { InstanceInformationList: items, NextToken: nextToken };
}

function isFound(node: FleetNode, { key, values }: NodeFilter): boolean {
  const value = VALUE_OF.get(key)?.(node);
  return value !== undefined && values.includes(value);
}

function refuseUnusable(filters: readonly NodeFilter[]): void {
  for (const { key, values } of filters) {
    if (!VALUE_OF.has(key) && !NEVER_FOUND.includes(key) && !key.startsWith('tag:')) {
      throw new Refusal('InvalidFilterKey');
    }
    const allowed = ALLOWED.get(key);
    const unknown = values.find((value) => allowed && !allowed.includes(value));
    if (unknown !== undefined) {
      throw new Refusal(
        'InvalidInstanceInformationFilterValue',
        `The value ${unknown} is not valid for the filter ${key}.`,
      );
    }
  }
  const tags = filters.filter(({ key }) => key.startsWith('tag'));
  if (tags.length > 0 && tags.length < filters.length) {
    throw new Refusal('ValidationException', 'Tag filters cannot be combined with other filter types.');
  }
}

function nodeBody(node: FleetNode): object {
  return {
    AgentVersion: node.agentVersion,
    ComputerName: node.computerName,
    IPAddress: node.address,
    InstanceId: node.instanceId,
    LastPingDateTime: epochSeconds(node.lastPingAtMs),
    PingStatus: node.pingStatus,
    PlatformName: node.platformName,
    PlatformType: node.platformType,
    PlatformVersion: node.platformVersion,
    ResourceType: resourceTypeOf(node),
    SourceId: node.instanceId,
    SourceType: sourceTypeOf(node),
  };
}

function resourceTypeOf({ instanceId }: FleetNode): string {
  return instanceId.startsWith('mi-') ? 'ManagedInstance' : 'EC2Instance';
}

function sourceTypeOf(node: FleetNode): string {
  return resourceTypeOf(node) === 'EC2Instance' ? 'AWS::EC2::Instance' : 'AWS::SSM::ManagedInstance';
}
