/** An invocation known from GetCommandInvocation alone: one plugin of it, and none of the agent's own messages. */

import type { Invocation, InvocationRef, PluginOutput } from '../run-command/index.ts';

export function invocationOfPlugin(
  { commandId, instanceId }: InvocationRef,
  plugin: PluginOutput,
): Invocation {
  const startedAtMs = Date.parse(plugin.executionStartAt);
  const finishedAtMs = Date.parse(plugin.executionEndAt);
  return {
    commandId,
    instanceId,
    instanceName: '',
    comment: plugin.comment,
    documentName: plugin.documentName,
    documentVersion: plugin.documentVersion,
    status: plugin.status,
    statusDetails: plugin.statusDetails,
    traceOutput: '',
    standardOutputUrl: plugin.standardOutputUrl,
    standardErrorUrl: plugin.standardErrorUrl,
    serviceRole: '',
    notificationArn: '',
    cloudWatchLogGroupName: plugin.cloudWatchLogGroupName,
    cloudWatchOutputEnabled: plugin.cloudWatchOutputEnabled,
    plugins: [
      {
        name: plugin.pluginName,
        status: plugin.status,
        statusDetails: plugin.statusDetails,
        ...(plugin.responseCode !== undefined && { responseCode: plugin.responseCode }),
        ...(!Number.isNaN(startedAtMs) && { startedAtMs }),
        ...(!Number.isNaN(finishedAtMs) && { finishedAtMs }),
        output: '',
        standardOutputUrl: plugin.standardOutputUrl,
        standardErrorUrl: plugin.standardErrorUrl,
        outputS3BucketName: '',
        outputS3KeyPrefix: '',
      },
    ],
  };
}
