/** How soon a person sees the view's answer about 10,000 nodes, beside a page that can only say one line of it. */

import { openFixedFleet } from '../scripts/fixed-fleet.ts';
import { launchBrowser, openView } from '../test/view/browser.ts';
import { STATES } from '../test/view/questions.ts';
import { APPS, serveHost } from '../test/view/serve-host.ts';
import type { Section } from './findings.ts';
import { interleave, median, pairedRatio } from './rounds.ts';

const ROUNDS = 15;

type Sample = { readonly answeredAt: number; readonly paintedAt: number };

const TITLE = 'The view, with the first page about 10,000 nodes';

/** The protocol's least: a handshake, then the number of invocations. */
const BARE = `<!doctype html><title>bare</title><main></main><script>
const send = (message) => parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
addEventListener('message', ({ data }) => {
  if (data.id === 1) send({ method: 'ui/notifications/initialized', params: {} });
  if (data.method !== 'ui/notifications/tool-result') return;
  const h1 = document.createElement('h1');
  h1.textContent = data.params.structuredContent.summary.invocations;
  document.querySelector('main').append(h1);
});
send({ id: 1, method: 'ui/initialize', params: { protocolVersion: '2026-01-26', appInfo: { name: 'bare', version: '1' }, appCapabilities: {} } });
</script>`;

/**
 * In every frame: when the answer came, and the moment after the first picture with a heading, both counted from when
 * the frame began to load.
 */
const WATCH = `addEventListener('message', ({ data }) => {
  if (data?.method === 'ui/notifications/tool-result') globalThis.answeredAt = performance.now();
});
addEventListener('DOMContentLoaded', () => {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('h1')) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { globalThis.paintedAt = performance.now(); };
      port2.postMessage(0);
    });
  }).observe(document.querySelector('main') ?? document, { childList: true });
});`;

export async function view(): Promise<Section> {
  const browser = await launchBrowser().catch((error: Error) => error);
  if (browser instanceof Error) return { title: TITLE, findings: [], skipped: [browser.message] };
  const fleet = await openFixedFleet(APPS);
  const { tool, args } = STATES['ten-thousand'];
  const result = await fleet.client.callTool({ name: tool, arguments: args });
  const shown = { tool, args, result };
  const hosts = [await serveHost(fleet.client), await serveHost(fleet.client, { html: BARE })];
  try {
    const variants = await Promise.all(
      hosts.map(async ({ url }, index) => {
        const opened = await openView(browser, url, shown);
        await opened.page.addInitScript(WATCH);
        const run = async () => {
          const frame = await opened.show(shown);
          // A function: the page's policy refuses to evaluate text.
          const handle = await frame.waitForFunction(() => {
            const { answeredAt, paintedAt } = globalThis as unknown as Partial<Sample>;
            return paintedAt && { answeredAt, paintedAt };
          });
          const { answeredAt, paintedAt } = (await handle.jsonValue()) as Sample;
          return { answer: paintedAt - answeredAt, whole: paintedAt };
        };
        return { name: String(index), run };
      }),
    );
    const samples = await interleave(ROUNDS, variants);
    const times = (name: string, part: 'answer' | 'whole') =>
      (samples.get(name) ?? []).map((sample) => sample[part]);
    return {
      title: TITLE,
      findings: [
        {
          what: 'from the answer to its first paint',
          value: median(times('0', 'answer')),
          unit: 'ms',
          target: { bound: 'at most', value: 100 },
        },
        {
          what: 'from the empty frame to that: the page, the handshake, the answer; over a page that says one number',
          value: pairedRatio(times('0', 'whole'), times('1', 'whole')),
          unit: 'x',
          note: `${Math.round(median(times('0', 'whole')))} ms`,
        },
      ],
    };
  } finally {
    await browser.close();
    for (const host of hosts) await host.close();
    await fleet.close();
  }
}
