/** The pieces of which both kinds of page are made: a first page and one that reads on. */

import { clip, costOf, createBudget, isoSeconds } from '../../answer/index.ts';
import { namesOf } from '../places.ts';
import { durationOf } from '../plugin-facts.ts';
import type { SanitizedInvocation } from './invocation.ts';
import type { PluginText, SanitizedLocation, SanitizedPlugin } from './plugin.ts';
import type { FullOutput, InvocationDetail, ShownPlugin } from './schema.ts';
import { type DetailPlace, renderInvocationDetail } from './text.ts';

export type DetailPage = { readonly detail: InvocationDetail; readonly text: string };

/** One text of one plugin, in the order of reading; a plugin that printed nothing has one unit without text. */
export type OutputUnit = { readonly plugin: number; readonly text?: PluginText };

/** How much of each unit has been shown, in characters; -1 where its plugin has not even been named. */
export type ShownLengths = readonly number[];

export const NOT_NAMED = -1;

export function unitsOf({ plugins }: SanitizedInvocation): OutputUnit[] {
  return plugins.flatMap(({ texts }, plugin): OutputUnit[] =>
    texts.length === 0 ? [{ plugin }] : texts.map((text) => ({ plugin, text })),
  );
}

/** The first unit from `from` on of which something is left to show. */
export function nextUnread(
  units: readonly OutputUnit[],
  shown: ShownLengths,
  from = 0,
): { unit: number; offset: number } | undefined {
  const unit = units.findIndex((each, index) => index >= from && restOf(each, shown[index] ?? NOT_NAMED) > 0);
  return unit === -1 ? undefined : { unit, offset: Math.max(0, shown[unit] ?? 0) };
}

/**
 * Characters left to show; a plugin without output still has its name to show, and what stands behind a piece of a
 * whole counts as one.
 */
export function restOf({ text }: OutputUnit, shown: number): number {
  const length = (text?.text.length ?? 0) + (text?.whole?.more ? 1 : 0);
  return shown === NOT_NAMED ? Math.max(1, length) : length - shown;
}

/** Whether reading can go on there; the name of a plugin without output is read at 0. */
export function isPlaceIn(units: readonly OutputUnit[], unit: number, offset: number): boolean {
  const place = units[unit];
  return place !== undefined && (offset === 0 || offset < (place.text?.text.length ?? 0));
}

/** What every page has of the invocation. */
export function identityOf(
  invocation: SanitizedInvocation,
): Pick<
  InvocationDetail,
  'region' | 'profile' | 'account_id' | 'command_id' | 'instance_id' | 'document_name' | 'status'
> {
  return {
    ...(invocation.where ?? namesOf([invocation.ref])),
    command_id: invocation.ref.commandId,
    instance_id: invocation.ref.instanceId,
    document_name: clip(invocation.documentName, 40),
    status: clip(invocation.status, 20),
  };
}

export function headOfPlugin(plugin: SanitizedPlugin): Omit<ShownPlugin, 'outputs'> {
  const { startedAtMs, finishedAtMs } = plugin;
  const duration = durationOf(plugin.status, { started: undefined, startedAtMs, endedAtMs: finishedAtMs });
  return {
    ...nameOfPlugin(plugin),
    ...(plugin.responseCode !== undefined && { response_code: plugin.responseCode }),
    ...(startedAtMs !== undefined && { started_at: isoSeconds(startedAtMs) }),
    ...(finishedAtMs !== undefined && { finished_at: isoSeconds(finishedAtMs) }),
    ...(duration !== undefined && { duration_seconds: duration }),
  };
}

export function nameOfPlugin({ name, status }: SanitizedPlugin): Pick<ShownPlugin, 'name' | 'status'> {
  return { name: clip(name, 40), status: clip(status, 20) };
}

/**
 * Never shortened: half an address is none. Where SSM has all of it too, the URL will do; it ends in bucket and
 * key.
 */
export function toFullOutput(
  plugin: SanitizedPlugin,
  { stream, s3, logs, onlyHere }: SanitizedLocation,
): FullOutput {
  return {
    plugin: clip(plugin.name, 40),
    stream,
    ...(s3?.url && { s3_url: s3.url }),
    ...(s3 && (onlyHere || !s3.url) && { s3_bucket: s3.bucket, s3_key: s3.key }),
    ...(logs && { log_group: logs.group, log_stream: logs.stream }),
  };
}

export function pageOf(detail: InvocationDetail, place: DetailPlace, boundary: string): DetailPage {
  return { detail, text: renderInvocationDetail(detail, place, boundary) };
}

export function placeOf({ plugins }: SanitizedInvocation, continues: boolean): DetailPlace {
  const started = plugins.filter(({ startedAtMs }) => startedAtMs !== undefined).length;
  return { continues, plugins: plugins.length, started };
}

/** Whether both forms keep the bound, with `reserve`, a share of it from 0 to 1, left for what comes later. */
export function fits({ detail, text }: DetailPage, maxTokens: number, reserve = 0): boolean {
  const json = JSON.stringify(detail);
  // Counting tokens takes longest where it is least needed.
  if (Math.max(text.length, json.length) > mostCharacters(maxTokens)) return false;
  return createBudget(maxTokens).fits(costOf({ text, json }), reserve);
}

/** A token may take four bytes (docs/limits.md), and a character takes one at least. */
export function mostCharacters(maxTokens: number): number {
  return 4 * maxTokens;
}

/** The largest number from 0 to `most` that passes; what passes once is taken to pass for less too. */
export function largest(most: number, passes: (candidate: number) => boolean): number {
  let [good, bad] = [0, most + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (passes(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
