import type { CommandHeader, FleetPlugin, StreamName } from './fleet.ts';

/** Where the agent puts a plugin's full output. S3 drops the colon of a plugin's name. */

export function s3KeyPrefix(header: CommandHeader, instanceId: string, plugin: FleetPlugin): string {
  if (plugin.outputS3KeyPrefix !== undefined) return plugin.outputS3KeyPrefix;
  if (header.s3 === undefined) return '';
  const parts = [header.s3.prefix, header.commandId, instanceId, withoutColon(plugin.action)];
  return parts.filter((part) => part !== '').join('/');
}

/** Filled for both streams, although the agent uploads only those that are not empty. */
export function s3Url(
  header: CommandHeader,
  region: string,
  instanceId: string,
  plugin: FleetPlugin,
  stream: StreamName,
): string {
  if (header.s3 === undefined) return '';
  const key = [s3KeyPrefix(header, instanceId, plugin), stepFolder(plugin), stream].join('/');
  return `https://s3.${region}.amazonaws.com/${header.s3.bucket}/${key}`;
}

/** Where the object really is, which SSM cannot know. */
export function s3Key(
  header: CommandHeader,
  instanceId: string,
  plugin: FleetPlugin,
  stream: StreamName,
): string {
  const folder = plugin.uploads?.s3Folder ?? stepFolder(plugin);
  return [s3KeyPrefix(header, instanceId, plugin), folder, stream].filter((part) => part !== '').join('/');
}

/** CloudWatch Logs has a dash where S3 drops the colon. */
export function logStreamName(
  { commandId }: CommandHeader,
  instanceId: string,
  plugin: FleetPlugin,
  stream: StreamName,
): string {
  return `${commandId}/${instanceId}/${plugin.name.replace(/[:*]/g, '-')}/${stream}`;
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

/** In a schema 1.x document the plugin has no name of its own: it is numbered. */
function stepFolder({ name, action }: FleetPlugin): string {
  return withoutColon(name === action ? `0.${action}` : name);
}

function withoutColon(name: string): string {
  return name.replaceAll(':', '');
}
