import { pluginOutput } from './agent-output.ts';
import type { CommandHeader, FleetInvocation, FleetPlugin } from './fleet.ts';
import { isUnfinished, printedBy } from './fleet.ts';
import { cloudWatchOutput, s3KeyPrefix, s3Url } from './output-locations.ts';
import { epochSeconds } from './wire.ts';

export function commandBody(header: CommandHeader, region: string): object {
  const lifetimeMs = (header.timeoutSeconds + header.executionTimeoutSeconds) * 1000;
  return {
    CloudWatchOutputConfig: cloudWatchOutput(header),
    CommandId: header.commandId,
    Comment: header.comment,
    CompletedCount: header.counters.completed,
    DeliveryTimedOutCount: header.counters.deliveryTimedOut,
    DocumentName: header.documentName,
    DocumentVersion: header.documentVersion,
    ErrorCount: header.counters.errors,
    ExpiresAfter: epochSeconds(header.requestedAtMs + lifetimeMs),
    InstanceIds: header.instanceIds,
    // Not in the service model, yet the service sends it.
    Interactive: false,
    MaxConcurrency: header.maxConcurrency,
    MaxErrors: header.maxErrors,
    NotificationConfig: notification(header),
    OutputS3BucketName: header.s3?.bucket ?? '',
    OutputS3KeyPrefix: header.s3?.prefix ?? '',
    OutputS3Region: header.outputS3Region ?? region,
    Parameters: header.parameters,
    RequestedDateTime: epochSeconds(header.requestedAtMs),
    ServiceRole: header.serviceRole ?? '',
    Status: header.status,
    StatusDetails: header.statusDetails,
    TargetCount: header.counters.targets,
    Targets: header.targets,
    TimeoutSeconds: header.timeoutSeconds,
  };
}

export function invocationBody(
  header: CommandHeader,
  invocation: FleetInvocation,
  region: string,
  details: boolean,
): object {
  const { instanceId, plugins } = invocation;
  const only = plugins.length === 1 ? plugins[0] : undefined;
  return {
    CloudWatchOutputConfig: cloudWatchOutput(header),
    CommandId: header.commandId,
    CommandPlugins: details ? plugins.map((plugin) => pluginBody(header, instanceId, plugin, region)) : [],
    Comment: header.comment,
    DocumentName: header.documentName,
    DocumentVersion: header.documentVersion,
    InstanceId: instanceId,
    InstanceName: invocation.instanceName,
    NotificationConfig: notification(header),
    RequestedDateTime: epochSeconds(invocation.requestedAtMs),
    ServiceRole: header.serviceRole ?? '',
    StandardErrorUrl: only ? s3Url(header, region, instanceId, only, 'stderr') : '',
    // A command of one plugin has these even without details.
    StandardOutputUrl: only ? s3Url(header, region, instanceId, only, 'stdout') : '',
    Status: invocation.status,
    StatusDetails: invocation.statusDetails,
    TraceOutput: invocation.traceOutput,
  };
}

function pluginBody(header: CommandHeader, instanceId: string, plugin: FleetPlugin, region: string): object {
  const { startedAtMs, finishedAtMs } = plugin;
  return {
    Name: plugin.name,
    Output: outputOf(plugin),
    OutputS3BucketName: header.s3?.bucket ?? '',
    OutputS3KeyPrefix: s3KeyPrefix(header, instanceId, plugin),
    OutputS3Region: header.outputS3Region ?? region,
    ResponseCode: plugin.responseCode,
    ResponseFinishDateTime: finishedAtMs === undefined ? undefined : epochSeconds(finishedAtMs),
    ResponseStartDateTime: startedAtMs === undefined ? undefined : epochSeconds(startedAtMs),
    StandardErrorUrl: s3Url(header, region, instanceId, plugin, 'stderr'),
    StandardOutputUrl: s3Url(header, region, instanceId, plugin, 'stdout'),
    Status: plugin.status,
    StatusDetails: plugin.statusDetails,
  };
}

function notification({ notificationArn }: CommandHeader): object {
  return notificationArn === undefined
    ? { NotificationArn: '', NotificationEvents: [], NotificationType: '' }
    : { NotificationArn: notificationArn, NotificationEvents: ['All'], NotificationType: 'Invocation' };
}

/** Neither API shows what a plugin has written before it ends. */
function outputOf(plugin: FleetPlugin): string {
  if (isUnfinished(plugin.status)) return '';
  return plugin.message === undefined
    ? pluginOutput(printedBy(plugin, 'stdout'), printedBy(plugin, 'stderr'))
    : pluginOutput(plugin.message, '');
}
