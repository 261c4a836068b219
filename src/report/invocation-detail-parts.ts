/** The pieces of which both kinds of page are made: a first page and one that reads on. */

import { clip, costOf, createBudget } from './budget.ts';
import type { InvocationAccount } from './invocation-account.ts';
import type { FullOutput, InvocationDetail, ShownStep } from './invocation-detail.ts';
import { type DetailPlace, renderInvocationDetail } from './invocation-detail-text.ts';
import type { AccountLocation, AccountStep, StepText } from './step-account.ts';
import { isoSeconds } from './words.ts';

export type DetailPage = { readonly detail: InvocationDetail; readonly text: string };

/** One text of one step, in the order of reading; a step that said nothing has one unit without text. */
export type OutputUnit = { readonly step: number; readonly text?: StepText };

/** How much of each unit has been shown, in characters; -1 where its step has not even been named. */
export type ShownLengths = readonly number[];

export const NOT_NAMED = -1;

export function unitsOf({ steps }: InvocationAccount): OutputUnit[] {
  return steps.flatMap(({ texts }, step): OutputUnit[] =>
    texts.length === 0 ? [{ step }] : texts.map((text) => ({ step, text })),
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

/** Characters left to show; a step without output still has its name to say. */
export function restOf({ text }: OutputUnit, shown: number): number {
  const length = text?.text.length ?? 0;
  return shown === NOT_NAMED ? Math.max(1, length) : length - shown;
}

/** Whether reading can go on there; the name of a step without output is read at 0. */
export function isPlaceIn(account: InvocationAccount, unit: number, offset: number): boolean {
  const place = unitsOf(account)[unit];
  return place !== undefined && (offset === 0 || offset < (place.text?.text.length ?? 0));
}

/** What every page says of the invocation. */
export function identityOf(
  account: InvocationAccount,
): Pick<InvocationDetail, 'region' | 'command_id' | 'instance_id' | 'document_name' | 'status'> {
  return {
    region: account.ref.region,
    command_id: account.ref.commandId,
    instance_id: account.ref.instanceId,
    document_name: clip(account.documentName, 40),
    status: clip(account.status, 20),
  };
}

export function headOfStep(step: AccountStep): Omit<ShownStep, 'outputs'> {
  const { startedAtMs, finishedAtMs } = step;
  return {
    ...nameOfStep(step),
    ...(step.responseCode !== undefined && { response_code: step.responseCode }),
    ...(startedAtMs !== undefined && { started_at: isoSeconds(startedAtMs) }),
    ...(finishedAtMs !== undefined && { finished_at: isoSeconds(finishedAtMs) }),
    ...(startedAtMs !== undefined &&
      finishedAtMs !== undefined && {
        duration_seconds: Math.round((finishedAtMs - startedAtMs) / 100) / 10,
      }),
  };
}

export function nameOfStep({ name, status }: AccountStep): Pick<ShownStep, 'name' | 'status'> {
  return { name: clip(name, 40), status: clip(status, 20) };
}

/**
 * Never shortened: half an address is none. Where SSM has all of it too, the URL will do; it ends in bucket and
 * key.
 */
export function toFullOutput(step: AccountStep, { stream, s3, logs, onlyHere }: AccountLocation): FullOutput {
  return {
    step: clip(step.name, 40),
    stream,
    ...(s3?.url && { s3_url: s3.url }),
    ...(s3 && (onlyHere || !s3.url) && { s3_bucket: s3.bucket, s3_key: s3.key }),
    ...(logs && { log_group: logs.group, log_stream: logs.stream }),
  };
}

export function pageOf(detail: InvocationDetail, place: DetailPlace, boundary: string): DetailPage {
  return { detail, text: renderInvocationDetail(detail, place, boundary) };
}

/** Whether both forms keep the bound, with `reserve`, a share of it from 0 to 1, left for what comes later. */
export function fits({ detail, text }: DetailPage, maxTokens: number, reserve = 0): boolean {
  const json = JSON.stringify(detail);
  // Counting tokens takes longest where it is least needed.
  if (Math.max(text.length, json.length) > mostCharacters(maxTokens)) return false;
  return createBudget(maxTokens).fits(costOf({ text, json }), reserve);
}

/** A token may take four bytes (contract 2.1), and a character takes one at least. */
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
