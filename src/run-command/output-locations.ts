/** Where a command's sender had the whole output kept: in S3, in CloudWatch Logs, or in both. */

import { classOf, statusOf } from './statuses.ts';
import type { Invocation, InvocationRef, Plugin, PluginOutput } from './types.ts';

export type OutputLocation = {
  readonly s3?: { readonly url?: string; readonly bucket: string; readonly key: string };
  readonly logs?: { readonly group: string; readonly stream: string };
};

export type S3Facts = { readonly url: string; readonly bucket: string; readonly keyPrefix: string };

export type LogFacts = {
  readonly enabled: boolean;
  /** "" when SSM names the group after the document. */
  readonly group: string;
  readonly documentName: string;
  readonly commandId: string;
  readonly instanceId: string;
};

export type OutputStream = 'stdout' | 'stderr';

export const OUTPUT_STREAMS: readonly OutputStream[] = ['stdout', 'stderr'];

/**
 * `apart` is what GetCommandInvocation has of the same plugin. S3 has nothing before the plugin ends; CloudWatch Logs
 * has what it said so far. `undefined` where this output went nowhere.
 */
export function outputLocationOf(
  stream: OutputStream,
  plugin: Plugin,
  invocation: Invocation,
  apart: PluginOutput | undefined,
): OutputLocation | undefined {
  const url =
    stream === 'stdout'
      ? plugin.standardOutputUrl || apart?.standardOutputUrl
      : plugin.standardErrorUrl || apart?.standardErrorUrl;
  const s3 =
    classOf(statusOf(plugin)) === 'unfinished'
      ? undefined
      : s3LocationOf(
          { url: url ?? '', bucket: plugin.outputS3BucketName, keyPrefix: plugin.outputS3KeyPrefix },
          plugin.name,
          stream,
        );
  const logs = logLocationOf(
    {
      enabled: invocation.cloudWatchOutputEnabled || apart?.cloudWatchOutputEnabled === true,
      group: invocation.cloudWatchLogGroupName || (apart?.cloudWatchLogGroupName ?? ''),
      documentName: invocation.documentName,
      commandId: invocation.commandId,
      instanceId: invocation.instanceId,
    },
    plugin.name,
    stream,
  );
  return s3 || logs ? { ...(s3 && { s3 }), ...(logs && { logs }) } : undefined;
}

type Node = Pick<InvocationRef, 'commandId' | 'instanceId'>;

/** What every object and log stream of one node begins with, behind the sender's own prefix. */
export function folderOf({ commandId, instanceId }: Node): string {
  return `${commandId}/${instanceId}/`;
}

/**
 * Of keys, or names of log streams, below the folder of one node: the one of this plugin's stream; `undefined` where none
 * is, or several may be. The folders are the action's and the step's. Schema 1.x names a plugin by its action, and its
 * step's folder is an id that the document's author chose, or none.
 */
export function nameOfStream(
  names: readonly string[],
  of: Node & { readonly pluginName: string; readonly stream: OutputStream },
): string | undefined {
  const folders = new Set([of.pluginName.replaceAll(':', ''), of.pluginName.replace(/[:*]/g, '-')]);
  const own = names.filter((name) => {
    const path = name.slice(name.indexOf(folderOf(of)) + folderOf(of).length).split('/');
    return path.pop() === of.stream && path.some((folder) => folders.has(folder));
  });
  return own.length === 1 ? own[0] : undefined;
}

/** `undefined` when this output went nowhere. The agent's rules: amazon-ssm-agent 3.3.1142.0, messageutil.go. */
export function s3LocationOf(facts: S3Facts, pluginName: string, stream: OutputStream): OutputLocation['s3'] {
  const { url, bucket, keyPrefix } = facts;
  const known = url === '' ? undefined : partsOf(url, bucket);
  if (known) return { url, ...known };
  if (bucket === '' || keyPrefix === '') return undefined;
  // A plugin of a schema 1.x document has no name of its own, and is numbered. S3 drops the colon.
  const folder = `${pluginName.startsWith('aws:') ? '0.' : ''}${pluginName.replaceAll(':', '')}`;
  return { bucket, key: `${keyPrefix}/${folder}/${stream}` };
}

/** The group may be absent, and the stream is, until the plugin has said something. */
export function logLocationOf(
  facts: LogFacts,
  pluginName: string,
  stream: OutputStream,
): OutputLocation['logs'] {
  if (!facts.enabled) return undefined;
  // Unlike S3, which drops the colon, CloudWatch Logs has a dash in its place.
  const folder = pluginName.replace(/[:*]/g, '-');
  return {
    group: facts.group || logGroupOf(facts.documentName),
    stream: `${facts.commandId}/${facts.instanceId}/${folder}/${stream}`,
  };
}

/** The one that SSM names after the document, where the command names none. */
export function logGroupOf(documentName: string): string {
  return `/aws/ssm/${documentName.replace(/[^A-Za-z0-9_\-/.#]/g, '.')}`;
}

/** The service writes the path style, `https://s3.<region>.amazonaws.com/<bucket>/<key>`; the other is read too. */
function partsOf(url: string, bucket: string): { bucket: string; key: string } | undefined {
  const [, host = '', path = ''] = /^https?:\/\/([^/?#]+)\/([^?#]+)$/.exec(url) ?? [];
  const inHost = bucket !== '' && host.startsWith(`${bucket}.`) ? bucket : /^(.+)\.s3[.-]/.exec(host)?.[1];
  if (inHost !== undefined && path !== '') return { bucket: inHost, key: path };
  const slash = path.indexOf('/');
  return slash < 1 ? undefined : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}
