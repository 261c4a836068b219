/** The distribution's Chromium, and the host of `page/` in it. Fails where there is no Chromium. */

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Frame, type Page } from 'playwright-core';
import type { HostKind, HostPage, Shown } from './page/shown.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Nothing that a browser does by itself on a network. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(): Promise<Browser> {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  const executablePath = process.env['CHROMIUM'] ?? found;
  if (executablePath === undefined)
    throw new Error(
      'There is no Chromium: install the package chromium, or set CHROMIUM to the path of one.',
    );
  // Its sandbox does not work for root, as whom containers run.
  const root = process.getuid?.() === 0;
  return await chromium.launch({ executablePath, args: [...FLAGS, ...(root ? ['--no-sandbox'] : [])] });
}

/** What the host itself asks for, and the page of the view. */
const OF_THE_HOST = ['/', '/host.css', '/host.js', '/view.html', '/call'];

export type Opened = {
  readonly page: Page;
  /** The view's own. */
  readonly frame: Frame;
  /** Errors of the page and of the view, dialogs, and requests to anywhere but the host. */
  readonly faults: string[];
  /** Another answer in its place, in a new frame of the same host. */
  show(shown: Shown): Promise<Frame>;
};

export type Look = {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
};

/** Shows an answer in the view, as a host does. The page is the caller's to close. */
export async function openView(
  browser: Browser,
  url: string,
  shown: Shown,
  { theme = 'light', width = 800, height = 900 }: Look = {},
  kind: HostKind = {},
): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width, height } });
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(`error: ${message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (request.url() !== 'data:,' && !(url.startsWith(origin) && OF_THE_HOST.includes(pathname)))
      faults.push(`request: ${request.url()}`);
  });
  await page.goto(`${url}?bare&theme=${theme}`);
  const show = async (next: Shown): Promise<Frame> => {
    await page.evaluate(([shown, kind]) => (globalThis as unknown as HostPage).show(shown, kind), [
      next,
      kind,
    ] as const);
    const frame = page.frames().find((one) => one.url().endsWith('/view.html'));
    if (frame === undefined) throw new Error('the host shows no view');
    return frame;
  };
  return { page, frame: await show(shown), faults, show };
}
