/** Questions about the demo's fleet whose answers look differently. */

import { EXAMPLE_COMMANDS } from '../../src/demo/create-fleet.ts';
import type { Question } from './serve-host.ts';

function list(name: string, args: Question['args']): Question {
  return { name, tool: 'list_command_invocations', args };
}

/** Those whose pictures are in docs/view.md, by the names of the pictures. */
export const STATES = {
  'all-failed': list('All failed', { command_id: EXAMPLE_COMMANDS.everyNodeDifferent, details: true }),
  'none-failed': list('None failed', { command_id: EXAMPLE_COMMANDS.kernelVersions, details: true }),
  running: list('Running', { command_id: EXAMPLE_COMMANDS.justSent, details: true }),
  compare: {
    name: 'Two runs compared',
    tool: 'compare_commands',
    args: { command_id: EXAMPLE_COMMANDS.deployRerun },
  },
  'ten-thousand': list('10,000 nodes', { command_id: EXAMPLE_COMMANDS.rotateLogs, details: true }),
} satisfies Record<string, Question>;

export const QUESTIONS: readonly Question[] = [
  STATES['ten-thousand'],
  STATES['all-failed'],
  STATES['none-failed'],
  STATES.running,
  STATES.compare,
  list('Statuses alone', { command_id: EXAMPLE_COMMANDS.rotateLogs }),
  list('Captured values', { command_id: EXAMPLE_COMMANDS.inventory, match: 'SSM Agent version: (\\S+)' }),
  list('One node', { instance_id: 'i-0d902c103125a81c6', details: true }),
  list('All accounts and Regions since yesterday', {
    profile: '*',
    region: '*',
    filters: [{ key: 'InvokedAfter', value: '1d' }],
    details: true,
  }),
  list('A query', {
    command_id: EXAMPLE_COMMANDS.deploy,
    query: 'CommandInvocations[:5].{node: InstanceId, status: StatusDetails}',
  }),
  list('No invocations', {
    filters: [
      { key: 'InvokedBefore', value: '2d' },
      { key: 'InvokedAfter', value: '2d' },
    ],
  }),
];
