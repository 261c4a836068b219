/** The rows of a list, each with what its command says of it. */

import type { InvocationList, Row } from './answers.ts';

export type FleetNode = Row & {
  readonly commandId: string;
  readonly command: string;
  readonly requestedAt: string;
  readonly region: string;
  readonly profile: string | undefined;
};

export function nodesOf({ commands, region, profile }: InvocationList): FleetNode[] {
  return commands.flatMap((command) =>
    command.invocations.map((row) => ({
      ...row,
      commandId: command.command_id,
      command: command.comment ?? command.document_name,
      requestedAt: command.requested_at,
      region: command.region ?? region,
      profile: command.profile ?? profile,
    })),
  );
}

/** Leads to the rows that follow. Behind the last one the cursor reads on in AWS and counts anew: that is no page more. */
export function furtherNodes({ next_cursor: next, read_on: readOn }: InvocationList): string | undefined {
  return next === readOn ? undefined : next;
}

/** In lower case, for search. */
export function searchable({
  instance_id,
  instance_name,
  command,
  status,
  response_code,
}: FleetNode): string {
  const exit = response_code === undefined ? '' : `exit ${response_code}`;
  return [instance_id, instance_name, command, status, exit].join(' ').toLowerCase();
}
