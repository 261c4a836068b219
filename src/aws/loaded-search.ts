/** The search, where CloudWatch Logs may be asked at all; its code is loaded with the first question. */

import type { OutputSearch } from '../run-command/index.ts';
import type { AwsSettings } from './clients.ts';
import { assertMayAsk } from './endpoints.ts';
import { once } from './once.ts';

export function createOutputSearch(settings: AwsSettings): OutputSearch {
  const load = once(async () => (await import('./output-search.ts')).createSearch(settings));

  async function search(region: string): Promise<OutputSearch> {
    await assertMayAsk(settings, 'CLOUDWATCH_LOGS', 'CloudWatch Logs', region);
    return await load();
  }

  return {
    listGroups: async (region, ...rest) => await (await search(region)).listGroups(region, ...rest),
    start: async (region, ...rest) => await (await search(region)).start(region, ...rest),
    readEvent: async (region, ...rest) => await (await search(region)).readEvent(region, ...rest),
  };
}
