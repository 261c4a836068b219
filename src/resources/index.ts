/** The registry of resources: two templates, two pages, and what this session has seen. */

import { InvalidInputError, NotFoundError } from '../run-command/index.ts';
import type { Session, ToolCall } from '../session.ts';
import { awsCliPage } from './aws-cli-page.ts';
import { commandInvocation } from './command-invocation.ts';
import { pluginStream } from './plugin-stream.ts';
import type { ListedResource, ResourceContents, ResourceTemplate } from './resource.ts';
import { listSeen } from './seen-invocations.ts';
import { isViewUri, view } from './view-page.ts';

export const TEMPLATES: readonly ResourceTemplate[] = [commandInvocation, pluginStream];

/** Asks AWS nothing. The view is for clients that can show it. */
export function listResources(session: Session, showsView = false): readonly ListedResource[] {
  return [awsCliPage.listed, ...(showsView ? [view.listed()] : []), ...listSeen(session)];
}

/** Throws `InvalidInputError` for a malformed URI, `NotFoundError` for a well-formed one that names nothing. */
export async function readResource(uri: string, call: ToolCall): Promise<ResourceContents> {
  if (uri === awsCliPage.listed.uri) return awsCliPage.read();
  if (isViewUri(uri)) return view.read(uri);
  for (const template of TEMPLATES) {
    const reading = template.read(uri, call);
    if (reading !== undefined) return await reading;
  }
  if (URL.canParse(uri) && !/^ssm:/i.test(uri)) {
    throw new NotFoundError({ what: 'resource', commandId: '', instanceId: '', region: '' });
  }
  throw new InvalidInputError(
    'no resource has a URI of this form.',
    `Forms are: ${TEMPLATES.map(({ uriTemplate }) => uriTemplate).join(', ')}.`,
  );
}

export { type Completion, complete, type Known } from './completion.ts';
export { isViewUri, viewUri } from './view-page.ts';
