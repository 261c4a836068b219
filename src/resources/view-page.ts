/**
 * The page that hosts of MCP Apps show a person beside an answer (`src/view`, built into one file). Its URI holds a
 * hash of its content, because hosts keep what they have read of a URI. A host that still has the URI of an earlier
 * version is given the page as it is now.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ListedResource, ResourceContents } from './resource.ts';

/** As revision 2026-01-26 of the MCP Apps extension has it. */
const VIEW_MIME_TYPE = 'text/html;profile=mcp-app';

/** As far from here in the bundle as from the sources, which show the last build of it. */
const PAGE = '../../dist/view.html';

const VIEW_URI = /^ui:\/\/ssm-invocations\/fleet-\w+\.html$/;

/** The page asks nobody for anything: all that it shows comes from its host. */
const _meta = {
  ui: {
    csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] },
    prefersBorder: true,
  },
};

let page: { readonly uri: string; readonly html: string } | undefined;

function viewPage() {
  if (page) return page;
  const html = readFileSync(new URL(PAGE, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(html).digest('hex').slice(0, 12);
  page = { uri: `ui://ssm-invocations/fleet-${hash}.html`, html };
  return page;
}

export function viewUri(): string {
  return viewPage().uri;
}

export function isViewUri(uri: string): boolean {
  return VIEW_URI.test(uri);
}

export const view = {
  listed: (): ListedResource => ({
    uri: viewUri(),
    name: 'fleet',
    title: 'What a command did on the fleet',
    description: 'Draws the results of list_command_invocations and compare_commands for a person.',
    mimeType: VIEW_MIME_TYPE,
    _meta,
  }),
  /** Under the URI that was asked for. */
  read: (uri: string): ResourceContents => ({ uri, mimeType: VIEW_MIME_TYPE, text: viewPage().html, _meta }),
};
