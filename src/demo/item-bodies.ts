import { pluginOutput } from './agent-output.ts';
import type { CommandHeader, FleetInvocation, FleetStep } from './fleet.ts';
import { isUnfinished } from './fleet.ts';
import { cloudWatchOutput, s3KeyPrefix, s3Url } from './output-locations.ts';
import { epochSeconds } from './wire.ts';

const NO_NOTIFICATION = { NotificationArn: '', NotificationEvents: [], NotificationType: '' };

export function commandBody(header: CommandHeader, region: string): object {
  const lifetimeMs = (header.timeoutSeconds + header.executionTimeoutSeconds) * 1000;
  return {
    CommandId: header.commandId,
    DocumentName: header.documentName,
    DocumentVersion: header.documentVersion,
    Comment: header.comment,
    ExpiresAfter: epochSeconds(header.requestedAtMs + lifetimeMs),
    // Not in the service model, yet the service sends it.
    Interactive: false,
    Parameters: header.parameters,
    InstanceIds: header.instanceIds,
    Targets: header.targets,
    RequestedDateTime: epochSeconds(header.requestedAtMs),
    Status: header.status,
    StatusDetails: header.statusDetails,
    OutputS3Region: header.outputS3Region ?? region,
    OutputS3BucketName: header.s3?.bucket ?? '',
    OutputS3KeyPrefix: header.s3?.prefix ?? '',
    MaxConcurrency: header.maxConcurrency,
    MaxErrors: header.maxErrors,
    TargetCount: header.counters.targets,
    CompletedCount: header.counters.completed,
    ErrorCount: header.counters.errors,
    DeliveryTimedOutCount: header.counters.deliveryTimedOut,
    ServiceRole: '',
    NotificationConfig: NO_NOTIFICATION,
    CloudWatchOutputConfig: cloudWatchOutput(header),
    TimeoutSeconds: header.timeoutSeconds,
  };
}

export function invocationBody(
  header: CommandHeader,
  invocation: FleetInvocation,
  region: string,
  details: boolean,
): object {
  const { instanceId, steps } = invocation;
  const only = steps.length === 1 ? steps[0] : undefined;
  return {
    CommandId: header.commandId,
    InstanceId: instanceId,
    InstanceName: invocation.instanceName,
    Comment: header.comment,
    DocumentName: header.documentName,
    DocumentVersion: header.documentVersion,
    RequestedDateTime: epochSeconds(invocation.requestedAtMs),
    Status: invocation.status,
    StatusDetails: invocation.statusDetails,
    // A command of one step has these even without details.
    StandardOutputUrl: only ? s3Url(header, region, instanceId, only, 'stdout') : '',
    StandardErrorUrl: only ? s3Url(header, region, instanceId, only, 'stderr') : '',
    CommandPlugins: details ? steps.map((step) => pluginBody(header, instanceId, step, region)) : [],
    ServiceRole: '',
    NotificationConfig: NO_NOTIFICATION,
    CloudWatchOutputConfig: cloudWatchOutput(header),
  };
}

function pluginBody(header: CommandHeader, instanceId: string, step: FleetStep, region: string): object {
  const { startedAtMs, finishedAtMs } = step;
  return {
    Name: step.name,
    Status: step.status,
    StatusDetails: step.statusDetails,
    ResponseCode: step.responseCode,
    ResponseStartDateTime: startedAtMs === undefined ? undefined : epochSeconds(startedAtMs),
    ResponseFinishDateTime: finishedAtMs === undefined ? undefined : epochSeconds(finishedAtMs),
    Output: outputOf(step),
    StandardOutputUrl: s3Url(header, region, instanceId, step, 'stdout'),
    StandardErrorUrl: s3Url(header, region, instanceId, step, 'stderr'),
    OutputS3Region: header.outputS3Region ?? region,
    OutputS3BucketName: header.s3?.bucket ?? '',
    OutputS3KeyPrefix: s3KeyPrefix(header, instanceId, step),
  };
}

/** Neither API tells what a step has said before it ends. */
function outputOf(step: FleetStep): string {
  if (isUnfinished(step.status)) return '';
  return step.message === undefined ? pluginOutput(step.stdout, step.stderr) : pluginOutput(step.message, '');
}
