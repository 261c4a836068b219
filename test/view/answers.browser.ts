/** What a person sees of an answer, and what happens when they click. */

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Opened } from './browser.ts';
import type { HostPage, Message } from './page/shown.ts';
import { STATES } from './questions.ts';
import type { Question } from './serve-host.ts';
import { openSetting, type Setting } from './setting.ts';

let setting: Setting;
let opened: Opened;

beforeAll(async () => {
  setting = await openSetting();
});
afterAll(() => setting.close());

/** Whatever was done: nothing failed, nothing was asked of anybody but the host. */
afterEach(async () => {
  expect(opened.faults).toEqual([]);
  await opened.page.close();
});

async function open(
  question: Question,
  look?: Parameters<Setting['open']>[1],
  kind?: Parameters<Setting['open']>[2],
): Promise<Opened['frame']> {
  opened = await setting.open(await setting.answer(question), look, kind);
  return opened.frame;
}

async function received(method: string): Promise<Message[]> {
  const all = await opened.page.evaluate(() => (globalThis as unknown as HostPage).received);
  return all.filter((message) => message.method === method);
}

describe('the first look', () => {
  it.each([
    ['all-failed', 'None of 60 nodes succeeded'],
    ['none-failed', 'All 1,000 nodes succeeded'],
    ['running', '152 of 200 nodes not finished, none failed'],
    ['compare', '23 nodes newly failing, 40 fixed, 44 failing in both'],
    ['ten-thousand', '700 of 10,000 nodes did not succeed'],
  ] as const)('says of %s: %s', async (name, verdict) => {
    const frame = await open(STATES[name]);
    expect(await frame.locator('h1').textContent()).toBe(verdict);
  });

  it.each([
    ['not all was read', { max_items: 50 }, 'All 50 nodes read so far succeeded'],
    ['a pattern leaves some', { match: '6\\.1\\.141' }, 'All 60 nodes that match succeeded'],
    ['there are none', { match: 'no node says this' }, 'No match'],
  ])('says where %s', async (_name, args, verdict) => {
    const { tool, args: whole } = STATES['none-failed'];
    const frame = await open({ name: '', tool, args: { ...whole, ...args } });
    expect(await frame.locator('h1').textContent()).toBe(verdict);
  });

  it('does not count what is not known of two runs that were not read to their end', async () => {
    const { result, ...shown } = await setting.answer(STATES.compare);
    const structured = result['structuredContent'] as { summary: object };
    const { fixed: _, complete: __, ...summary } = structured.summary as Record<string, unknown>;
    const cut = { ...structured, summary: { ...summary, complete: false, undecided: 48 } };
    opened = await setting.open({ ...shown, result: { ...result, structuredContent: cut } });
    expect(await opened.frame.locator('h1').textContent()).toBe(
      '23 nodes newly failing, 44 failing in both, of those read so far',
    );
    expect(await opened.frame.locator('.tiles dt').allTextContents()).not.toContain('Fixed');
  });

  it('counts each status, and names the place and the command', async () => {
    const frame = await open(STATES['ten-thousand']);
    expect(await frame.locator('.legend li').allTextContents()).toEqual([
      'Success 9,300 93%',
      'Failed 650 6.5%',
      'ExecutionTimedOut 49 0.5%',
      'Undeliverable 1 < 0.1%',
    ]);
    const subject = await frame.locator('.subject').textContent();
    expect(subject).toContain('rotate logs and report');
    expect(subject).toContain('us-east-1, account 111122223333');
  });

  it('draws the largest cause first, as long as its share', async () => {
    const frame = await open(STATES['ten-thousand']);
    const first = frame.locator('.cause').first();
    expect(await first.locator('.count').textContent()).toBe('289');
    expect(await first.locator('.title').textContent()).toContain('No space left on device');
    const width = await first.locator('.track span').evaluate((bar) => bar.style.width);
    expect(Number.parseFloat(width)).toBeCloseTo((100 * 289) / 700, 3);
  });

  it('draws when nodes ran: each column as high as the nodes at work', async () => {
    const frame = await open(STATES['ten-thousand']);
    const heights = await frame
      .locator('.column')
      .evaluateAll((columns) =>
        columns.map((column) => [...column.children].reduce((sum, part) => sum + part.clientHeight, 0)),
      );
    expect(heights.length).toBeGreaterThan(10);
    expect(Math.max(...heights)).toBeGreaterThan(100);
    expect(await frame.locator('figcaption').textContent()).toMatch(
      /^9,999 nodes ran from \d\d:\d\d:\d\d UTC/,
    );
  });

  it('has the frame as high as the page, so that nothing scrolls twice', async () => {
    const frame = await open(STATES['ten-thousand']);
    const height = await frame.evaluate(() => document.documentElement.getBoundingClientRect().height);
    await expect
      .poll(() => opened.page.locator('iframe').evaluate((element) => element.clientHeight))
      .toBeGreaterThanOrEqual(Math.floor(height));
  });

  it('takes the colours of the host, and its theme', async () => {
    const frame = await open(
      STATES['none-failed'],
      { theme: 'dark' },
      { variables: { '--color-background-primary': 'rgb(1, 2, 3)' } },
    );
    const style = () =>
      frame.evaluate(() => {
        const { backgroundColor, colorScheme } = getComputedStyle(document.body);
        return { backgroundColor, colorScheme };
      });
    expect(await style()).toEqual({ backgroundColor: 'rgb(1, 2, 3)', colorScheme: 'dark' });
    await opened.page.evaluate(() =>
      (globalThis as unknown as HostPage).tell({
        method: 'ui/notifications/host-context-changed',
        params: { theme: 'light', styles: { variables: { '--color-background-primary': 'rgb(4, 5, 6)' } } },
      }),
    );
    await expect.poll(style).toEqual({ backgroundColor: 'rgb(4, 5, 6)', colorScheme: 'light' });
  });
});

describe('a click', () => {
  it('opens a cause to what its nodes wrote and have in common', async () => {
    const frame = await open(STATES['ten-thousand']);
    const [first, second] = [frame.locator('.cause').first(), frame.locator('.cause').nth(1)];
    expect(await first.locator('pre').isVisible()).toBe(false);
    await first.locator('summary').click();
    await second.locator('summary').click();
    expect(await first.locator('pre').textContent()).toContain('Error is not recoverable');
    expect(await second.locator('.facts').textContent()).toContain('have platform Ubuntu 22.04');
  });

  it('shows the nodes of a cause, all of them, through the host', async () => {
    const frame = await open(STATES['ten-thousand']);
    const cause = frame.locator('.cause').first();
    await cause.locator('summary').click();
    await cause.getByRole('button', { name: 'Show these 289 nodes' }).click();
    await expect.poll(() => cause.locator('.faint[role=status]').textContent()).toBe('289 in all');
    expect(await cause.locator('tbody tr:visible').count()).toBe(50);
    const [call] = await received('tools/call');
    expect(call?.params).toMatchObject({
      name: 'list_command_invocations',
      arguments: { cursor: expect.stringMatching(/-f1\.0$/) },
    });
  });

  it('shows a node whole, hides it, and asks only once', async () => {
    const frame = await open(STATES['ten-thousand']);
    const button = frame.getByRole('button', { name: /^Show what i-/ }).first();
    await button.click();
    const panel = frame.locator('.invocation');
    await panel.waitFor();
    expect(await panel.textContent()).toContain('stderr');
    expect(await panel.locator('pre').last().textContent()).toContain('No space left on device');
    await frame.getByText('Hide', { exact: true }).click();
    expect(await panel.isVisible()).toBe(false);
    await button.click();
    expect(await panel.isVisible()).toBe(true);
    expect(await received('tools/call')).toHaveLength(1);
  });

  it('loads the next page below, and leaves the keyboard and what is open where they are', async () => {
    const frame = await open(STATES['none-failed']);
    await frame
      .getByRole('button', { name: /^Show what/ })
      .first()
      .click();
    await frame.locator('.invocation').waitFor();
    const next = frame.getByRole('button', { name: 'Next page' });
    await next.focus();
    await opened.page.keyboard.press('Enter');
    await expect
      .poll(() => frame.locator('.faint[role=status]').last().textContent())
      .toMatch(/^[3-9]\d\d of 1,000 loaded$/);
    expect(await frame.evaluate(() => document.activeElement?.textContent)).toBe('Next page');
    expect(await frame.locator('.invocation').isVisible()).toBe(true);
  });

  it('loads all nodes, each of them once, and finds one among them', async () => {
    const frame = await open(STATES['none-failed']);
    await frame.getByRole('button', { name: 'Load all 1,000' }).click();
    await expect.poll(() => frame.locator('.faint[role=status]').last().textContent()).toBe('1,000 in all');
    const search = frame.getByRole('searchbox');
    await search.fill('cache-0002');
    expect(await frame.locator('tbody tr:visible').count()).toBe(1);
    await search.fill('');
    for (;;) {
      const more = frame.getByRole('button', { name: /^Show \d+ more$/ });
      if ((await more.count()) === 0) break;
      await more.click();
    }
    const ids = await frame.locator('tbody th .id').allTextContents();
    expect(ids).toHaveLength(1_000);
    expect(new Set(ids).size).toBe(1_000);
  });

  it('shows a sample of a cause, and a node of a comparison, by its id', async () => {
    for (const [state, id] of [
      [STATES['ten-thousand'], 'i-0d902c103125a81c6'],
      [STATES.compare, 'i-0be75631eb15d3c74'],
    ] as const) {
      await opened?.page.close();
      const frame = await open(state);
      for (const summary of (await frame.locator('.cause summary').all()).slice(0, 2)) await summary.click();
      await frame.getByRole('button', { name: `${id}, what it printed` }).click();
      await frame.locator('.invocation').waitFor();
      expect(await frame.locator('.invocation pre').last().textContent()).toContain(
        'No space left on device',
      );
      const [call] = await received('tools/call');
      expect(call?.params).toMatchObject({
        arguments: { command_id: state.args['command_id'], instance_id: id },
      });
    }
  });

  it('shows a node that is not loaded, by its id alone', async () => {
    const frame = await open(STATES['ten-thousand']);
    await frame.getByRole('searchbox').fill('i-02fef5c8fbab18a02');
    await frame.getByRole('button', { name: /^Show i-02fef5c8fbab18a02 whole/ }).click();
    await frame.locator('.invocation').waitFor();
    const [call] = await received('tools/call');
    expect(call?.params).toMatchObject({
      name: 'get_command_invocation',
      arguments: { instance_id: 'i-02fef5c8fbab18a02' },
    });
  });

  it('finds the causes where only statuses were asked for, and goes on asking for them', async () => {
    const { args, ...rest } = STATES['ten-thousand'];
    const frame = await open({ ...rest, args: { command_id: args['command_id'] } });
    await frame.getByRole('button', { name: 'Find the causes' }).click();
    await frame.getByText('No space left on device').first().waitFor();
    await frame.getByRole('button', { name: 'Refresh' }).click();
    await expect.poll(async () => (await received('tools/call')).length).toBe(2);
    const [, refresh] = await received('tools/call');
    expect(refresh?.params?.['arguments']).toMatchObject({ command_id: args['command_id'], details: true });
    await expect.poll(() => frame.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  });

  it('lists all ids of a kind of change', async () => {
    const frame = await open(STATES.compare);
    const fixed = frame.locator('section', { has: frame.getByRole('heading', { name: 'Fixed' }) });
    await fixed.getByRole('button', { name: 'Show all ids of these' }).click();
    await expect.poll(() => fixed.locator('.work .id').count()).toBe(40);
  });

  it('shows the changes of the next page below', async () => {
    const { args, ...compare } = STATES.compare;
    const frame = await open({ ...compare, args: { ...args, max_tokens: 1_000 } });
    const before = await frame.locator('.cause').count();
    await frame.getByRole('button', { name: 'Next page' }).click();
    await frame.getByRole('heading', { name: 'Only in the earlier one' }).waitFor();
    expect(before).toBeGreaterThan(0);
    expect(await frame.locator('.cause').count()).toBe(17);
  });

  it('shows what a query gave, page below page', async () => {
    const { tool, args } = STATES['none-failed'];
    const { command_id } = args as { command_id: string };
    const frame = await open({
      name: '',
      tool,
      args: { command_id, query: 'CommandInvocations[].InstanceId' },
    });
    const blocks = frame.locator('pre');
    const first: string[] = JSON.parse((await blocks.textContent()) ?? '');
    await frame.getByRole('button', { name: 'Next page' }).click();
    await expect.poll(() => blocks.count()).toBe(2);
    await frame.getByRole('button', { name: /^Show the other/ }).click();
    const second: string[] = JSON.parse((await blocks.last().textContent()) ?? '');
    expect(first.length).toBeGreaterThan(10);
    expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
  });

  it('asks the conversation about a cause, in a short message', async () => {
    const frame = await open(STATES['ten-thousand']);
    await frame.locator('.cause summary').first().click();
    await frame.getByRole('button', { name: 'Ask about this' }).first().click();
    await frame.getByRole('button', { name: 'Asked' }).waitFor();
    const [message] = await received('ui/message');
    expect(message?.params).toEqual({
      role: 'user',
      content: [
        {
          type: 'text',
          text: expect.stringMatching(
            /^About group 1 of command [\w-]+: 289 nodes Failed with exit code 2 \(its nodes: cursor \w+-f1\.0\)\. Why did this happen, and what should I do\?$/,
          ),
        },
      ],
    });
  });

  it('says how far a call has come, and what went wrong', async () => {
    const frame = await open(STATES['none-failed']);
    let finish: () => void = () => {};
    await opened.page.route('**/call', async (route) => {
      const { id: _, ...call } = route.request().postDataJSON();
      const token = call._meta.progressToken;
      await opened.page.evaluate(
        (progressToken) =>
          (globalThis as unknown as HostPage).tell({
            method: 'notifications/progress',
            params: { progressToken, progress: 7, total: 10, message: '7 of 10 pages' },
          }),
        token,
      );
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      const text = 'CursorExpired: this cursor is no longer known.\nAsk again without it.';
      await route.fulfill({
        body: `${JSON.stringify({ result: { isError: true, content: [{ type: 'text', text }] } })}\n`,
      });
    });
    await frame.getByRole('button', { name: 'Next page' }).click();
    await frame.getByText('7 of 10 pages').waitFor();
    finish();
    await frame.getByText('CursorExpired: this cursor is no longer known.').waitFor();
    expect(await frame.locator('h1').textContent()).toBe('All 1,000 nodes succeeded');
  });
});

describe('a host', () => {
  it('that leaves the structured content out is asked for it', async () => {
    for (const state of [STATES.compare, STATES['none-failed']]) {
      const { tool: _, ...shown } = await setting.answer(state);
      await opened?.page.close();
      opened = await setting.open(shown, {}, { stripsStructure: true });
      await opened.frame.locator('h1').waitFor();
      const [call] = await received('tools/call');
      expect(call?.params).toMatchObject({ name: state.tool, arguments: state.args });
    }
  });

  it('that passes on neither calls nor messages is not offered any', async () => {
    const frame = await open(STATES['ten-thousand'], {}, { cannotCall: true, cannotAsk: true });
    await frame.locator('.cause summary').first().click();
    expect(await frame.getByRole('button').filter({ visible: true }).allTextContents()).toEqual([]);
  });

  it('hears that a call failed or was cancelled', async () => {
    const result = {
      isError: true,
      content: [{ type: 'text', text: 'Throttled: AWS asks for fewer calls.' }],
    };
    opened = await setting.open({ args: {}, result });
    await opened.frame.getByText('Throttled: AWS asks for fewer calls.').waitFor();
    await opened.page.evaluate(() =>
      (globalThis as unknown as HostPage).tell({
        method: 'ui/notifications/tool-cancelled',
        params: { reason: 'by the user' },
      }),
    );
    await opened.frame.getByText('The call was cancelled: by the user.').waitFor();
  });

  it('gets answers to what it asks, and is not obeyed from elsewhere', async () => {
    const frame = await open(STATES['none-failed']);
    await opened.page.evaluate(() => {
      const { tell } = globalThis as unknown as HostPage;
      tell({ id: 'a', method: 'ping' });
      tell({ id: 'b', method: 'ui/resource-teardown', params: {} });
      tell({ id: 'c', method: 'tools/list' });
    });
    const replies = async () =>
      (await opened.page.evaluate(() => (globalThis as unknown as HostPage).received)).filter(
        ({ id }) => typeof id === 'string',
      );
    await expect.poll(replies).toEqual([
      { jsonrpc: '2.0', id: 'a', result: {} },
      { jsonrpc: '2.0', id: 'b', result: {} },
      { jsonrpc: '2.0', id: 'c', error: { code: -32601, message: 'Unknown method' } },
    ]);
    await frame.evaluate(() =>
      window.postMessage({ jsonrpc: '2.0', method: 'ui/notifications/tool-cancelled', params: {} }, '*'),
    );
    await frame.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    expect(await frame.locator('h1').textContent()).toBe('All 1,000 nodes succeeded');
  });
});
