/** A snapshot every night: one node fails since six nights, and each night a disk more is full. */
import { shellOutcome } from '../played-plugins.ts';
import type { Outcome, Scene } from '../scripted-command.ts';
import { commandByNode } from '../scripted-command.ts';
import { FIRST_DEPLOYED } from './checkout-deploy.ts';
import type { Setting, Story } from './story.ts';
import { clock, DAY, HOUR, MINUTE, SECOND, upTo } from './story.ts';

const NIGHTS = 14;
const NODES = 20;
/** By place among the nodes: the night from which on the snapshot fails, counted back from the last one, 0. */
const LOCKED = { place: 6, since: 5 };
const FULL_SINCE: ReadonlyMap<number, number> = new Map([
  [2, 4],
  [11, 2],
  [15, 1],
  [17, 0],
]);

/** The last night's. */
export const nightlySnapshot: Story = (setting) => snapshotting(setting, 0, 'nightlySnapshot');

export const EARLIER_SNAPSHOTS: readonly Story[] = Array.from(
  { length: NIGHTS - 1 },
  (_, n): Story =>
    (setting) =>
      snapshotting(setting, n + 1, `snapshot-${n + 1}`),
);

function snapshotting(setting: Setting, nightsAgo: number, story: string) {
  return commandByNode({
    commandId: setting.commandId(story),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 16 * HOUR - nightsAgo * DAY - 2_204,
    spreadMs: 2 * MINUTE,
    comment: 'nightly snapshot',
    parameters: { commands: ['/opt/backup/bin/snapshot'] },
    maxErrors: '100%',
    tag: { key: 'tag:Snapshot', value: 'nightly' },
    nodes: Array.from({ length: upTo(NODES, setting) }, (_, place) => FIRST_DEPLOYED + place),
    outcomeOf: ({ index }) => snapshotOn(index - FIRST_DEPLOYED, nightsAgo, setting),
  });
}

function snapshotOn(place: number, nightsAgo: number, { nowMs }: Setting): Outcome {
  if (place === LOCKED.place && nightsAgo <= LOCKED.since) {
    // Some hours after the last one that went well.
    const lockedAtMs = nowMs - 12 * HOUR - (LOCKED.since + 1) * DAY;
    return shellOutcome(1, 11, (scene) => ({ stdout: opened(scene), stderr: locked(scene, lockedAtMs) }));
  }
  if (nightsAgo <= (FULL_SINCE.get(place) ?? -1)) {
    return shellOutcome(1, 1, (scene) => ({ stdout: opened(scene), stderr: full(scene) }));
  }
  return shellOutcome(1, 0, (scene) => ({
    stdout: saved(scene),
    ms: 60 * SECOND + scene.dice.below(90_000),
  }));
}

function opened({ dice }: Scene): string {
  return `repository ${dice.hex(8)} opened (version 2, compression level auto)\n`;
}

function locked({ node, requestedAtMs, dice }: Scene, lockedAtMs: number): string {
  const { syslog } = clock(lockedAtMs);
  const hours = Math.floor((requestedAtMs - lockedAtMs) / HOUR);
  return [
    `unable to create lock in backend: repository is already locked exclusively by PID 2117 on ${node.host} by root (UID 0, GID 0)`,
    `lock was created at ${syslog.slice(0, 19)} (${hours}h0m2.1s ago)`,
    `storage ID ${dice.hex(8)}`,
    'the `unlock` command can be used to remove stale locks\n',
  ].join('\n');
}

function full({ dice }: Scene): string {
  return `Fatal: unable to save snapshot: write /mnt/backup/data/${dice.hex(2)}/${dice.hex(64)}: no space left on device\n`;
}

function saved(scene: Scene): string {
  const { dice } = scene;
  const files = dice.between(20_000, 90_000);
  return [
    `${opened(scene)}`,
    `Files:       ${dice.between(10, 400)} new, ${dice.between(40, 900)} changed, ${files} unmodified`,
    `Added to the repository: ${dice.between(100, 900)}.${dice.between(100, 999)} MiB (${dice.between(50, 99)}.${dice.between(100, 999)} MiB stored)`,
    '',
    `processed ${files} files, ${dice.between(4, 40)}.${dice.between(100, 999)} GiB in 1:${dice.between(10, 59)}`,
    `snapshot ${dice.hex(8)} saved\n`,
  ].join('\n');
}
