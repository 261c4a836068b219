/**
 * A call like those to come, with nobody asked and nobody told: Node reads and compiles a function when it first
 * runs, and what a call runs through is a lot of them. AWS is not asked, and nothing of it is kept.
 */

import type { RunCommandReader } from './domain.ts';
import { createResults } from './snapshots/results.ts';
import { toInvocation } from './ssm/from-aws.ts';
import type { Surface } from './surface.ts';
import type { Session } from './tools/tool.ts';

const COMMAND_ID = '00000000-0000-4000-8000-000000000000';
const REGION = 'us-east-1';

/** What nodes say most: the parts of the grouping that any of it goes through. */
const SAID = [
  'cp: cannot create regular file: No space left on device\nfailed to run commands: exit status 1',
  "E: Could not get lock /var/lib/dpkg/lock-frontend (pid 4711)\n----------ERROR-------\npassword='none'",
  'Traceback (most recent call last):\n  File "job.py", line 3, in <module>\nKeyError: "bytes"',
  '{"level":"error","message":"connect ECONNREFUSED 10.0.0.1:443"}',
];

const invocations = Array.from({ length: 3 * SAID.length }, (_, node) =>
  toInvocation({
    CommandId: COMMAND_ID,
    InstanceId: `i-${String(node).padStart(17, '0')}`,
    InstanceName: `ip-10-0-0-${node}.ec2.internal`,
    DocumentName: 'AWS-RunShellScript',
    RequestedDateTime: new Date(0),
    Status: node % 3 === 0 ? 'Success' : 'Failed',
    CommandPlugins: [
      {
        Name: 'aws:runShellScript',
        Status: node % 3 === 0 ? 'Success' : 'Failed',
        ResponseCode: node % 3,
        Output: `2026-01-02T03:04:05Z started on node ${node}\n${SAID[node % SAID.length]}\n`,
      },
    ],
  }),
);

const nobody: RunCommandReader = {
  listInvocations: async () => ({ items: invocations }),
  listCommands: async () => ({ items: [] }),
  getStep: () => Promise.reject(new Error('a rehearsal reads no step')),
  getDocument: async () => undefined,
  defaultRegion: async () => REGION,
};

export async function rehearse(surface: Surface, session: Session): Promise<void> {
  const call = surface.findTool('list_command_invocations');
  await call?.(
    { command_id: COMMAND_ID, details: true },
    {
      session: { ...session, reader: nobody, results: createResults() },
      signal: new AbortController().signal,
      onProgress() {},
    },
  );
}
