/** What nodes printed: versions, what a Success hides, last words, and what nobody can know. */

import { wholeOf } from '../../src/demo/whole-output/index.ts';
import { counts, names, says } from '../facts.ts';
import { commands, ID, invocationsOf, nodesOf, toldBy } from '../fleet.ts';
import type { Question } from './question.ts';

/** The last line of a node's first step, from the whole of what it printed; none where that is empty. */
function lastLines(commandId: string): readonly (readonly [node: string, line: string])[] {
  const command = commands().find(({ header }) => header.commandId === commandId);
  return (command === undefined ? [] : invocationsOf(command)).map(({ instanceId, plugins: [first] }) => {
    const output = wholeOf(first?.whole?.stdout ?? first?.stdout ?? '');
    const end = output.slice(Math.max(0, output.bytes - 1_000), output.bytes).toString('utf8');
    return [instanceId, end.trimEnd().split(/\r?\n/).at(-1) ?? ''];
  });
}

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
}

const AGENT_BELOW_3_3 = /SSM Agent version: (?:[0-2]\.|3\.[0-2]\.)/;
const [TIMED_OUT = ''] = nodesOf(ID.rotateLogs, /^ExecutionTimedOut/);
const [FULL_BACKUP = ''] = lastLines(ID.nightlyBackup).find(([, line]) => /No space left/.test(line)) ?? [];
const [DRILL = '', DRILL_SAYS = ''] = lastLines(ID.restoreDrill)[0] ?? [];
const UNKEPT = commands()
  .filter(({ header }) => header.commandId === ID.packageInventory)
  .flatMap(invocationsOf)
  .find((each) => /^Failed/.test(toldBy(each)) && each.plugins.some(({ uploads }) => uploads?.s3 === false));
const NO_COMMAND = '00000000-0000-4000-8000-000000000000';

const agents = (version: string) =>
  counts(nodesOf(ID.inventory, new RegExp(`SSM Agent version: ${version}`)).length, new RegExp(version));

export const PRINTED: readonly Question[] = [
  {
    id: 'agent-versions',
    kind: 'versions below N',
    question: `Which nodes run an SSM agent below 3.3, by the weekly inventory (command ${ID.inventory})? How many of each version, all ids, and which nodes did not say?`,
    facts: [
      agents('3\\.0\\.1124\\.0'),
      agents('3\\.1\\.1732\\.0'),
      agents('3\\.2\\.2303\\.0'),
      names(nodesOf(ID.inventory, AGENT_BELOW_3_3)),
      names(nodesOf(ID.inventory, /amazon-ssm-agent: command not found/)),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 2_400,
  },
  {
    id: 'openssl-versions',
    kind: 'versions below N',
    question: `How many nodes still have OpenSSL 1.0, and how many 3.0.2 (inventory: ${ID.inventory})?`,
    facts: [
      counts(nodesOf(ID.inventory, /OpenSSL 1\.0\.2k/).length, /1\.0/),
      counts(nodesOf(ID.inventory, /OpenSSL 3\.0\.2 /).length, /3\.0\.2/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_500,
  },
  {
    id: 'kernel-behind',
    kind: 'versions below N',
    question: `Which kernels run in production (command ${ID.kernelVersions}), and on how many nodes each?`,
    facts: [
      counts(nodesOf(ID.kernelVersions, /6\.1\.158/).length, /6\.1\.158/),
      counts(nodesOf(ID.kernelVersions, /6\.1\.141/).length, /6\.1\.141/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_000,
  },
  {
    id: 'docker-missing',
    kind: 'success that hides',
    question: `The inventory (${ID.inventory}) says Success. On which nodes is docker missing?`,
    facts: [
      counts(nodesOf(ID.inventory, /docker: command not found/).length, /docker|command not found|match/),
      names(nodesOf(ID.inventory, /docker: command not found/)),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_200,
  },
  {
    id: 'agent-not-in-path',
    kind: 'success that hides',
    question: `On how many nodes did the inventory (${ID.inventory}) succeed although amazon-ssm-agent was not found?`,
    facts: [
      counts(
        nodesOf(ID.inventory, /^Success .*amazon-ssm-agent: command not found/).length,
        /amazon-ssm-agent|match|Success/,
      ),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_600,
  },
  {
    id: 'changed-while-read',
    kind: 'success that hides',
    question: `Did tar complain on nodes where rotating the logs (${ID.rotateLogs}) succeeded? On how many did a file change while it was read?`,
    facts: [counts(nodesOf(ID.rotateLogs, /^Success .*file changed as we read it/).length, /changed|match/)],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_900,
  },
  {
    id: 'success-of-command',
    kind: 'success that hides',
    question: `The console says that rotating the logs (${ID.rotateLogs}) was a Success. Was it, on all nodes?`,
    facts: [
      counts(nodesOf(ID.rotateLogs, /^Success/).length, /Success|succe/),
      counts(nodesOf(ID.rotateLogs, /^Failed/).length, /Failed/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 600,
  },
  {
    id: 'doing-when-timed-out',
    kind: 'what was printed last',
    question: `What was rotate-logs (${ID.rotateLogs}) doing on ${TIMED_OUT} when it timed out?`,
    facts: [says(/ExecutionTimedOut/), says(/uploading batch/)],
    must_not: [],
    max_calls: 1,
    max_tokens: 600,
  },
  {
    id: 'backup-last-words',
    kind: 'what was printed last',
    question: `What did the nightly backup (${ID.nightlyBackup}) say on ${FULL_BACKUP} before it failed? SSM shows only the beginning.`,
    facts: [says(/No space left on device/), says(/\/srv\/backup\/staging/)],
    must_not: [],
    max_calls: 1,
    max_tokens: 400,
  },
  {
    id: 'drill-so-far',
    kind: 'what was printed last',
    question: `The restore drill (${ID.restoreDrill}) still runs on ${DRILL}. What has it printed last?`,
    facts: [says(literally(DRILL_SAYS.slice(0, 60)))],
    must_not: [],
    max_calls: 2,
    max_tokens: 2_200,
  },
  {
    id: 'output-not-kept',
    kind: 'cannot be known',
    question: `Why did the package inventory (${ID.packageInventory}) fail on ${UNKEPT?.instanceId}? Quote its last lines.`,
    facts: [
      says(/Not ?Found|no object|does not exist|not (?:kept|uploaded|available)|cannot be (?:read|known)/),
    ],
    must_not: ["Unable to find package provider 'msi'"],
    max_calls: 1,
    max_tokens: 300,
  },
  {
    id: 'no-such-command',
    kind: 'cannot be known',
    question: `What did command ${NO_COMMAND} do?`,
    facts: [
      says(
        /no invocations|"(?:Command)?Invocations": ?(?:0|\[\])|nothing|not found|unknown|does not (?:exist|know)|no such|none/,
      ),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 200,
  },
  {
    id: 'restart-of-the-api',
    kind: 'known only by comment',
    question: 'Somebody restarted the api this morning. Did it work?',
    facts: [
      says(new RegExp(ID.singleNode)),
      says(/Failed/),
      says(/unit file of api\.service changed on disk/),
    ],
    must_not: [],
    max_calls: 2,
    max_tokens: 700,
  },
  {
    id: 'release-41',
    kind: 'known only by comment',
    question: 'How did "roll out release 41" end, in numbers?',
    facts: [
      counts(nodesOf(ID.maxErrors, /^Terminated/).length, /Terminated/),
      counts(nodesOf(ID.maxErrors, /^Failed/).length, /Failed/),
      counts(nodesOf(ID.maxErrors, /^Success/).length, /Success/),
    ],
    must_not: [],
    max_calls: 2,
    max_tokens: 2_900,
  },
  {
    id: 'baseline-script',
    kind: 'known only by comment',
    question:
      'Was the baseline script applied everywhere? I only know the comment, "apply the baseline script".',
    facts: [counts(nodesOf(ID.remoteScript, /^Success/).length, /Success/)],
    must_not: [],
    max_calls: 2,
    max_tokens: 900,
  },
];
