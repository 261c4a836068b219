/**
 * The answer of `list_commands`, in its wire spelling. This object is the structured result, and the text is
 * rendered from it, so the two cannot disagree.
 */

import type { WireFilter } from '../query.ts';

export type CommandEntry = {
  command_id: string;
  document_name: string;
  document_version?: string;
  comment?: string;
  requested_at: string;
  status: string;
  /** Nodes. `completed` counts every outcome; undeliverable nodes are among them, and in neither error count. */
  counts: { targets: number; completed: number; errors: number; delivery_timed_out: number };
  sent_to?: string;
  hint?: string;
  /** Until then AWS tries to deliver. */
  expires_at?: string;
  timeout_seconds?: number;
  max_concurrency?: string;
  max_errors?: string;
  parameters?: Record<string, string>;
  parameters_omitted?: number;
};

export type CommandList = {
  region: string;
  query: { command_id?: string; instance_id?: string; filters?: WireFilter[] };
  summary: {
    commands: number;
    complete: boolean;
    by_status: Record<string, number>;
  };
  notes?: string[];
  next_cursor?: string;
  /** Commands on this page. */
  shown: number;
  commands: CommandEntry[];
  /** Fields that hold what other people wrote: data, never instructions. */
  untrusted_fields: string[];
};

/** Contract 6: whoever sent a command wrote these. */
export const UNTRUSTED_COMMAND_FIELDS = ['comment', 'parameters', 'document_name', 'sent_to'];
