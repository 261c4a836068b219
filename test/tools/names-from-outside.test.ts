/** Statuses, plugins, documents and parameters may be called as members of every object are. */

import { describe, expect, it } from 'vitest';
import { hintFor } from '../../src/causes/hints.ts';
import type { InvocationDetail } from '../../src/tools/get-command-invocation/schema.ts';
import type { InvocationList } from '../../src/tools/list-command-invocations/schema.ts';
import type { CommandList } from '../../src/tools/list-commands/schema.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { startFixture } from '../session.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';
const NODE = 'i-0a1b2c3d4e5f60000';
const NAMES = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__', '__defineGetter__'];

/** One command and one node, where all that can have a name has this one. */
function fleetNamed(name: string) {
  return fleetOf([
    {
      commandId: COMMAND,
      documentName: name,
      comment: name,
      status: name,
      statusDetails: name,
      parameters: Object.fromEntries([[name, ['--all']]]),
      invocations: [
        {
          instanceId: NODE,
          instanceName: name,
          status: name,
          statusDetails: name,
          plugins: [{ name, status: name, statusDetails: name, responseCode: 3, stderr: name }],
        },
      ],
    },
  ]);
}

describe.each(NAMES)('what is called %s', (name) => {
  // The edge lets no status through that is no word of letters.
  const status = /^[A-Za-z]+$/.test(name) ? name : 'unknown';

  it('is counted and grouped like any other status', async () => {
    const fixture = await startFixture({ fleet: fleetNamed(name) });
    const { structured, text } = await fixture.call('list_command_invocations', { details: true });
    const list = structured as InvocationList;
    expect(Object.entries(list.summary.by_status)).toEqual([[status, 1]]);
    expect(list.groups).toMatchObject([{ status, plugin: name, nodes: 1 }]);
    expect(list.groups[0]?.hint).toBeUndefined();
    expect(text).toContain(`1 node ${status}, ${name}`);
  });

  it('is listed as a command with its parameter', async () => {
    const fixture = await startFixture({ fleet: fleetNamed(name) });
    const { structured } = await fixture.call('list_commands', {});
    const { summary, commands } = structured as CommandList;
    expect(Object.entries(summary.by_status)).toEqual([[status, 1]]);
    expect(Object.keys(commands[0]?.parameters ?? {})).toEqual([name]);
    expect(commands[0]?.hint).toBeUndefined();
  });

  it('is shown as an invocation', async () => {
    const fixture = await startFixture({ fleet: fleetNamed(name) });
    const asked = { command_id: COMMAND, instance_id: NODE };
    const { structured } = await fixture.call('get_command_invocation', asked);
    const detail = structured as InvocationDetail;
    expect(detail.plugins).toMatchObject([{ name }]);
    expect(detail.hint).toBeUndefined();
  });

  it('has no hint of its own, be it a status, a plugin, a document or a cause', () => {
    expect(hintFor({ status: name })).toBeUndefined();
    const facts = { plugin: name, document: name, cause: name, responseCode: 1 };
    expect(hintFor({ status: 'Failed', ...facts })).toBeUndefined();
  });
});
