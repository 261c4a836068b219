/** What an expression gave, as a worker hands it out: JSON, an array value by value, so that it can be paged. */
export type Outcome = { readonly isArray: boolean; readonly values: readonly string[] };

export type Reply =
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'fault'; readonly why: string }
  | { readonly kind: 'tooLarge' };
