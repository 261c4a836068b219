/** The URI of an invocation, as a template, as text and as its parts. */

import type { InvocationRef } from '../domain.ts';
import { InvalidInputError } from '../errors.ts';
import { commandId, instanceId, region } from '../tools/parameters.ts';

export const INVOCATION_TEMPLATE = 'ssm://{region}/commands/{command_id}/invocations/{instance_id}';

export function formatInvocationUri(ref: InvocationRef): string {
  const part = encodeURIComponent;
  return `ssm://${part(ref.region)}/commands/${part(ref.commandId)}/invocations/${part(ref.instanceId)}`;
}

const INVOCATION_URI = /^ssm:\/\/([^/?#]+)\/commands\/([^/?#]+)\/invocations\/([^/?#]+)$/;

/**
 * `undefined` when the URI has another form; throws `InvalidInputError` when a part is not what it should be.
 * Decodes percent signs itself: the SDK's template matcher hands them on as they are.
 */
export function parseInvocationUri(uri: string): InvocationRef | undefined {
  const match = INVOCATION_URI.exec(uri);
  if (match === null) return undefined;
  const [, regionPart = '', commandPart = '', instancePart = ''] = match;
  return {
    region: checked('region', region, regionPart),
    commandId: checked('command_id', commandId, commandPart),
    instanceId: checked('instance_id', instanceId, instancePart),
  };
}

type Check = { safeParse(value: unknown): { success: boolean } };

function checked(name: string, schema: Check, part: string): string {
  const value = decoded(part);
  if (value === undefined || !schema.safeParse(value).success) {
    throw new InvalidInputError(`the URI has no valid ${name}.`, `Its form is ${INVOCATION_TEMPLATE}.`);
  }
  return value;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
