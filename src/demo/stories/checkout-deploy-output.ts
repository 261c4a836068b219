/** What the deploy script and the programs that it calls print on one node. */
import type { ScriptRun } from '../played-plugins.ts';
import { idleOutcome, runningOutcome, shellOutcome } from '../played-plugins.ts';
import type { Outcome, Scene } from '../scripted-command.ts';
import type { DeployEnd } from './checkout-deploy.ts';
import { SECOND } from './story.ts';

export type DeployCause = keyof typeof FAILURES;

type Stage = 'download' | 'unpack' | 'switch' | 'check';
type Failure = {
  readonly code: number;
  /** The last stage that began. */
  readonly reached: Stage;
  readonly stderr: (release: string) => string;
};

const FAILURES = {
  'old-libc': {
    code: 1,
    reached: 'switch',
    stderr: (release) => {
      const program = `/opt/checkout/releases/${release}/bin/checkout`;
      return `${program}: /lib64/libc.so.6: version \`GLIBC_2.34' not found (required by ${program})\n`;
    },
  },
  'no-space': {
    code: 2,
    reached: 'unpack',
    stderr: () =>
      [
        'tar: lib/libonnxruntime.so.1.18.0: Cannot write: No space left on device',
        'tar: Exiting with failure status due to previous errors\n',
      ].join('\n'),
  },
  forbidden: {
    code: 1,
    reached: 'download',
    stderr: () => 'fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden\n',
  },
  unhealthy: {
    code: 22,
    reached: 'check',
    stderr: () => 'curl: (22) The requested URL returned error: 503\n',
  },
  corrupt: {
    code: 2,
    reached: 'unpack',
    stderr: () =>
      [
        'gzip: stdin: unexpected end of file',
        'tar: Unexpected EOF in archive',
        'tar: Error is not recoverable: exiting now\n',
      ].join('\n'),
  },
  'port-taken': {
    code: 1,
    reached: 'switch',
    stderr: () => 'nginx: [emerg] bind() to 0.0.0.0:8443 failed (98: Address already in use)\n',
  },
} as const satisfies Record<string, Failure>;

export function deployOutcome(end: DeployEnd, release: string): Outcome {
  switch (end) {
    case 'InProgress':
      return runningOutcome(1);
    case 'Undeliverable':
    case 'DeliveryTimedOut':
      return idleOutcome(1, end);
    case 'success':
      return shellOutcome(1, 0, (scene) => deployed(scene, release));
    default: {
      const { code, reached, stderr }: Failure = FAILURES[end];
      return shellOutcome(1, code, (scene) => ({
        stdout: progress(scene, release, reached),
        stderr: stderr(release),
      }));
    }
  }
}

function deployed(scene: Scene, release: string): ScriptRun {
  return {
    stdout: `${progress(scene, release, 'check')}checkout ${release} is live\n`,
    ms: 9 * SECOND + scene.dice.below(40_000),
  };
}

function progress({ dice }: Scene, release: string, reached: Stage): string {
  const archive = `checkout-${release}.tar.gz`;
  const stages: Readonly<Record<Stage, string>> = {
    download: '',
    unpack: `download: s3://example-releases/checkout/${archive} to ../../tmp/${archive}\n`,
    switch: `unpacked to /opt/checkout/releases/${release}\n`,
    check: `checkout.service restarted, pid ${dice.between(1200, 31_000)}\nwaiting for http://127.0.0.1:8443/healthz\n`,
  };
  const names = Object.keys(stages) as Stage[];
  const done = names.slice(0, names.indexOf(reached) + 1).map((stage) => stages[stage]);
  return `deploying checkout ${release}\n${done.join('')}`;
}
