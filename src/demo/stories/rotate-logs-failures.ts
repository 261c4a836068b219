/** The twelve causes planted in the large command: what each looks like on one node. */
import type { NodeSystem } from '../fleet.ts';
import type { ScriptRun } from '../played-plugins.ts';
import { scriptPath } from '../played-plugins.ts';
import type { Scene } from '../scripted-command.ts';
import type { Stage } from './rotate-logs-output.ts';
import { progress } from './rotate-logs-output.ts';
import { clock, SECOND } from './story.ts';

export type PlantedFailure = {
  readonly cause: string;
  readonly responseCode: number;
  /** How far the script came; nothing for a script that was never started. */
  readonly reached?: Stage;
  readonly stderr: (scene: Scene) => string;
  /** Where it happens on one system alone. */
  readonly system?: Partial<NodeSystem>;
};

/** Of AWS-RunShellScript's parameter in this story, in seconds. */
export const EXECUTION_TIMEOUT_SECONDS = 300;

export const UBUNTU: Partial<NodeSystem> = { platformName: 'Ubuntu', platformVersion: '22.04' };
export const AMAZON_LINUX_2: Partial<NodeSystem> = { platformName: 'Amazon Linux', platformVersion: '2' };

export const PLANTED_FAILURES: readonly PlantedFailure[] = [
  {
    cause: 'disk-full',
    responseCode: 2,
    reached: 'archive',
    stderr: (scene) => {
      const archive = `/var/log/archive/app-${clock(scene.requestedAtMs).stamp}.tar`;
      return [
        `tar: ${archive}: Cannot write: No space left on device`,
        `tar: ${archive}: Wrote only ${512 * scene.dice.between(1, 19)} of 10240 bytes`,
        'tar: Error is not recoverable: exiting now\n',
      ].join('\n');
    },
  },
  {
    cause: 'dpkg-lock',
    system: UBUNTU,
    responseCode: 100,
    reached: 'refresh',
    stderr: ({ dice }) =>
      [
        `E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process ${dice.between(900, 64000)} (unattended-upgr)`,
        'N: Be aware that removing the lock file is not a solution and may break your system.',
        'E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?\n',
      ].join('\n'),
  },
  {
    cause: 'connection-refused',
    responseCode: 7,
    reached: 'ship',
    stderr: ({ dice }) =>
      `curl: (7) Failed to connect to 10.12.${dice.between(0, 3)}.${dice.between(4, 250)} port 8443 after ${dice.between(0, 9)} ms: Connection refused\n`,
  },
  {
    cause: 'yum-mirror',
    system: AMAZON_LINUX_2,
    responseCode: 1,
    reached: 'refresh',
    stderr: ({ dice }) => {
      const path = `2/core/2.0/x86_64/${dice.hex(64)}/repodata/repomd.xml`;
      const host = 'amazonlinux-2-repos-us-east-1.s3.dualstack.us-east-1.amazonaws.com';
      return [
        `https://${host}/${path}: [Errno 12] Timeout on https://${host}/${path}: (28, 'Connection timed out after ${dice.between(5000, 5003)} milliseconds')`,
        'Trying other mirror.',
        'failure: repodata/repomd.xml from amzn2-core: [Errno 256] No more mirrors to try.\n',
      ].join('\n');
    },
  },
  {
    cause: 'execution-timeout',
    responseCode: 137,
    reached: 'ship',
    stderr: () => '',
  },
  {
    cause: 'tls-certificate-expired',
    responseCode: 60,
    reached: 'ship',
    stderr: () =>
      [
        'curl: (60) SSL certificate problem: certificate has expired',
        'More details here: https://curl.se/docs/sslcerts.html',
        '',
        'curl failed to verify the legitimacy of the server and therefore could not',
        'establish a secure connection to it. To learn more about this situation and',
        'how to fix it, please visit the web page mentioned above.\n',
      ].join('\n'),
  },
  {
    cause: 'python-traceback',
    responseCode: 1,
    reached: 'report',
    stderr: ({ node, dice }) =>
      [
        'Traceback (most recent call last):',
        '  File "/opt/report/bin/report.py", line 88, in <module>',
        '    main(sys.argv[1:])',
        '  File "/opt/report/bin/report.py", line 61, in main',
        `    totals = summarize(load("/var/lib/report/${node.instanceId}-${dice.hex(6)}.json"))`,
        '  File "/opt/report/lib/summary.py", line 27, in summarize',
        '    return {row["service"]: row["bytes"] for row in rows}',
        "KeyError: 'bytes'\n",
      ].join('\n'),
  },
  {
    cause: 'command-not-found',
    responseCode: 127,
    reached: 'report',
    stderr: (scene) => `${scriptPath(scene)}: line 41: jq: command not found\n`,
  },
  {
    cause: 'systemd-unit-failed',
    responseCode: 1,
    reached: 'restart',
    stderr: () =>
      [
        'Job for rsyslog.service failed because the control process exited with error code.',
        'See "systemctl status rsyslog.service" and "journalctl -xeu rsyslog.service" for details.\n',
      ].join('\n'),
  },
  {
    cause: 'script-not-executable',
    responseCode: 126,
    stderr: (scene) => `sh: ${scriptPath(scene)}: Permission denied\n`,
  },
  {
    cause: 'docker-daemon-down',
    responseCode: 125,
    reached: 'containers',
    stderr: () =>
      'docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n',
  },
  { cause: 'undeliverable', responseCode: -1, stderr: () => '' },
];

export function runOf(failure: PlantedFailure, scene: Scene): ScriptRun {
  const stdout = failure.reached === undefined ? '' : progress(scene, failure.reached);
  const run = { stdout, stderr: failure.stderr(scene) };
  if (failure.responseCode !== 137) return run;
  return { ...run, ms: EXECUTION_TIMEOUT_SECONDS * SECOND + scene.dice.below(900) };
}
