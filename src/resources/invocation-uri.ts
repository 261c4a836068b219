/** The URIs of an invocation and of what one of its plugins wrote: as templates, as text and as their parts. */

import { z } from 'zod/v3';
import { type AwsPlace, InvalidInputError, type InvocationRef } from '../run-command/index.ts';
import type { ToolCall } from '../session.ts';
import { commandId, instanceId, placesOf, profile, region } from '../tools/index.ts';

const IN_PLACE = 'commands/{command_id}/invocations/{instance_id}';
export const INVOCATION_TEMPLATE = `ssm://{region}/${IN_PLACE}`;
/** Where several profiles are configured. */
export const PROFILE_INVOCATION_TEMPLATE = `ssm://{profile}@{region}/${IN_PLACE}`;
const IN_PLUGIN = 'plugins/{plugin_name}/{stream}';
export const STREAM_TEMPLATE = `${INVOCATION_TEMPLATE}/${IN_PLUGIN}`;
export const PROFILE_STREAM_TEMPLATE = `${PROFILE_INVOCATION_TEMPLATE}/${IN_PLUGIN}`;

export const STREAMS = ['stdout', 'stderr'] as const;

export type StreamRef = InvocationRef & {
  readonly pluginName: string;
  readonly stream: (typeof STREAMS)[number];
};

/** The least that the service model's CommandPluginName allows; it names no most. */
const pluginName = z.string().min(4);
const stream = z.enum(STREAMS);

const PART = '([^/?#]*)';
const INVOCATION = `ssm://${PART}/commands/${PART}/invocations/${PART}`;
const INVOCATION_URI = new RegExp(`^${INVOCATION}$`);
const STREAM_URI = new RegExp(`^${INVOCATION}/plugins/${PART}/${PART}$`);

export function formatInvocationUri(ref: InvocationRef): string {
  const part = encodeURIComponent;
  const place = `${ref.profile === undefined ? '' : `${part(ref.profile)}@`}${part(ref.region)}`;
  return `ssm://${place}/commands/${part(ref.commandId)}/invocations/${part(ref.instanceId)}`;
}

export function formatStreamUri(ref: StreamRef): string {
  return `${formatInvocationUri(ref)}/plugins/${encodeURIComponent(ref.pluginName)}/${ref.stream}`;
}

/** `undefined` when the URI has another form; throws `InvalidInputError` when a part is not what it should be. */
export function parseInvocationUri(uri: string): InvocationRef | undefined {
  const parts = INVOCATION_URI.exec(uri);
  return parts === null ? undefined : invocationOf(parts, INVOCATION_TEMPLATE);
}

/** As `parseInvocationUri`. */
export function parseStreamUri(uri: string): StreamRef | undefined {
  const parts = STREAM_URI.exec(uri);
  if (parts === null) return undefined;
  return {
    ...invocationOf(parts, STREAM_TEMPLATE),
    pluginName: checked('plugin_name', pluginName, parts[4], STREAM_TEMPLATE),
    stream: checked('stream', stream, parts[5], STREAM_TEMPLATE),
  };
}

function invocationOf([, place = '', ...parts]: readonly string[], template: string): InvocationRef {
  const at = place.lastIndexOf('@');
  return {
    ...(at >= 0 && { profile: checked('profile', profile, place.slice(0, at), template) }),
    region: checked('region', region, place.slice(at + 1), template),
    commandId: checked('command_id', commandId, parts[0], template),
    instanceId: checked('instance_id', instanceId, parts[1], template),
  };
}

/** The place of a URI, if it may be asked. Throws `InvalidInputError` where it may not, or is not one alone. */
export async function placeNamed(ref: InvocationRef, { session }: ToolCall): Promise<AwsPlace> {
  const [place, ...more] = await placesOf(ref, session);
  if (more.length === 0) return place;
  throw new InvalidInputError('the URI has no valid region or profile.', 'It names one of each.');
}

/** Decodes percent signs itself: the SDK's template matcher hands them on as they are. */
function checked<Part>(
  name: string,
  schema: z.ZodType<Part>,
  encoded: string | undefined,
  template: string,
): Part {
  const result = schema.safeParse(decoded(encoded ?? ''));
  if (result.success) return result.data;
  throw new InvalidInputError(`the URI has no valid ${name}.`, `Its form is ${template}.`);
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
