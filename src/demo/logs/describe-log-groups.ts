import type { Fleet, FleetCommand } from '../fleet.ts';
import { ACCOUNT } from './account.ts';
import { type Body, invalidParameter, numberIn, rangeOf, textIn } from './input.ts';
import { createdAtMs, logGroups } from './log-groups.ts';
import { streamsOf } from './log-streams.ts';

const PAGE_SIZE = 50;

export function describeLogGroups(fleet: Fleet, region: string, body: Body): object {
  const prefix = textIn(body, 'logGroupNamePrefix');
  const pattern = textIn(body, 'logGroupNamePattern');
  if (prefix !== undefined && pattern !== undefined) {
    throw invalidParameter(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  }
  const size = rangeOf('limit', numberIn(body, 'limit'), 1, PAGE_SIZE) ?? PAGE_SIZE;
  const groups = [...logGroups(fleet, region)].filter(
    ([name]) => name.startsWith(prefix ?? '') && name.includes(pattern ?? ''),
  );
  const from = placeOf(textIn(body, 'nextToken'));
  const page = groups.slice(from, from + size);
  return {
    logGroups: page.map(([name, commands]) => described(name, commands, region)),
    nextToken: from + size < groups.length ? `groups-${from + size}` : undefined,
  };
}

function described(name: string, commands: readonly FleetCommand[], region: string): object {
  const streams = commands.flatMap((command) => [...streamsOf(command, '')]);
  const arn = `arn:aws:logs:${region}:${ACCOUNT}:log-group:${name}`;
  return {
    arn: `${arn}:*`,
    creationTime: createdAtMs(commands),
    logGroupArn: arn,
    logGroupClass: 'STANDARD',
    logGroupName: name,
    metricFilterCount: 0,
    storedBytes: streams.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function placeOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const [, place] = /^groups-(\d{1,9})$/.exec(token) ?? [];
  if (place === undefined) throw invalidParameter('The specified nextToken is invalid.');
  return Number(place);
}
