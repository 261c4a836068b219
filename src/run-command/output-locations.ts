/** Where a command's sender had the whole output kept: in S3, in CloudWatch Logs, or in both. */

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

type Stream = 'stdout' | 'stderr';

/** `undefined` when this output went nowhere. The agent's rules: amazon-ssm-agent 3.3.1142.0, messageutil.go. */
export function s3LocationOf(facts: S3Facts, pluginName: string, stream: Stream): OutputLocation['s3'] {
  const { url, bucket, keyPrefix } = facts;
  const known = url === '' ? undefined : partsOf(url, bucket);
  if (known) return { url, ...known };
  if (bucket === '' || keyPrefix === '') return undefined;
  // A plugin of a schema 1.x document has no name of its own, and is numbered. S3 drops the colon.
  const folder = `${pluginName.startsWith('aws:') ? '0.' : ''}${pluginName.replaceAll(':', '')}`;
  return { bucket, key: `${keyPrefix}/${folder}/${stream}` };
}

/** The group may be absent, and the stream is, until the plugin has said something. */
export function logLocationOf(facts: LogFacts, pluginName: string, stream: Stream): OutputLocation['logs'] {
  if (!facts.enabled) return undefined;
  // Unlike S3, which drops the colon, CloudWatch Logs has a dash in its place.
  const folder = pluginName.replace(/[:*]/g, '-');
  return {
    group: facts.group || `/aws/ssm/${facts.documentName.replace(/[^A-Za-z0-9_\-/.#]/g, '.')}`,
    stream: `${facts.commandId}/${facts.instanceId}/${folder}/${stream}`,
  };
}

/** The service writes the path style, `https://s3.<region>.amazonaws.com/<bucket>/<key>`; the other is read too. */
function partsOf(url: string, bucket: string): { bucket: string; key: string } | undefined {
  const [, host = '', path = ''] = /^https?:\/\/([^/?#]+)\/([^?#]+)$/.exec(url) ?? [];
  const inHost = bucket !== '' && host.startsWith(`${bucket}.`) ? bucket : /^(.+)\.s3[.-]/.exec(host)?.[1];
  if (inHost !== undefined && path !== '') return { bucket: inHost, key: path };
  const slash = path.indexOf('/');
  return slash < 1 ? undefined : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}
