/** What a resource is. Reading throws an error of `errors.ts`; the server turns it into JSON-RPC. */

import type { ToolCall } from '../session.ts';

export type ResourceContents = {
  readonly uri: string;
  readonly mimeType: string;
  readonly text: string;
  /** What is worth knowing of the text and must not stand in it. */
  readonly _meta?: Readonly<Record<string, unknown>>;
};

export type ResourceTemplate = {
  readonly uriTemplate: string;
  /** Where several profiles are configured. */
  readonly uriTemplateInProfile: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
  /** `undefined` when the URI is not of this template; throws `InvalidInputError` when it is, but malformed. */
  read(uri: string, call: ToolCall): Promise<ResourceContents> | undefined;
};

/** A resource that has one URI. */
export type ListedResource = {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
  readonly _meta?: Readonly<Record<string, unknown>>;
};

/**
 * What `_meta` says of contents that came from nodes: always that they are untrusted. Few clients show it, which is why
 * plain text is fenced besides; a JSON object has no room for a fence.
 */
export function aboutContents(facts: {
  /** Secrets redacted. */
  readonly redactions: number;
  /** Texts that took too long to read. */
  readonly withheld: number;
  /** SSM itself has no more than this of it. */
  readonly cutBySsm?: boolean;
  /** Where the text comes from, if not from where a reader would think. */
  readonly source?: string;
}): Pick<ResourceContents, '_meta'> {
  const _meta = {
    'ssm-invocations/untrusted': true,
    ...(facts.redactions > 0 && { 'ssm-invocations/redacted-secrets': facts.redactions }),
    ...(facts.withheld > 0 && { 'ssm-invocations/withheld-texts': facts.withheld }),
    ...(facts.cutBySsm && { 'ssm-invocations/cut-by-ssm': true }),
    ...(facts.source !== undefined && { 'ssm-invocations/source': facts.source }),
  };
  return { _meta };
}
