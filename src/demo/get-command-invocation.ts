import { standardErrorContent, standardOutputContent } from './agent-output.ts';
import type { Input } from './constraints.ts';
import type { Fleet, FleetCommand, FleetInvocation, FleetPlugin } from './fleet.ts';
import { isUnfinished, printedBy } from './fleet.ts';
import { cloudWatchOutput, s3Url } from './output-locations.ts';
import { isoDuration, isoTime, Refusal } from './wire.ts';

/** Throws InvocationDoesNotExist, or InvalidPluginName: a document of several plugins must be asked for one. */
export function getCommandInvocation(fleet: Fleet, region: string, input: Input): object {
  const { command, invocation } = findInvocation(fleet, region, input);
  const { header } = command;
  const plugin = findPlugin(invocation, input.PluginName);
  // A message of the agent stands in place of both streams, and only the list shows it.
  const hasStreams = plugin.message === undefined && !isUnfinished(plugin.status);
  const { instanceId } = invocation;
  return {
    CloudWatchOutputConfig: cloudWatchOutput(header),
    CommandId: header.commandId,
    Comment: header.comment,
    DocumentName: header.documentName,
    DocumentVersion: header.documentVersion,
    ...executionTimes(plugin),
    InstanceId: instanceId,
    PluginName: plugin.name,
    ResponseCode: plugin.responseCode,
    StandardErrorContent: hasStreams ? standardErrorContent(printedBy(plugin, 'stderr')) : '',
    StandardErrorUrl: s3Url(header, region, instanceId, plugin, 'stderr'),
    StandardOutputContent: hasStreams ? standardOutputContent(printedBy(plugin, 'stdout')) : '',
    StandardOutputUrl: s3Url(header, region, instanceId, plugin, 'stdout'),
    Status: input.PluginName === undefined ? invocation.status : plugin.status,
    StatusDetails: input.PluginName === undefined ? invocation.statusDetails : plugin.statusDetails,
  };
}

function findInvocation(
  fleet: Fleet,
  region: string,
  { CommandId: id, InstanceId: instanceId = '' }: Input,
): { command: FleetCommand; invocation: FleetInvocation } {
  const command = fleet.commands(region, id).find(({ header }) => header.commandId === id);
  const index = command?.indexOf(instanceId);
  if (command === undefined || index === undefined) throw new Refusal('InvocationDoesNotExist');
  return { command, invocation: command.invocationAt(index) };
}

function findPlugin({ plugins }: FleetInvocation, name: string | undefined): FleetPlugin {
  const plugin =
    name === undefined && plugins.length === 1 ? plugins[0] : plugins.find((each) => each.name === name);
  if (plugin === undefined) throw new Refusal('InvalidPluginName');
  return plugin;
}

/** Start and end share their milliseconds in every published sample; only the elapsed time is exact. */
function executionTimes({ startedAtMs, finishedAtMs }: FleetPlugin): object {
  const start = startedAtMs === undefined ? '' : isoTime(startedAtMs);
  if (startedAtMs === undefined || finishedAtMs === undefined) {
    return { ExecutionElapsedTime: '', ExecutionEndDateTime: '', ExecutionStartDateTime: start };
  }
  const elapsed = finishedAtMs - startedAtMs;
  return {
    ExecutionElapsedTime: isoDuration(elapsed),
    ExecutionEndDateTime: isoTime(startedAtMs + Math.floor(elapsed / 1000) * 1000),
    ExecutionStartDateTime: start,
  };
}
