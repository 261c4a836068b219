/** The view in a host that is not ours: that of the extension's SDK. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HostPage } from './page/shown.ts';
import { STATES } from './questions.ts';
import { openSetting, type Setting } from './setting.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting('official-host.ts');
});
afterAll(() => setting.close());

it('is initialized, given its answer, calls tools, sends a message and tells its size', async () => {
  const { page, frame, faults } = await setting.open(await setting.answer(STATES['none-failed']));
  await frame.getByRole('heading', { name: 'All 1,000 nodes succeeded' }).waitFor();
  await frame.getByRole('button', { name: 'Next page' }).click();
  await frame.getByText(/^[3-9]\d\d of 1,000 loaded$/).waitFor();
  await frame.locator('summary').first().click();
  await frame.getByRole('button', { name: 'Ask about this' }).first().click();
  await frame.getByRole('button', { name: 'Asked' }).waitFor();
  const received = await page.evaluate(() => (globalThis as unknown as HostPage).received);
  expect(new Set(received.map(({ method }) => method))).toEqual(
    new Set(['ui/notifications/size-changed', 'tools/call', 'ui/message']),
  );
  expect(await frame.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe('dark');
  expect(faults).toEqual([]);
});
