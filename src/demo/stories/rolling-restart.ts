/** A command that ends while it is watched, twelve seconds after somebody first asks for it. */
import type { FleetCommand } from '../fleet.ts';
import type { PluginIdentity } from '../played-plugins.ts';
import { idleOutcome, ranPlugin, runningOutcome } from '../played-plugins.ts';
import type { Outcome } from '../scripted-command.ts';
import { commandByNode } from '../scripted-command.ts';
import { FIRST_DEPLOYED } from './checkout-deploy.ts';
import type { Setting } from './story.ts';
import { SECOND, upTo } from './story.ts';

/** Both on the fleet's clock. */
export type Watch = { readonly sinceMs: number; readonly nowMs: number };

export const WATCHED_MS = 12 * SECOND;

const SHELL: PluginIdentity = { name: 'aws:runShellScript', action: 'aws:runShellScript' };
const FIRST = FIRST_DEPLOYED + 100;
const AT_ONCE = 4;
/** The node, in its turn, whose service does not come back. */
const STUCK = 17;

export function rollingRestart(setting: Setting, watch?: Watch): FleetCommand {
  const { nowMs } = setting;
  const requestedAtMs = nowMs - 75 * SECOND;
  const size = upTo(24, setting);
  const already = Math.floor(size / 3);

  /** One node after the other; those from `already` on wait until somebody looks. */
  const endOf = (turn: number): number => {
    if (turn < already) return requestedAtMs + Math.floor((70 * SECOND * (turn + 1)) / already);
    const share = (turn + 1 - already) / (size - already);
    return watch ? watch.sinceMs + Math.floor(WATCHED_MS * share) : Number.POSITIVE_INFINITY;
  };
  const ended = Array.from({ length: size }, (_, turn) => turn).filter(
    (turn) => endOf(turn) <= (watch?.nowMs ?? nowMs),
  ).length;

  return commandByNode({
    commandId: setting.commandId('rollingRestart'),
    seed: setting.seed,
    requestedAtMs,
    documentVersion: '1',
    comment: 'rolling restart of checkout',
    parameters: { commands: ['systemctl restart checkout', 'systemctl is-active checkout'] },
    maxConcurrency: String(AT_ONCE),
    maxErrors: '10%',
    tag: { key: 'tag:Service', value: 'checkout' },
    nodes: Array.from({ length: size }, (_, turn) => FIRST + turn),
    outcomeOf: ({ index }) => {
      const turn = index - FIRST;
      if (turn >= ended + AT_ONCE) return idleOutcome(1, 'Pending');
      return turn >= ended ? runningOutcome(1) : restarted(turn === STUCK, endOf(turn));
    },
  });
}

function restarted(stuck: boolean, finishedAtMs: number): Outcome {
  const status = stuck ? 'Failed' : 'Success';
  const run = stuck
    ? {
        code: 1,
        stderr: [
          'Job for checkout.service failed because a timeout was exceeded.',
          'See "systemctl status checkout.service" and "journalctl -xeu checkout.service" for details.\n',
        ].join('\n'),
      }
    : { stdout: 'active\n' };
  return {
    count: 1,
    status,
    statusDetails: status,
    // The node's place among the others changes while the command runs, and with it what its dice show.
    plugins: (scene) => [
      { ...ranPlugin(scene, SHELL, run), startedAtMs: finishedAtMs - 2_100, finishedAtMs },
    ],
  };
}
