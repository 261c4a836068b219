/** AWS's shapes into the domain's. Nothing is trusted to be there: SSM leaves out or empties what it likes. */

import type {
  CommandInvocation,
  CommandPlugin,
  GetCommandInvocationResult,
  InstanceInformation,
  Command as SsmCommand,
} from '@aws-sdk/client-ssm';
import {
  type Command,
  type Invocation,
  type ManagedNode,
  normalizeStatus,
  type Plugin,
  type PluginOutput,
} from '../run-command/index.ts';

export function toInvocation(raw: CommandInvocation): Invocation {
  return {
    commandId: text(raw.CommandId),
    instanceId: text(raw.InstanceId),
    instanceName: text(raw.InstanceName),
    comment: text(raw.Comment),
    documentName: text(raw.DocumentName),
    documentVersion: version(raw.DocumentVersion),
    requestedAtMs: toMs(raw.RequestedDateTime),
    status: statusWord(raw.Status),
    statusDetails: statusWord(raw.StatusDetails),
    traceOutput: text(raw.TraceOutput),
    standardOutputUrl: text(raw.StandardOutputUrl),
    standardErrorUrl: text(raw.StandardErrorUrl),
    serviceRole: text(raw.ServiceRole),
    notificationArn: text(raw.NotificationConfig?.NotificationArn),
    cloudWatchLogGroupName: text(raw.CloudWatchOutputConfig?.CloudWatchLogGroupName),
    cloudWatchOutputEnabled: raw.CloudWatchOutputConfig?.CloudWatchOutputEnabled === true,
    plugins: list(raw.CommandPlugins).map(toPlugin),
  };
}

function toPlugin(raw: CommandPlugin): Plugin {
  return {
    name: text(raw.Name),
    status: statusWord(raw.Status),
    statusDetails: statusWord(raw.StatusDetails),
    responseCode: whole(raw.ResponseCode),
    startedAtMs: toMs(raw.ResponseStartDateTime),
    finishedAtMs: toMs(raw.ResponseFinishDateTime),
    output: text(raw.Output),
    standardOutputUrl: text(raw.StandardOutputUrl),
    standardErrorUrl: text(raw.StandardErrorUrl),
    outputS3BucketName: text(raw.OutputS3BucketName),
    outputS3KeyPrefix: text(raw.OutputS3KeyPrefix),
  };
}

export function toCommand(raw: SsmCommand): Command {
  return {
    commandId: text(raw.CommandId),
    documentName: text(raw.DocumentName),
    documentVersion: version(raw.DocumentVersion),
    comment: text(raw.Comment),
    requestedAtMs: toMs(raw.RequestedDateTime),
    expiresAfterMs: toMs(raw.ExpiresAfter),
    status: statusWord(raw.Status),
    statusDetails: statusWord(raw.StatusDetails),
    parameters: Object.fromEntries(
      Object.entries(raw.Parameters ?? {}).map(([name, values]) => [name, list(values).map(text)]),
    ),
    instanceIds: list(raw.InstanceIds).map(text),
    targets: list(raw.Targets).map((target) => ({
      key: text(target.Key),
      values: list(target.Values).map(text),
    })),
    targetCount: whole(raw.TargetCount) ?? 0,
    completedCount: whole(raw.CompletedCount) ?? 0,
    errorCount: whole(raw.ErrorCount) ?? 0,
    deliveryTimedOutCount: whole(raw.DeliveryTimedOutCount) ?? 0,
    maxConcurrency: share(raw.MaxConcurrency),
    maxErrors: share(raw.MaxErrors),
    timeoutSeconds: whole(raw.TimeoutSeconds),
  };
}

export function toPluginOutput(raw: GetCommandInvocationResult): PluginOutput {
  return {
    pluginName: text(raw.PluginName),
    documentName: text(raw.DocumentName),
    documentVersion: version(raw.DocumentVersion),
    comment: text(raw.Comment),
    status: statusWord(raw.Status),
    statusDetails: statusWord(raw.StatusDetails),
    responseCode: whole(raw.ResponseCode),
    executionStartAt: text(raw.ExecutionStartDateTime),
    executionEndAt: text(raw.ExecutionEndDateTime),
    executionElapsed: text(raw.ExecutionElapsedTime),
    standardOutput: text(raw.StandardOutputContent),
    standardError: text(raw.StandardErrorContent),
    standardOutputUrl: text(raw.StandardOutputUrl),
    standardErrorUrl: text(raw.StandardErrorUrl),
    cloudWatchLogGroupName: text(raw.CloudWatchOutputConfig?.CloudWatchLogGroupName),
    cloudWatchOutputEnabled: raw.CloudWatchOutputConfig?.CloudWatchOutputEnabled === true,
  };
}

export function toManagedNode(raw: InstanceInformation): ManagedNode {
  return {
    instanceId: text(raw.InstanceId),
    pingStatus: word(raw.PingStatus),
    lastPingAtMs: toMs(raw.LastPingDateTime),
    agentVersion: matching(raw.AgentVersion, /^\d{1,6}(?:\.\d{1,6}){2,3}$/),
    platformType: word(raw.PlatformType),
    platformName: text(raw.PlatformName),
    platformVersion: text(raw.PlatformVersion),
    resourceType: word(raw.ResourceType),
    computerName: text(raw.ComputerName),
  };
}

// The SDK checks numbers that are times and nothing else: a text may arrive as any JSON value.

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

// What follows stands unquoted among our own words, so it must be what the service lets it be.

/** A status, such as "Failed"; AWS's reference spells some with blanks ("Delivery Timed Out"). */
function statusWord(value: unknown): string {
  return normalizeStatus(matching(value, /^[A-Za-z][A-Za-z ]{0,39}$/));
}

function version(value: unknown): string {
  return matching(value, /^(?:\$[A-Z]{1,10}|\d{1,10})$/);
}

/** One of an enumeration. */
function word(value: unknown): string {
  return matching(value, /^[A-Za-z]{1,30}$/);
}

/** A number of nodes, or a percentage of them. */
function share(value: unknown): string {
  return matching(value, /^\d{1,9}%?$/);
}

function matching(value: unknown, form: RegExp): string {
  return typeof value === 'string' && form.test(value) ? value : '';
}

function whole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

function list<Item>(value: readonly Item[] | undefined): readonly Item[] {
  return Array.isArray(value) ? value.filter((item) => item !== null && item !== undefined) : [];
}

/** Times that no calendar holds are no times. */
function toMs(date: Date | undefined): number | undefined {
  const ms = date instanceof Date ? date.getTime() : Number.NaN;
  return ms >= 0 && ms < MAX_MS ? ms : undefined;
}

/** The year 10000: past it, ISO 8601 needs another form. */
const MAX_MS = Date.UTC(10_000, 0, 1);
