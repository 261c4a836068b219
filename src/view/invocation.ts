/** One command on one node: its plugins, and what they printed, read on to the last character. */

import { type Actions, askButton, workButton } from './actions.ts';
import type { InvocationDetail } from './answers.ts';
import { type Child, el } from './elements.ts';
import { duration, integer, moment } from './figures.ts';
import { aboutNode } from './questions.ts';
import { said, saidBlock } from './said.ts';
import { statusLabel } from './statuses.ts';

type Plugin = InvocationDetail['plugins'][number];
type Output = Plugin['outputs'][number];

export function invocationPanel(invocation: InvocationDetail, actions: Actions): HTMLElement {
  return el(
    'div',
    { class: 'invocation' },
    invocation.cause !== undefined && el('p', {}, 'Cause: ', said(invocation.cause)),
    invocation.hint !== undefined && el('p', {}, invocation.hint),
    page(invocation, actions),
    invocation.skipped_plugins?.map(({ name, why }) =>
      el('p', { class: 'faint' }, said(name), ` did not run: ${why}`),
    ),
    invocation.full_output?.map((place) =>
      el('p', { class: 'faint' }, 'Whole output: ', said(placeOf(place))),
    ),
    invocation.notes?.map((note) => el('p', { class: 'faint' }, note)),
    el('p', {}, askButton(actions, aboutNode(invocation.command_id, invocation))),
  );
}

/** The plugins of one page, and the button that puts the next below them. */
function page({ plugins, next_cursor: cursor }: InvocationDetail, actions: Actions): Child {
  const onward = cursor !== undefined && readOnButton(cursor, 'Read on', actions);
  return [
    plugins.map((plugin) => [
      el(
        'h3',
        {},
        said(plugin.name),
        ' ',
        statusLabel(plugin.status),
        ' ',
        el('span', { class: 'faint' }, figuresOf(plugin)),
      ),
      plugin.outputs.map((output) => outputBlock(output, actions)),
      plugin.outputs.length === 0 && el('p', { class: 'faint' }, 'It printed nothing.'),
    ]),
    onward && el('p', {}, onward),
  ];
}

function figuresOf({ response_code, duration_seconds, started_at }: Plugin): string {
  return [
    response_code !== undefined && `exit code ${response_code}`,
    duration_seconds !== undefined && `took ${duration(duration_seconds)}`,
    started_at !== undefined && `from ${moment(started_at)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function outputBlock(output: Output, actions: Actions): Child {
  const { stream, from, text, omitted, tail_preview, cursor, cut_by_ssm, read_from } = output;
  const where = [
    stream,
    from !== undefined && `from character ${integer(from + 1)}`,
    read_from !== undefined && `read from ${read_from}`,
    cut_by_ssm && 'cut by SSM',
  ].filter(Boolean);
  return [
    el('h4', {}, where.join(', ')),
    saidBlock(text, stream),
    omitted !== undefined && el('p', { class: 'faint' }, `${integer(omitted)} characters left out here`),
    tail_preview !== undefined && saidBlock(tail_preview, `end of ${stream}`),
    cursor !== undefined && el('p', {}, readOnButton(cursor, `Read on in ${stream}`, actions)),
  ];
}

function placeOf(place: NonNullable<InvocationDetail['full_output']>[number]): string {
  const { stream, s3_url, s3_bucket, s3_key, log_group, log_stream } = place;
  const s3 = s3_url ?? (s3_bucket && `s3://${s3_bucket}/${s3_key ?? ''}`);
  return [stream, s3, log_group, log_stream].filter(Boolean).join(' ');
}

function readOnButton(cursor: string, label: string, actions: Actions): Child {
  if (!actions.canCall) return false;
  const button: HTMLElement = workButton(label, async (say) => {
    const { invocation } = await actions.call('invocation', { cursor }, say);
    button.replaceWith(el('div', {}, page(invocation, actions)));
  });
  return button;
}
