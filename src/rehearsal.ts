/**
 * A call like those to come, with nobody asked and nobody told: Node reads and compiles a function when it first
 * runs, and what a call runs through is a lot of them. AWS is not asked, and nothing of it is kept.
 */

import { createOutputReader } from './report/output-reader.ts';
import { createResults } from './snapshots/results.ts';
import { createRehearsalReader } from './ssm/rehearsal-reader.ts';
import type { Surface } from './surface.ts';
import type { Session } from './tools/tool.ts';

const COMMAND_ID = '00000000-0000-4000-8000-000000000000';

/** What nodes say most: the parts of the grouping that any of it goes through. */
const SAID = [
  'cp: cannot create regular file: No space left on device\nfailed to run commands: exit status 1',
  "E: Could not get lock /var/lib/dpkg/lock-frontend (pid 4711)\n----------ERROR-------\npassword='none'",
  'Traceback (most recent call last):\n  File "job.py", line 3, in <module>\nKeyError: "bytes"',
  '{"level":"error","message":"connect ECONNREFUSED 10.0.0.1:443"}',
  'curl: (22) The requested URL returned error: 404 for https://repo.example.com/el9/repomd.xml?arch=x86_64',
];

const reader = createRehearsalReader(
  Array.from({ length: 12 * SAID.length }, (_, node) => ({
    CommandId: COMMAND_ID,
    InstanceId: `i-${String(node).padStart(17, '0')}`,
    InstanceName: `ip-10-0-0-${node}.ec2.internal`,
    DocumentName: 'AWS-RunShellScript',
    RequestedDateTime: 1_700_000_000,
    Status: node % 3 === 0 ? 'Success' : 'Failed',
    CommandPlugins: [
      {
        Name: 'aws:runShellScript',
        Status: node % 3 === 0 ? 'Success' : 'Failed',
        ResponseCode: node % 3,
        Output: `2026-01-02T03:04:05Z started on node ${node}\n${SAID[node % SAID.length]}\n`,
      },
    ],
  })),
);

export async function rehearse(surface: Surface, session: Session): Promise<void> {
  const call = surface.findTool('list_command_invocations');
  await call?.(
    { command_id: COMMAND_ID, details: true },
    {
      session: {
        ...session,
        reader,
        results: createResults(),
        outputs: createOutputReader(session.redactor),
      },
      signal: new AbortController().signal,
      onProgress() {},
    },
  );
}
