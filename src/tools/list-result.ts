/** What both lists store for their cursors. */

import {
  bytesOf,
  type Continued,
  type SeenInvocation,
  type Stored,
  type StoredResult,
} from '../results/index.ts';
import { type AwsPlace, type Command, type CommandQuery, placeOf } from '../run-command/index.ts';

type Asked = {
  readonly request: { readonly query: CommandQuery; readonly places?: readonly AwsPlace[] };
};

export abstract class ListResult<Snapshot extends Asked, Self> implements StoredResult, Continued<Self> {
  abstract readonly tool: string;
  abstract readonly wholeCommandId: string | undefined;
  readonly snapshot: Snapshot;
  readonly maxTokens: number;
  readonly bytes: number;
  readingOn?: Promise<Stored<Self>>;
  successorId?: string;

  constructor(snapshot: Snapshot, maxTokens: number) {
    this.snapshot = snapshot;
    this.bytes = bytesOf(snapshot);
    this.maxTokens = maxTokens;
  }

  get places(): readonly AwsPlace[] {
    const { places, query } = this.snapshot.request;
    return places ?? [placeOf(query)];
  }

  invocations(_limit: number): readonly SeenInvocation[] {
    return [];
  }

  commands(): readonly Pick<Command, 'commandId' | 'documentName' | 'comment'>[] {
    return [];
  }
}
