/** What `search_command_output` stores for its cursors. */

import {
  bytesOf,
  type Continued,
  type SeenInvocation,
  type Stored,
  type StoredResult,
} from '../../results/index.ts';
import type { AwsPlace } from '../../run-command/index.ts';
import type { Where } from '../where-schema.ts';
import { type Counts, countEvents } from './count.ts';
import type { SearchRequest } from './request.ts';
import type { Found } from './search.ts';

export class SearchResult implements StoredResult, Continued<SearchResult> {
  readonly tool = 'search_command_output';
  readonly wholeCommandId = undefined;
  readonly request: SearchRequest;
  readonly found: Found;
  readonly where: Where;
  readonly counts: Counts;
  readonly maxTokens: number;
  readonly bytes: number;
  readingOn?: Promise<Stored<SearchResult>>;
  successorId?: string;

  constructor(request: SearchRequest, found: Found, where: Where, maxTokens: number) {
    this.request = request;
    this.found = found;
    this.where = where;
    this.counts = countEvents(found.events);
    this.maxTokens = maxTokens;
    this.bytes = bytesOf([request, found, this.counts]);
  }

  get places(): readonly AwsPlace[] {
    return [this.request.place];
  }

  /** SSM may have forgotten any of them. */
  invocations(_limit: number): readonly SeenInvocation[] {
    return [];
  }

  commands(): [] {
    return [];
  }
}
