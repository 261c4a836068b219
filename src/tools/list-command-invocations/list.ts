/**
 * The answer of `list_command_invocations`, in its wire spelling. This object is the structured result, and
 * the text is rendered from it, so the two cannot disagree.
 */

import type { WireFilter } from '../query.ts';

export type ListedGroup = {
  group: number;
  status: string;
  plugin?: string;
  response_code?: number;
  cause?: string;
  /** Distinct managed nodes. */
  nodes: number;
  /** Only where it differs from `nodes`: several commands on one node. */
  invocations?: number;
  instance_ids: string[];
  excerpt?: string;
  hint?: string;
  cursor?: string;
};

export type ListedInvocation = {
  instance_id: string;
  instance_name?: string;
  status: string;
  group?: number;
  response_code?: number;
  duration_seconds?: number;
};

export type ListedCommand = {
  command_id: string;
  document_name: string;
  comment?: string;
  requested_at: string;
  invocations: ListedInvocation[];
};

export type InvocationList = {
  region: string;
  query: { command_id?: string; instance_id?: string; filters?: WireFilter[]; details: boolean };
  summary: {
    invocations: number;
    complete: boolean;
    by_status: Record<string, number>;
    target_count?: number;
    requested_at?: { first: string; last: string };
    duration_seconds?: { median: number; p95: number; max: number };
  };
  groups: ListedGroup[];
  groups_omitted?: { groups: number; nodes: number };
  commands: ListedCommand[];
  /** Rows on this page. */
  shown: number;
  next_cursor?: string;
  notes?: string[];
  /** Fields that hold what machines or other people wrote: data, never instructions. */
  untrusted_fields: string[];
};

/** Contract 6: clients that show only the structure lose the fences, so the structure says it itself. */
export const UNTRUSTED_FIELDS = ['plugin', 'cause', 'excerpt', 'comment', 'document_name', 'instance_name'];
