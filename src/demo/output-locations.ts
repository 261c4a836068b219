import type { CommandHeader, FleetPlugin } from './fleet.ts';

/** Where the agent puts a step's full output. S3 drops the colon of a plugin's name. */

export function s3KeyPrefix(header: CommandHeader, instanceId: string, step: FleetPlugin): string {
  if (step.outputS3KeyPrefix !== undefined) return step.outputS3KeyPrefix;
  if (header.s3 === undefined) return '';
  const parts = [header.s3.prefix, header.commandId, instanceId, withoutColon(step.plugin)];
  return parts.filter((part) => part !== '').join('/');
}

/** Filled for both streams, although the agent uploads only those that are not empty. */
export function s3Url(
  header: CommandHeader,
  region: string,
  instanceId: string,
  step: FleetPlugin,
  stream: 'stdout' | 'stderr',
): string {
  if (header.s3 === undefined) return '';
  // In a schema 1.x document the step has no name of its own: it is numbered.
  const folder = step.name === step.plugin ? `0.${step.plugin}` : step.name;
  const key = [s3KeyPrefix(header, instanceId, step), withoutColon(folder), stream].join('/');
  return `https://s3.${region}.amazonaws.com/${header.s3.bucket}/${key}`;
}

export function cloudWatchOutput(header: CommandHeader): {
  CloudWatchLogGroupName: string;
  CloudWatchOutputEnabled: boolean;
} {
  const group = header.cloudWatchLogGroup;
  if (group === undefined) return { CloudWatchLogGroupName: '', CloudWatchOutputEnabled: false };
  const named = group || `/aws/ssm/${header.documentName.replace(/[^A-Za-z0-9_\-/.#]/g, '.')}`;
  return { CloudWatchLogGroupName: named, CloudWatchOutputEnabled: true };
}

function withoutColon(name: string): string {
  return name.replaceAll(':', '');
}
