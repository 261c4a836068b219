/** The URIs of an invocation and of what one of its plugins wrote: as templates, as text and as their parts. */

import { z } from 'zod/v3';
import { InvalidInputError, type InvocationRef } from '../run-command/index.ts';
import { commandId, instanceId, region } from '../tools/index.ts';

export const INVOCATION_TEMPLATE = 'ssm://{region}/commands/{command_id}/invocations/{instance_id}';
export const STREAM_TEMPLATE = `${INVOCATION_TEMPLATE}/plugins/{plugin_name}/{stream}`;

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
  return `ssm://${part(ref.region)}/commands/${part(ref.commandId)}/invocations/${part(ref.instanceId)}`;
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

function invocationOf([, ...parts]: readonly string[], template: string): InvocationRef {
  return {
    region: checked('region', region, parts[0], template),
    commandId: checked('command_id', commandId, parts[1], template),
    instanceId: checked('instance_id', instanceId, parts[2], template),
  };
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
