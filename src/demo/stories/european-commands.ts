/** What eu-west-1 holds: enough to notice that Regions are apart. */
import { FIRST_EUROPEAN } from '../managed-nodes.ts';
import { shellOutcome } from '../played-plugins.ts';
import { scriptedCommand } from '../scripted-command.ts';
import type { Story } from './story.ts';
import { HOUR, upTo } from './story.ts';

const COMMENTS = ['disk usage', 'certificate expiry', 'uptime'] as const;

export const EUROPEAN_STORIES: readonly Story[] = COMMENTS.map(
  (comment, n): Story =>
    (setting) =>
      scriptedCommand({
        commandId: setting.commandId(`europe-${n}`),
        seed: setting.seed,
        requestedAtMs: setting.nowMs - (n + 1) * 5 * HOUR - 512,
        firstNode: FIRST_EUROPEAN,
        comment,
        parameters: { commands: ['/opt/ops/bin/check'] },
        maxErrors: '100%',
        outcomes: [
          shellOutcome(upTo(12, setting), 0, ({ node }) => ({ stdout: `${node.host} ok\n` })),
          shellOutcome(n, 1, ({ node }) => ({ stderr: `check: ${node.host} is over the limit\n` })),
        ],
      }),
);
