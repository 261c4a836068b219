/** An invocation known from GetCommandInvocation alone: one step of it, and none of the agent's own messages. */

import type { Invocation, InvocationRef, StepStreams } from '../domain.ts';

export function invocationOfStep({ commandId, instanceId }: InvocationRef, step: StepStreams): Invocation {
  const startedAtMs = Date.parse(step.executionStartAt);
  const finishedAtMs = Date.parse(step.executionEndAt);
  return {
    commandId,
    instanceId,
    instanceName: '',
    comment: step.comment,
    documentName: step.documentName,
    documentVersion: step.documentVersion,
    status: step.status,
    statusDetails: step.statusDetails,
    traceOutput: '',
    standardOutputUrl: step.standardOutputUrl,
    standardErrorUrl: step.standardErrorUrl,
    serviceRole: '',
    notificationArn: '',
    cloudWatchLogGroupName: step.cloudWatchLogGroupName,
    cloudWatchOutputEnabled: step.cloudWatchOutputEnabled,
    steps: [
      {
        name: step.pluginName,
        status: step.status,
        statusDetails: step.statusDetails,
        ...(step.responseCode !== undefined && { responseCode: step.responseCode }),
        ...(!Number.isNaN(startedAtMs) && { startedAtMs }),
        ...(!Number.isNaN(finishedAtMs) && { finishedAtMs }),
        output: '',
        standardOutputUrl: step.standardOutputUrl,
        standardErrorUrl: step.standardErrorUrl,
        outputS3BucketName: '',
        outputS3KeyPrefix: '',
      },
    ],
  };
}
