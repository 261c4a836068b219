/** What `get_command_invocation` stores for its cursors: an invocation whose output did not fit on one page. */

import type { Pattern } from '../../patterns/index.ts';
import { bytesOf, type SeenInvocation, type StoredResult } from '../../results/index.ts';
import { type AwsPlace, placeOf } from '../../run-command/index.ts';
import type { SanitizedInvocation } from './invocation.ts';
import type { Stop } from './match-search.ts';
import type { ShownLengths } from './parts.ts';

/** What was looked for, the places where cursors go on, and how far it was looked. */
export type Matching = { readonly pattern: Pattern; readonly stops: Stop[]; known?: Stop };

export class OutputResult implements StoredResult {
  readonly tool = 'get_command_invocation';
  readonly invocation: SanitizedInvocation;
  readonly pluginName: string | undefined;
  /** What the first page showed of each text: reading on begins there. Filled once that page is laid out. */
  readonly firstShown: ShownLengths;
  readonly maxTokens: number;
  readonly matching: Matching | undefined;
  /** Whether a page said that bytes are no text: it is said once. */
  replacementTold: boolean;
  readonly bytes: number;

  constructor(
    invocation: SanitizedInvocation,
    pluginName: string | undefined,
    firstShown: ShownLengths,
    maxTokens: number,
    matching?: Matching,
  ) {
    this.invocation = invocation;
    this.pluginName = pluginName;
    this.firstShown = firstShown;
    this.maxTokens = maxTokens;
    this.matching = matching;
    this.replacementTold = invocation.replaced;
    this.bytes = bytesOf(invocation);
  }

  get places(): readonly AwsPlace[] {
    return [placeOf(this.invocation.ref)];
  }

  readonly wholeCommandId = undefined;

  commands(): readonly [] {
    return [];
  }

  /** Every invocation that was asked for by itself is noted as seen, whether its output fit or not. */
  invocations(): readonly SeenInvocation[] {
    return [];
  }
}
