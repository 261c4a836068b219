/** How one plugin, or an invocation without plugins, ended on one node. */
export type Outcome = {
  /** StatusDetails of the invocation. */
  readonly status: string;
  /** The plugin that decided. */
  readonly plugin?: string | undefined;
  readonly responseCode?: number | undefined;
  /** The node's own name, by which no causes differ. */
  readonly nodeName?: string | undefined;
  /** Output as SSM built it; sanitized by the caller. */
  readonly output: string;
};

export type CauseGroup = {
  readonly status: string;
  readonly plugin?: string;
  readonly responseCode?: number;
  /** One line of one node, the most typical; at most 200 characters. */
  readonly cause?: string;
  /** The lines around it: at most 6 and 600 characters; left out when they add nothing. */
  readonly excerpt?: string;
  /** The caller's indexes, in the order of `add`. */
  readonly members: readonly number[];
  /** What all its texts have in common once normalized, and what they ended in: alike groups may share a line. */
  readonly key: string;
  readonly bucket: string;
  /** Of how many members SSM kept only a part of the output, so that their reason may lie beyond it. */
  readonly cut?: number;
  /** Of successes that differ in one more part: its values, the most frequent first. */
  readonly distribution?: readonly Value[];
  /** What a success hides; it does not make the node a failed one. */
  readonly hides?: Hidden;
};

/** What stands in the part of a text that differs, and how many nodes printed it. */
export type Value = { readonly value: string; readonly nodes: number };

/** A line of a success that reads like a failure, or that just stands on stderr. */
export type Hidden = { readonly line: string; readonly isError: boolean };
