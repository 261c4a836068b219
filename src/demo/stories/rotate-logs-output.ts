/** stdout of the log rotation script: what it prints while all goes well, stage by stage. */
import type { Scene } from '../scripted-command.ts';
import { clock } from './story.ts';

export const STAGES = ['start', 'archive', 'refresh', 'containers', 'restart', 'ship', 'report'] as const;
export type Stage = (typeof STAGES)[number];

const SERVICES = ['orders', 'checkout', 'sessions', 'ledger', 'search', 'gateway'] as const;

/** Everything up to the start of `last`, as far as the script got. */
export function progress(scene: Scene, last: Stage): string {
  const until = STAGES.indexOf(last);
  return STAGES.slice(0, until + 1)
    .map((stage) => OUTPUT_OF_STAGE[stage](scene, stage === last))
    .join('');
}

const OUTPUT_OF_STAGE: Readonly<Record<Stage, (scene: Scene, interrupted: boolean) => string>> = {
  start: ({ node, requestedAtMs, dice }) =>
    `[${clock(requestedAtMs).iso}] log rotation on ${node.host} (${node.instanceId}), pid ${dice.between(1200, 31000)}\n`,
  archive: (scene, interrupted) => {
    const files = fileCount(scene);
    const shown = interrupted ? Math.ceil(files / 2) : files;
    const { stamp } = clock(scene.requestedAtMs);
    const lines = Array.from({ length: shown }, (_, n) => archived(scene.index, n, stamp)).join('');
    const done = `archived ${files} files, ${scene.dice.between(12, 940)} MiB before compression\n`;
    return `==> archive\n${lines}${interrupted ? '' : done}`;
  },
  refresh: ({ dice }, interrupted) =>
    `==> refresh log-forwarder\n${
      interrupted ? '' : `log-forwarder is already the newest version (2.14.${dice.below(3)})\n`
    }`,
  containers: ({ dice }, interrupted) =>
    `==> containers\n${interrupted ? '' : `truncated ${dice.between(1, 14)} container logs, largest ${dice.hex(12)}\n`}`,
  restart: (_scene, interrupted) => `==> restart\n${interrupted ? '' : 'rsyslog.service restarted\n'}`,
  ship: ({ dice }, interrupted) =>
    `==> ship\nINFO uploading batch ${dice.hex(8)} to collector.example.internal:8443\n${
      interrupted ? '' : `INFO batch accepted in ${dice.between(18, 460)} ms\n`
    }`,
  report: () => '==> report\n',
};

/** Mostly a handful, on one node in sixteen so many that the agent cuts the output. */
function fileCount({ index }: Scene): number {
  return index % 16 === 5 ? 48 + (index % 23) : 2 + (index % 7);
}

function archived(index: number, n: number, stamp: string): string {
  const service = SERVICES[(index + n) % SERVICES.length] ?? SERVICES[0];
  return `  /var/log/app/${service}.${n}.log -> ${service}-${stamp}.${n}.gz\n`;
}
