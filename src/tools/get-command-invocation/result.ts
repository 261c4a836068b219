/** What `get_command_invocation` keeps for its cursors: an invocation whose output did not fit on one page. */

import type { KeptResult, SeenInvocation } from '../../results/index.ts';
import type { SanitizedInvocation } from './invocation.ts';
import type { ShownLengths } from './parts.ts';

/** A JavaScript string takes two where a character lies beyond Latin-1. */
const BYTES_PER_CHARACTER = 2;

export class OutputResult implements KeptResult {
  readonly tool = 'get_command_invocation';
  readonly invocation: SanitizedInvocation;
  readonly pluginName: string | undefined;
  /** What the first page showed of each text: reading on begins there. Filled once that page is laid out. */
  readonly firstShown: ShownLengths;
  readonly maxTokens: number;

  constructor(
    invocation: SanitizedInvocation,
    pluginName: string | undefined,
    firstShown: ShownLengths,
    maxTokens: number,
  ) {
    this.invocation = invocation;
    this.pluginName = pluginName;
    this.firstShown = firstShown;
    this.maxTokens = maxTokens;
  }

  get region(): string {
    return this.invocation.ref.region;
  }

  get bytes(): number {
    const texts = this.invocation.plugins.flatMap((plugin) => plugin.texts);
    return texts.reduce((sum, { text }) => sum + text.length * BYTES_PER_CHARACTER, 0);
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
