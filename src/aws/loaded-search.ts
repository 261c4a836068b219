/** The search, where CloudWatch Logs may be asked at all; its code is loaded with the first question. */

import { once } from '../once.ts';
import type { AwsPlace, OutputSearch } from '../run-command/index.ts';
import type { AwsSettings } from './clients.ts';
import { assertMayAsk } from './endpoints.ts';

export function createOutputSearch(settings: AwsSettings): OutputSearch {
  const load = once(async () => (await import('./output-search.ts')).createSearch(settings));

  async function search({ region }: AwsPlace): Promise<OutputSearch> {
    await assertMayAsk('CLOUDWATCH_LOGS', 'CloudWatch Logs', region, settings);
    return await load();
  }

  return {
    listGroups: async (place, ...rest) => await (await search(place)).listGroups(place, ...rest),
    start: async (place, ...rest) => await (await search(place)).start(place, ...rest),
    readEvent: async (place, ...rest) => await (await search(place)).readEvent(place, ...rest),
  };
}
