/** The invocations that answers of this session were about one by one, for a client that lets a person pick one. */

import { LRUCache } from 'lru-cache';
import { type InvocationRef, placeLabel } from '../run-command/index.ts';

/** Texts are sanitized already: they come from answers and from what answers are made of. */
export type SeenInvocation = InvocationRef & {
  readonly instanceName: string;
  readonly documentName: string;
  readonly comment: string;
  readonly status: string;
  readonly responseCode?: number | undefined;
  readonly requestedAtMs?: number | undefined;
};

export type SeenInvocations = {
  /** A short answer about one invocation is not stored as a result, but a person who saw it may want it again. */
  note(invocation: SeenInvocation): void;
  /** The one seen last first. */
  all(): readonly SeenInvocation[];
};

/** A menu, not an inventory: the templates reach the rest. */
export const MAX_SEEN = 100;

export function createSeenInvocations(): SeenInvocations {
  const seen = new LRUCache<string, SeenInvocation>({ max: MAX_SEEN });
  return {
    note: (invocation) =>
      void seen.set(
        [placeLabel(invocation), invocation.commandId, invocation.instanceId].join('/'),
        invocation,
      ),
    all: () => [...seen.values()],
  };
}
