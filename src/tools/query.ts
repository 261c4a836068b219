/** A request as it was understood, so that an answer can repeat it. */

import type { Filter } from '../run-command/types.ts';

export type WireFilter = { key: string; value: string };

export function echoFilters(filters: readonly Filter[]): { filters?: WireFilter[] } {
  return filters.length === 0 ? {} : { filters: filters.map(({ key, value }) => ({ key, value })) };
}

/** "command 9f3c..., Status = Failed"; "" when nothing narrows the request. */
export function describeQuery(query: {
  command_id?: string;
  instance_id?: string;
  filters?: readonly WireFilter[];
}): string {
  return [
    query.command_id && `command ${query.command_id}`,
    query.instance_id && `node ${query.instance_id}`,
    ...(query.filters ?? []).map(({ key, value }) => `${key} = ${value}`),
  ]
    .filter(Boolean)
    .join(', ');
}
