/** What a resource template is. Reading throws an error of `errors.ts`; the server turns it into JSON-RPC. */

import type { ToolCall } from '../tools/tool.ts';

export type ResourceContents = { readonly uri: string; readonly mimeType: string; readonly text: string };

export type ResourceTemplate = {
  readonly uriTemplate: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
  /** `undefined` when the URI is not of this template; throws `InvalidInputError` when it is, but malformed. */
  read(uri: string, call: ToolCall): Promise<ResourceContents> | undefined;
};
