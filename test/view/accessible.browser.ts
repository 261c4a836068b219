/** For everybody: axe-core finds nothing, a keyboard reaches everything, and a narrow window shows it. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Opened } from './browser.ts';
import { QUESTIONS, STATES } from './questions.ts';
import { openSetting, type Setting } from './setting.ts';

let setting: Setting;
let axe: string;
beforeAll(async () => {
  setting = await openSetting();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});
afterAll(() => setting.close());

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

async function violations({ frame }: Opened): Promise<string[]> {
  await frame.evaluate(axe);
  const found = await frame.evaluate(
    async () =>
      (await (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe.run())
        .violations,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

async function openEverything({ frame }: Opened): Promise<void> {
  await frame.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  const show = frame.getByRole('button', { name: /^Show what/ }).first();
  if ((await show.count()) === 0) return;
  await show.click();
  await frame.locator('.invocation').waitFor();
}

const LOOKS = [360, 800, 1_400].flatMap((width) => [
  { width, theme: 'light' as const },
  { width, theme: 'dark' as const },
]);

describe.each(LOOKS)('at $width px, $theme', (look) => {
  it.each(Object.keys(STATES) as (keyof typeof STATES)[])(
    'axe-core finds no violation in %s',
    async (state) => {
      const opened = await setting.open(await setting.answer(STATES[state]), look);
      await opened.frame.locator('h1').waitFor();
      await openEverything(opened);
      expect(await violations(opened)).toEqual([]);
      await opened.page.close();
    },
  );
});

it.each(QUESTIONS.map((question) => [question.name, question] as const))(
  'fits into 320 px: %s',
  async (_name, question) => {
    const opened = await setting.open(await setting.answer(question), { width: 320 });
    await opened.frame.locator('h1, pre').first().waitFor();
    await openEverything(opened);
    const [wide, there] = await opened.frame.evaluate(() => [
      document.documentElement.scrollWidth,
      window.innerWidth,
    ]);
    expect(wide).toBeLessThanOrEqual(there ?? 0);
    await opened.page.close();
  },
);

it('is used by keyboard alone: causes open, their buttons follow', async () => {
  const opened = await setting.open(await setting.answer(STATES['ten-thousand']));
  const { frame, page } = opened;
  await frame.getByRole('button', { name: 'Refresh' }).focus();
  const focused = () => frame.evaluate(() => document.activeElement?.textContent ?? '');
  await page.keyboard.press('Tab');
  expect(await focused()).toContain('289');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await focused()).toContain('Error is not recoverable');
  for (let sample = 0; sample < 3; sample += 1) {
    await page.keyboard.press('Tab');
    expect(await focused()).toMatch(/^i-/);
  }
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Show these 289 nodes');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Ask about this');
  const ring = await frame.evaluate(
    () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
  );
  expect(ring).toBe('solid');
  await page.close();
});

it('keeps its figures where the system sets all colours', async () => {
  const opened = await setting.open(await setting.answer(STATES['ten-thousand']));
  const { frame, page } = opened;
  const colours = () =>
    frame.evaluate(() =>
      ['.bar span', '.column span', '.track span'].map((selector) => {
        const element = document.querySelector(selector);
        return element && getComputedStyle(element).backgroundColor;
      }),
    );
  const before = await colours();
  await page.emulateMedia({ forcedColors: 'active' });
  expect(await frame.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
  expect(await colours()).toEqual(before);
  await page.close();
});
