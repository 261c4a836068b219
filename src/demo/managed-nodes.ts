/** Managed nodes without a table: an index makes the node, and the node's id gives the index back. */
import type { NodeSystem } from './fleet.ts';
import { hex8, scramble, unscramble } from './seeded.ts';

export type Platform = 'Linux' | 'Windows';

export type ManagedNode = {
  readonly index: number;
  readonly instanceId: string;
  /** Empty for a good part of the nodes, as in many real answers. */
  readonly name: string;
  /** What the machine calls itself, whether or not SSM shows it. */
  readonly host: string;
  readonly address: string;
  readonly platform: Platform;
  readonly system: NodeSystem;
};

/** Three ranges of indexes, each of 2^30 nodes: Linux from 0 on, then these two. */
export const FIRST_WINDOWS = 2 ** 30;
export const FIRST_EUROPEAN = 2 ** 31;

const ROLES = ['web', 'api', 'batch', 'cache', 'worker', 'report'];
/** Name and version, each as often as it is listed: nodes of few kinds, most of them current. */
const LINUX_SYSTEMS = [
  ...Array(9).fill(['Amazon Linux', '2023']),
  ...Array(5).fill(['Ubuntu', '22.04']),
  ...Array(2).fill(['Ubuntu', '24.04']),
  ...Array(2).fill(['Red Hat Enterprise Linux', '9.4']),
  ['Debian GNU/Linux', '12'],
  ['Amazon Linux', '2'],
];
const WINDOWS_SYSTEMS = [
  ...Array(3).fill(['Microsoft Windows Server 2022 Datacenter', '10.0.20348']),
  ['Microsoft Windows Server 2019 Datacenter', '10.0.17763'],
];
const AGENTS = [
  ...Array(28).fill('3.3.3598.0'),
  ...Array(6).fill('3.3.3270.0'),
  ...Array(3).fill('3.3.1142.0'),
  ...['3.2.2303.0', '3.1.1732.0', '3.0.1124.0'],
];
const UNAMBIGUOUS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export function managedNode(seed: number, index: number): ManagedNode {
  const code = scramble(index ^ scramble(seed));
  const traits = scramble(code + 1);
  const platform: Platform = index >= FIRST_WINDOWS && index < FIRST_EUROPEAN ? 'Windows' : 'Linux';
  const address = `10.${40 + (traits % 8)}.${(traits >>> 8) & 0xff}.${4 + ((traits >>> 16) % 250)}`;
  const host = platform === 'Windows' ? windowsHost(traits) : linuxHost(traits, index, address);
  const named = platform === 'Windows' ? `${host}.WORKGROUP` : host;
  return {
    index,
    instanceId: instanceIdOf(code, traits),
    name: traits % 10 < 3 ? '' : named,
    host,
    address,
    platform,
    system: systemOf(platform, traits),
  };
}

/** The index of the node with this id, if `managedNode` makes such a node from it. */
export function nodeIndexOf(seed: number, instanceId: string): number | undefined {
  const digits = /^(?:i-([0-9a-f]{8})|m?i-0([0-9a-f]{8})[0-9a-f]{8})$/.exec(instanceId);
  const code = digits?.[1] ?? digits?.[2];
  if (code === undefined) return undefined;
  const index = (unscramble(Number.parseInt(code, 16)) ^ scramble(seed)) >>> 0;
  return managedNode(seed, index).instanceId === instanceId ? index : undefined;
}

/** Mostly today's long ids, some old short ones and some hybrid nodes. */
function instanceIdOf(code: number, traits: number): string {
  const kind = (traits >>> 3) % 100;
  if (kind < 4) return `i-${hex8(code)}`;
  return `${kind < 10 ? 'mi' : 'i'}-0${hex8(code)}${hex8(scramble(traits))}`;
}

function systemOf(platform: Platform, traits: number): NodeSystem {
  const systems = platform === 'Windows' ? WINDOWS_SYSTEMS : LINUX_SYSTEMS;
  const [platformName, platformVersion] = systems[scramble(traits + 1) % systems.length];
  return { platformName, platformVersion, agentVersion: AGENTS[scramble(traits + 2) % AGENTS.length] };
}

function linuxHost(traits: number, index: number, address: string): string {
  if (traits % 10 < 6) return `ip-${address.replaceAll('.', '-')}.ec2.internal`;
  const role = ROLES[(traits >>> 4) % ROLES.length] ?? 'web';
  return `${role}-${String(index % 10_000).padStart(4, '0')}.example.internal`;
}

function windowsHost(traits: number): string {
  let name = 'EC2AMAZ-';
  for (let left = scramble(traits), i = 0; i < 7; i++) {
    name += UNAMBIGUOUS[left % UNAMBIGUOUS.length] ?? 'X';
    left = scramble(left + i);
  }
  return name;
}
