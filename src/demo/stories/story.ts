import type { FleetCommand } from '../fleet.ts';

/** What every story of a generated fleet is made from. */
export type Setting = {
  readonly seed: number;
  readonly nowMs: number;
  /** Managed nodes of the largest command. */
  readonly nodes: number;
  readonly commandId: (story: string) => string;
};

export type Story = (setting: Setting) => FleetCommand;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A story on at most so many nodes; a small fleet has no more than it has. */
export function upTo(limit: number, { nodes }: Setting): number {
  return Math.max(1, Math.min(limit, nodes));
}

/** `share` of `size` in whole nodes, at least one as long as there are enough to go round. */
export function shareOf(size: number, share: number): number {
  return Math.min(size, Math.max(1, Math.round(size * share)));
}

/** The same fleet clock in the forms that tools print. */
export function clock(epochMs: number): { iso: string; stamp: string; syslog: string } {
  const iso = new Date(epochMs).toISOString();
  const day = iso.slice(0, 10).replaceAll('-', '');
  return {
    iso: `${iso.slice(0, 19)}Z`,
    stamp: `${day}-${iso.slice(11, 13)}${iso.slice(14, 16)}`,
    syslog: `${iso.slice(0, 10)} ${iso.slice(11, 19)},${iso.slice(20, 23)}`,
  };
}
