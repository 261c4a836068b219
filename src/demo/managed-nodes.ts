/** Managed nodes without a table: an index makes the node, and the node's id gives the index back. */
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
  readonly system: System;
  /** Of amazon-ssm-agent. */
  readonly agentVersion: string;
};

/** In the words of DescribeInstanceInformation (PlatformName, PlatformVersion). */
export type System = { readonly name: string; readonly version: string };

/** Three ranges of indexes, each of 2^30 nodes: Linux from 0 on, then these two. */
export const FIRST_WINDOWS = 2 ** 30;
export const FIRST_EUROPEAN = 2 ** 31;

const ROLES = ['web', 'api', 'batch', 'cache', 'worker', 'report'];
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
    system: systemOf(platform, scramble(code + 2) % 100),
    agentVersion: agentVersionOf(scramble(code + 3) % 100),
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

function systemOf(platform: Platform, percentile: number): System {
  if (platform === 'Windows') {
    return percentile < 70
      ? { name: 'Microsoft Windows Server 2022 Datacenter', version: '10.0.20348' }
      : { name: 'Microsoft Windows Server 2019 Datacenter', version: '10.0.17763' };
  }
  if (percentile < 12) return { name: 'Amazon Linux', version: '2' };
  return percentile < 84 ? { name: 'Amazon Linux', version: '2023' } : { name: 'Ubuntu', version: '22.04' };
}

/** Most are up to date, and some have not been for years. */
function agentVersionOf(percentile: number): string {
  if (percentile < 74) return '3.3.3598.0';
  if (percentile < 88) return '3.3.3270.0';
  if (percentile < 94) return '3.3.1142.0';
  if (percentile < 97) return '3.2.2303.0';
  return percentile < 99 ? '3.1.1732.0' : '3.0.1124.0';
}

/** Mostly today's long ids, some old short ones and some hybrid nodes. */
function instanceIdOf(code: number, traits: number): string {
  const kind = (traits >>> 3) % 100;
  if (kind < 4) return `i-${hex8(code)}`;
  return `${kind < 10 ? 'mi' : 'i'}-0${hex8(code)}${hex8(scramble(traits))}`;
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
