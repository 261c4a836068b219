/** One browser, one fleet that stands still and one host for the tests of a file. */

import type { Browser } from 'playwright-core';
import { type FixedFleet, openFixedFleet } from '../../scripts/fixed-fleet.ts';
import { type Look, launchBrowser, type Opened, openView } from './browser.ts';
import type { HostKind, Shown } from './page/shown.ts';
import { APPS, type Question, serveHost } from './serve-host.ts';

export type Setting = {
  /** What the host hands to the view when this question is asked; asked once. */
  answer(question: Question): Promise<Shown>;
  open(shown: Shown, look?: Look, kind?: HostKind): Promise<Opened>;
  close(): Promise<void>;
};

/** `script` is the host of `page/`; default ours. */
export async function openSetting(script?: string): Promise<Setting> {
  // Of today: what runs has not been running for days.
  const fleet: FixedFleet = await openFixedFleet(APPS, Date.now());
  const host = await serveHost(fleet.client, { script });
  let browser: Browser | undefined;
  const answers = new Map<Question, Promise<Shown>>();
  const ask = async ({ tool, args }: Question): Promise<Shown> => {
    return { tool, args, result: await fleet.client.callTool({ name: tool, arguments: args }) };
  };
  return {
    async answer(question) {
      const answer = answers.get(question) ?? ask(question);
      answers.set(question, answer);
      return await answer;
    },
    async open(shown, look, kind) {
      browser ??= await launchBrowser();
      return await openView(browser, host.url, shown, look, kind);
    },
    async close() {
      await browser?.close();
      await host.close();
      await fleet.close();
    },
  };
}
