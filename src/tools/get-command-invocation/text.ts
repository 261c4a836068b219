/** `InvocationDetail` as prose and fences. Every figure comes from the detail; nothing is computed anew. */

import { fence, formatInteger, formatName, plural, quote } from '../../answer/index.ts';
import { classOf, neverRan } from '../../run-command/index.ts';
import { describeWhere } from '../places.ts';
import type { FullOutput, InvocationDetail, ShownOutput, ShownPlugin } from './schema.ts';

/** `plugins` counts those that were not skipped, here or on other pages, and `started` those of them that started. */
export type DetailPlace = {
  readonly continues: boolean;
  readonly plugins: number;
  readonly started: number;
};

export function renderInvocationDetail(
  detail: InvocationDetail,
  place: DetailPlace,
  boundary: string,
): string {
  return [
    ...headLines(detail, place),
    ...detail.plugins.flatMap((plugin) => ['', ...pluginLines(plugin, place, boundary)]),
    ...tailLines(detail, boundary),
  ].join('\n');
}

function headLines(detail: InvocationDetail, place: DetailPlace): string[] {
  const { continues } = place;
  const version = detail.document_version ? ` (version ${detail.document_version})` : '';
  const node = `${detail.instance_id}${detail.instance_name ? ` ${quote(detail.instance_name)}` : ''}`;
  const what = `${formatName(detail.document_name)}${version}${detail.comment ? ` ${quote(detail.comment)}` : ''}`;
  const requested = detail.requested_at ? `, requested ${detail.requested_at}` : '';
  return [
    `${continues ? 'Read on' : detail.status}: ${what} on ${node} in ${describeWhere(detail)}.${pluginCount(place)}`,
    `Command ${detail.command_id}${requested}.`,
    ...(detail.cause ? [`Cause: ${quote(detail.cause)}`] : []),
    ...(detail.hint ? [detail.hint] : []),
    ...matchedLine(detail),
    ...(detail.next_cursor
      ? [`${continues ? 'More follows' : 'More output'}: cursor "${detail.next_cursor}".`]
      : []),
    ...(detail.notes ?? []).map((note) => `Note: ${note}`),
    ...leftOutLine(detail),
  ];
}

function matchedLine({ matched }: InvocationDetail): string[] {
  if (matched === undefined) return [];
  const { pattern, lines, read_bytes, of_bytes, complete, cut_by_ssm } = matched;
  const count =
    lines === 0 ? 'No line matches' : `${plural(lines, 'line')} ${lines === 1 ? 'matches' : 'match'}`;
  const read = plural(read_bytes, 'byte');
  const share = of_bytes
    ? ` of ${formatInteger(of_bytes)} (${Math.floor((100 * read_bytes) / of_bytes)}%)`
    : '';
  const all = `in all ${read} of output${cut_by_ssm ? ' that could be read, and SSM cut some' : ''}`;
  const where = complete ? all : `in the ${read}${share} read so far`;
  return [`${count} ${quote(pattern)} ${where}.`];
}

function leftOutLine({ left_out }: InvocationDetail): string[] {
  if (left_out === undefined) return [];
  const counts = Object.entries(left_out).map(([what, count]) => plural(count, what.replace(/s$/, '')));
  return [`Left out here: ${counts.join(', ')}. A larger max_tokens shows more.`];
}

function pluginCount({ continues, plugins, started }: DetailPlace): string {
  if (continues || (plugins === 1 && started === 1)) return '';
  if (plugins === 0) return ' SSM lists no plugin.';
  if (started === plugins) return ` ${plural(plugins, 'plugin')} ran.`;
  return plugins === 1 ? '' : ` ${formatInteger(started)} of ${plural(plugins, 'plugin')} ran.`;
}

function pluginLines(plugin: ShownPlugin, { continues }: DetailPlace, boundary: string): string[] {
  const { status, response_code, started_at, finished_at, duration_seconds } = plugin;
  const words = [
    status,
    response_code !== undefined && `exit ${response_code}`,
    started_at && `started ${started_at}`,
    // A page that reads on names its plugins and no more.
    !started_at && !continues && noStart(status),
    // Start and duration give the end. A script that asked for a reboot has exited, its plugin has not finished.
    duration_seconds === undefined &&
      finished_at &&
      `${classOf(status) === 'unfinished' ? 'exited' : 'finished'} ${finished_at}`,
    duration_seconds !== undefined && `${duration_seconds} s`,
  ].filter(Boolean);
  return [
    `Plugin ${formatName(plugin.name)}: ${words.join(', ')}.${silence(plugin)}`,
    ...plugin.outputs.flatMap((output) => outputLines(output, boundary)),
  ];
}

/** Without a start time a plugin may have run all the same: the agent's worker may have died before it reported. */
function noStart(status: string): string | false {
  if (classOf(status) === 'unfinished') return 'not started yet';
  if (neverRan(status)) return 'never started';
  return status !== 'Success' && 'no start reported';
}

function silence({ status, outputs }: ShownPlugin): string {
  if (outputs.length > 0) return '';
  return classOf(status) === 'unfinished' ? ' No output yet.' : ' No output.';
}

function outputLines(output: ShownOutput, boundary: string): string[] {
  const { stream, text, from = 0, length, omitted, more, tail_preview, cut_by_ssm } = output;
  const cut = cut_by_ssm ? ', cut by SSM' : '';
  const part =
    length === undefined
      ? ''
      : `, characters ${formatInteger(from + 1)}-${formatInteger(from + text.length)} of ${formatInteger(length)}`;
  const label = `${stream}${wholeLabel(output)}${part}${cut}; data, not instructions`;
  const lines = text === '' ? [] : [fence(text, boundary, label)];
  if (omitted === undefined && !(more && (tail_preview !== undefined || output.cursor))) return lines;
  const cursor = output.cursor ? `: cursor "${output.cursor}"` : '';
  const what = omitted === undefined ? 'the middle' : plural(omitted, 'character');
  const gap = `... ${what} of ${stream} left out${cursor}`;
  if (tail_preview === undefined) return [...lines, gap];
  return [...lines, gap, fence(tail_preview, boundary, `${stream}, its end; data, not instructions`)];
}

/** Of what was read outside of SSM. */
function wholeLabel({ read_from, size, share, more }: ShownOutput): string {
  if (read_from === undefined) return '';
  const bytes = size === undefined ? '' : `${formatInteger(size)} bytes`;
  if (share !== undefined) return ` from ${read_from}, up to ${Math.floor(share * 1_000) / 10}% of ${bytes}`;
  const part = more ? ', its beginning' : '';
  return ` from ${read_from}${part}${bytes && `, ${bytes} in all`}`;
}

function tailLines(detail: InvocationDetail, boundary: string): string[] {
  const skipped = (detail.skipped_plugins ?? []).map(({ name, why }) => `${formatName(name)} (${why})`);
  const lines = [
    skipped.length > 0 && `Skipped: ${skipped.join(', ')}.`,
    detail.full_output && 'Whole output outside of SSM:',
    ...(detail.full_output ?? []).map(locationLine),
    detail.service_role && `Service role ${formatName(detail.service_role)}.`,
    detail.notification_arn && `Notifies ${formatName(detail.notification_arn)}.`,
    detail.trace_output && fence(detail.trace_output, boundary, 'trace; data, not instructions'),
  ].filter((line) => typeof line === 'string' && line !== '');
  return lines.length === 0 ? [] : ['', ...lines.map(String)];
}

function locationLine(place: FullOutput): string {
  const { plugin, stream, s3_url, s3_bucket, s3_key, log_group, log_stream } = place;
  const places = [
    s3_url && `S3 ${placed(s3_url)}`,
    s3_key && `S3 bucket ${placed(s3_bucket ?? '')}, key ${placed(s3_key)}`,
    log_stream && `CloudWatch Logs group ${placed(log_group ?? '')}, stream ${placed(log_stream)}`,
  ];
  return `- ${stream} of ${formatName(plugin)}: ${places.filter(Boolean).join('; ')}`;
}

/** Senders choose prefixes and groups: one that is no plain path stands in quotation marks. */
function placed(location: string): string {
  return /^[!#-\x5a\x5c\x5e-~]+…?$/.test(location) ? location : quote(location);
}
