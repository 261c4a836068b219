/** The month's routine: an agent update every day, and what it leaves in the lists. */
import { ranPlugin } from '../played-plugins.ts';
import type { Outcome, Scene } from '../scripted-command.ts';
import { scriptedCommand } from '../scripted-command.ts';
import { hashOf } from '../seeded.ts';
import type { Setting, Story } from './story.ts';
import { DAY, HOUR, upTo } from './story.ts';

const UPDATE = { name: 'aws:updateSsmAgent', action: 'aws:updateSsmAgent' };
const VERSION = '3.3.3598.0';

/** One story for each half day of the last 29 days: more than one page of ListCommands. */
export const DAILY_UPDATES: readonly Story[] = Array.from({ length: 58 }, (_, half) => updateOf(half));

/** Those of the ten days before SSM's 30, which CloudWatch Logs alone still has. */
export const FORGOTTEN_UPDATES: readonly Story[] = Array.from({ length: 20 }, (_, n) => updateOf(59 + n));

/** One agent that does not come back, among those that do. */
export const updateAgent: Story = (setting) =>
  updating(setting, 'updateAgent', 10 * HOUR, [
    ended(upTo(18, setting), 0, () => `amazon-ssm-agent updated successfully to ${VERSION}`),
    ended(
      1,
      1,
      () =>
        `failed to update amazon-ssm-agent to ${VERSION}, failed to start the agent, ErrorMessage=checking svc and agent worker running err\nInitiating rollback amazon-ssm-agent to 3.3.3270.0\nrollback completed`,
    ),
  ]);

function updateOf(half: number): Story {
  return (setting) =>
    updating(setting, `daily-${half}`, 13 * HOUR + half * (DAY / 2), [
      ended(upTo(8, setting), 0, (scene) => {
        const skipped = `amazon-ssm-agent ${VERSION} has already been installed, update skipped\n`;
        const free = scene.dice.between(60, 480);
        return isShortOfSpace(setting.seed, half, scene.index)
          ? `WARN Low disk space: ${free} MB free in /var/lib/amazon, old versions removed\n${skipped}`
          : skipped;
      }),
    ]);
}

/** One node every other day or so, which says so and goes on. */
function isShortOfSpace(seed: number, half: number, index: number): boolean {
  return hashOf(seed, 'low disk space', half, index) % 24 === 0;
}

function updating(setting: Setting, story: string, agoMs: number, outcomes: readonly Outcome[]) {
  return scriptedCommand({
    commandId: setting.commandId(story),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - agoMs - 1_733,
    firstNode: 80,
    documentName: 'AWS-UpdateSSMAgent',
    documentVersion: '',
    maxErrors: '10%',
    cloudWatchLogGroup: '',
    tag: { key: 'tag:AgentUpdates', value: 'daily' },
    outcomes,
  });
}

function ended(count: number, code: 0 | 1, last: (scene: Scene) => string): Outcome {
  const status = code === 0 ? 'Success' : 'Failed';
  return {
    count,
    status,
    statusDetails: status,
    plugins: (scene) => [
      {
        ...ranPlugin(scene, UPDATE, {}),
        status,
        statusDetails: status,
        responseCode: code,
        // The updater closes its own text: there is no script whose exit status the agent could add.
        stdout: `Updating amazon-ssm-agent from 3.3.3270.0 to latest\nSuccessfully downloaded manifest\n${last(scene)}`,
      },
    ],
  };
}
