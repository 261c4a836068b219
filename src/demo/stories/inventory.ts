/** What is installed where: each node prints its versions among other lines, and on some a program is missing. */
import type { ManagedNode } from '../managed-nodes.ts';
import type { ScriptRun } from '../played-plugins.ts';
import { scriptPath, shellOutcome } from '../played-plugins.ts';
import type { Scene } from '../scripted-command.ts';
import { commandByNode } from '../scripted-command.ts';
import { hashOf } from '../seeded.ts';
import { deployedNodes } from './checkout-deploy.ts';
import type { Story } from './story.ts';
import { HOUR, MINUTE } from './story.ts';

type Release = { readonly pretty: string; readonly kernel: string; readonly openssl: string };

const AMAZON_2023: Release = {
  pretty: 'Amazon Linux 2023.9.20251110',
  kernel: '6.1.158-178.288.amzn2023.x86_64',
  openssl: 'OpenSSL 3.2.2 4 Jun 2024 (Library: OpenSSL 3.2.2 4 Jun 2024)',
};
/** By the version of the platform, which no two of these share. */
const RELEASES: ReadonlyMap<string, Release> = new Map([
  ['2023', AMAZON_2023],
  [
    '2',
    {
      pretty: 'Amazon Linux 2',
      kernel: '5.10.245-241.976.amzn2.x86_64',
      openssl: 'OpenSSL 1.0.2k-fips  26 Jan 2017',
    },
  ],
  [
    '22.04',
    {
      pretty: 'Ubuntu 22.04.5 LTS',
      kernel: '6.8.0-1041-aws',
      openssl: 'OpenSSL 3.0.2 15 Mar 2022 (Library: OpenSSL 3.0.2 15 Mar 2022)',
    },
  ],
  [
    '24.04',
    {
      pretty: 'Ubuntu 24.04.3 LTS',
      kernel: '6.14.0-1015-aws',
      openssl: 'OpenSSL 3.0.13 30 Jan 2024 (Library: OpenSSL 3.0.13 30 Jan 2024)',
    },
  ],
  [
    '9.4',
    {
      pretty: 'Red Hat Enterprise Linux 9.4 (Plow)',
      kernel: '5.14.0-427.13.1.el9_4.x86_64',
      openssl: 'OpenSSL 3.0.7 1 Nov 2022 (Library: OpenSSL 3.0.7 1 Nov 2022)',
    },
  ],
  [
    '12',
    {
      pretty: 'Debian GNU/Linux 12 (bookworm)',
      kernel: '6.1.0-28-cloud-amd64',
      openssl: 'OpenSSL 3.0.15 3 Sep 2024 (Library: OpenSSL 3.0.15 3 Sep 2024)',
    },
  ],
]);

export const inventory: Story = (setting) =>
  commandByNode({
    commandId: setting.commandId('inventory'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 8 * HOUR - 12_660,
    spreadMs: 6 * MINUTE,
    documentVersion: '1',
    comment: 'weekly software inventory',
    parameters: {
      commands: [
        'hostname',
        '. /etc/os-release && echo "$PRETTY_NAME"',
        'uname -r',
        'amazon-ssm-agent -version',
        'openssl version',
        'docker --version',
      ],
    },
    maxConcurrency: '20%',
    maxErrors: '100%',
    tag: { key: 'tag:Service', value: 'checkout' },
    nodes: deployedNodes(setting),
    outcomeOf: (node) => {
      const docker = hashOf(setting.seed, 'docker', node.index) % 100 > 0;
      return shellOutcome(1, docker ? 0 : 127, (scene) =>
        installed(scene, docker, printsAgentVersion(setting.seed, node)),
      );
    },
  });

/** On some Ubuntu nodes snap keeps the agent out of the PATH of root's shell. */
export function printsAgentVersion(seed: number, { index, system }: ManagedNode): boolean {
  return system.platformName !== 'Ubuntu' || hashOf(seed, 'snap', index) % 10 > 0;
}

function installed(scene: Scene, docker: boolean, agent: boolean): ScriptRun {
  const { node } = scene;
  const { platformVersion, agentVersion } = node.system;
  const { pretty, kernel, openssl } = RELEASES.get(platformVersion) ?? AMAZON_2023;
  const missing = (line: number, program: string): string =>
    `${scriptPath(scene)}: line ${line}: ${program}: command not found\n`;
  return {
    stdout: [
      node.host,
      pretty,
      kernel,
      ...(agent ? [`SSM Agent version: ${agentVersion}`] : []),
      openssl,
      ...(docker ? ['Docker version 25.0.13, build 0bab007'] : []),
      '',
    ].join('\n'),
    stderr: `${agent ? '' : missing(4, 'amazon-ssm-agent')}${docker ? '' : missing(6, 'docker')}`,
  };
}
