/** All nodes succeed, and yet not all print the same. */
import { shellOutcome } from '../played-plugins.ts';
import { scriptedCommand } from '../scripted-command.ts';
import type { Story } from './story.ts';
import { HOUR, MINUTE, shareOf, upTo } from './story.ts';

export const kernelVersions: Story = (setting) => {
  const size = upTo(1000, setting);
  const behind = shareOf(size, 0.06);
  return scriptedCommand({
    commandId: setting.commandId('kernelVersions'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 3 * HOUR - 41_907,
    spreadMs: 4 * MINUTE,
    firstNode: 0,
    documentVersion: '1',
    comment: 'which kernel is running',
    parameters: { commands: ['uname -r'] },
    tag: { key: 'tag:Environment', value: 'production' },
    outcomes: [
      shellOutcome(size - behind, 0, () => ({ stdout: '6.1.158-178.288.amzn2023.x86_64\n' })),
      shellOutcome(behind, 0, () => ({ stdout: '6.1.141-155.222.amzn2023.x86_64\n' })),
    ],
  });
};
