/** AWS's shapes into the domain's. Nothing is trusted to be there: SSM leaves out or empties what it likes. */

import type {
  CommandInvocation,
  CommandPlugin,
  GetCommandInvocationResult,
  Command as SsmCommand,
} from '@aws-sdk/client-ssm';
import type { Command, Invocation, Step, StepStreams } from '../domain.ts';

export function toInvocation(raw: CommandInvocation): Invocation {
  return {
    commandId: raw.CommandId ?? '',
    instanceId: raw.InstanceId ?? '',
    instanceName: raw.InstanceName ?? '',
    comment: raw.Comment ?? '',
    documentName: raw.DocumentName ?? '',
    documentVersion: raw.DocumentVersion ?? '',
    ...optional('requestedAtMs', toMs(raw.RequestedDateTime)),
    status: raw.Status ?? '',
    statusDetails: raw.StatusDetails ?? '',
    traceOutput: raw.TraceOutput ?? '',
    standardOutputUrl: raw.StandardOutputUrl ?? '',
    standardErrorUrl: raw.StandardErrorUrl ?? '',
    serviceRole: raw.ServiceRole ?? '',
    notificationArn: raw.NotificationConfig?.NotificationArn ?? '',
    cloudWatchLogGroupName: raw.CloudWatchOutputConfig?.CloudWatchLogGroupName ?? '',
    cloudWatchOutputEnabled: raw.CloudWatchOutputConfig?.CloudWatchOutputEnabled ?? false,
    steps: (raw.CommandPlugins ?? []).map(toStep),
  };
}

function toStep(raw: CommandPlugin): Step {
  return {
    name: raw.Name ?? '',
    status: raw.Status ?? '',
    statusDetails: raw.StatusDetails ?? '',
    ...optional('responseCode', raw.ResponseCode),
    ...optional('startedAtMs', toMs(raw.ResponseStartDateTime)),
    ...optional('finishedAtMs', toMs(raw.ResponseFinishDateTime)),
    output: raw.Output ?? '',
    standardOutputUrl: raw.StandardOutputUrl ?? '',
    standardErrorUrl: raw.StandardErrorUrl ?? '',
    outputS3BucketName: raw.OutputS3BucketName ?? '',
    outputS3KeyPrefix: raw.OutputS3KeyPrefix ?? '',
  };
}

export function toCommand(raw: SsmCommand): Command {
  return {
    commandId: raw.CommandId ?? '',
    documentName: raw.DocumentName ?? '',
    documentVersion: raw.DocumentVersion ?? '',
    comment: raw.Comment ?? '',
    ...optional('requestedAtMs', toMs(raw.RequestedDateTime)),
    ...optional('expiresAfterMs', toMs(raw.ExpiresAfter)),
    status: raw.Status ?? '',
    statusDetails: raw.StatusDetails ?? '',
    parameters: raw.Parameters ?? {},
    instanceIds: raw.InstanceIds ?? [],
    targets: (raw.Targets ?? []).map((target) => ({ key: target.Key ?? '', values: target.Values ?? [] })),
    targetCount: raw.TargetCount ?? 0,
    completedCount: raw.CompletedCount ?? 0,
    errorCount: raw.ErrorCount ?? 0,
    deliveryTimedOutCount: raw.DeliveryTimedOutCount ?? 0,
    maxConcurrency: raw.MaxConcurrency ?? '',
    maxErrors: raw.MaxErrors ?? '',
    ...optional('timeoutSeconds', raw.TimeoutSeconds),
  };
}

export function toStepStreams(raw: GetCommandInvocationResult): StepStreams {
  return {
    pluginName: raw.PluginName ?? '',
    documentName: raw.DocumentName ?? '',
    documentVersion: raw.DocumentVersion ?? '',
    comment: raw.Comment ?? '',
    status: raw.Status ?? '',
    statusDetails: raw.StatusDetails ?? '',
    ...optional('responseCode', raw.ResponseCode),
    executionStartAt: raw.ExecutionStartDateTime ?? '',
    executionEndAt: raw.ExecutionEndDateTime ?? '',
    executionElapsed: raw.ExecutionElapsedTime ?? '',
    standardOutput: raw.StandardOutputContent ?? '',
    standardError: raw.StandardErrorContent ?? '',
    standardOutputUrl: raw.StandardOutputUrl ?? '',
    standardErrorUrl: raw.StandardErrorUrl ?? '',
    cloudWatchLogGroupName: raw.CloudWatchOutputConfig?.CloudWatchLogGroupName ?? '',
    cloudWatchOutputEnabled: raw.CloudWatchOutputConfig?.CloudWatchOutputEnabled ?? false,
  };
}

/** An unreadable time is no time: the SDK turns some malformed ones into an invalid Date. */
function toMs(date: Date | undefined): number | undefined {
  const ms = date?.getTime();
  return ms === undefined || Number.isNaN(ms) ? undefined : ms;
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [K in Key]?: Value } | Record<string, never> {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}
