import type { Input, OperationName } from './constraints.ts';
import { selectionOf } from './filters.ts';
import type { CommandHeader, Fleet, FleetCommand } from './fleet.ts';
import { commandBody, invocationBody } from './item-bodies.ts';
import type { Candidates, Paging } from './paging.ts';
import { pageOf, queryOf } from './paging.ts';

/** Consecutive invocations of one command. */
type Run = { readonly command: FleetCommand; readonly first: number; readonly count: number };

export function listCommands(fleet: Fleet, region: string, input: Input, paging: Paging): object {
  const operation: OperationName = 'ListCommands';
  const { command: wanted } = selectionOf(operation, input);
  const commands = commandsFor(fleet, region, input).filter(
    (command) =>
      (input.InstanceId === undefined || command.indexOf(input.InstanceId) !== undefined) &&
      wanted(command.header),
  );
  const candidates: Candidates = {
    count: commands.length,
    at: (offset) => {
      const command = commands[offset];
      return command && (() => commandBody(command.header, region));
    },
  };
  const { items, nextToken } = pageOf(candidates, input, queryOf(operation, region, input), paging);
  return { Commands: items, NextToken: nextToken };
}

export function listCommandInvocations(fleet: Fleet, region: string, input: Input, paging: Paging): object {
  const operation: OperationName = 'ListCommandInvocations';
  const selection = selectionOf(operation, input);
  const runs = runsOf(commandsFor(fleet, region, input), input.InstanceId, selection.command);
  const candidates: Candidates = {
    count: runs.reduce((sum, run) => sum + run.count, 0),
    at: (offset) => {
      const place = placeIn(runs, offset);
      if (place === undefined || !selection.invocation(place.command.outlineAt(place.index)))
        return undefined;
      const { command, index } = place;
      return () =>
        invocationBody(command.header, command.invocationAt(index), region, input.Details === true);
    },
  };
  const { items, nextToken } = pageOf(candidates, input, queryOf(operation, region, input), paging);
  return { CommandInvocations: items, NextToken: nextToken };
}

function commandsFor(fleet: Fleet, region: string, { CommandId: id }: Input): readonly FleetCommand[] {
  const commands = fleet.commands(region, id);
  return id === undefined ? commands : commands.filter(({ header }) => header.commandId === id);
}

/** What has not ended comes first, across all commands. */
function runsOf(
  commands: readonly FleetCommand[],
  instanceId: string | undefined,
  wanted: (header: CommandHeader) => boolean,
): readonly Run[] {
  const running: Run[] = [];
  const ended: Run[] = [];
  for (const command of commands) {
    if (!wanted(command.header)) continue;
    const { size, unfinished } = command;
    if (instanceId === undefined) {
      running.push({ command, first: 0, count: unfinished });
      ended.push({ command, first: unfinished, count: size - unfinished });
      continue;
    }
    const index = command.indexOf(instanceId);
    if (index !== undefined) (index < unfinished ? running : ended).push({ command, first: index, count: 1 });
  }
  // A command that still runs stands before newer ones, and what has ended of it does not.
  ended.sort((a, b) => b.command.header.requestedAtMs - a.command.header.requestedAtMs);
  return [...running, ...ended].filter(({ count }) => count > 0);
}

function placeIn(runs: readonly Run[], offset: number): { command: FleetCommand; index: number } | undefined {
  let left = offset;
  for (const { command, first, count } of runs) {
    if (left < count) return { command, index: first + left };
    left -= count;
  }
  return undefined;
}
