/** Why nodes failed, and how many for which reason. */

import type { Fact } from '../facts.ts';
import { counts, names, says } from '../facts.ts';
import { ID, nodesOf } from '../fleet.ts';
import type { Question } from './question.ts';

const FAILED = '^(?:Failed|ExecutionTimedOut|Undeliverable) ';

/** The nodes that did not succeed and printed this, counted. */
function caused(commandId: string, what: RegExp): Fact {
  return counts(nodesOf(commandId, new RegExp(`${FAILED}.*(?:${what.source})`)).length, what);
}

function named(commandId: string, what: RegExp): Fact {
  return names(nodesOf(commandId, new RegExp(`${FAILED}.*(?:${what.source})`)));
}

export const CAUSES: readonly Question[] = [
  {
    id: 'rotate-logs-causes',
    kind: 'causes with counts',
    question: `Why did nodes fail when the logs were rotated an hour ago (command ${ID.rotateLogs}), and how many for which reason?`,
    facts: [
      caused(ID.rotateLogs, /No space left on device/),
      caused(ID.rotateLogs, /Could not get lock|dpkg.{0,20}lock/),
      caused(ID.rotateLogs, /Connection refused/),
      caused(ID.rotateLogs, /No more mirrors/),
      caused(ID.rotateLogs, /certificate has expired/),
      caused(ID.rotateLogs, /KeyError/),
      caused(ID.rotateLogs, /jq: command not found/),
      caused(ID.rotateLogs, /Docker daemon/),
      caused(ID.rotateLogs, /sh: .{0,200}Permission denied/),
      caused(ID.rotateLogs, /rsyslog\.service failed/),
      counts(nodesOf(ID.rotateLogs, /^ExecutionTimedOut/).length, /ExecutionTimedOut/),
      counts(nodesOf(ID.rotateLogs, /^Undeliverable/).length, /Undeliverable/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 2_300,
  },
  {
    id: 'deploy-causes',
    kind: 'causes with counts',
    question: `Why did yesterday's deploy of checkout 4.2.0 (command ${ID.deploy}) fail, by reason and number of nodes?`,
    facts: [/GLIBC_2\.34/, /No space left on device/, /503/, /\(403\)|Forbidden/].map((cause) =>
      caused(ID.deploy, cause),
    ),
    must_not: [],
    max_calls: 1,
    max_tokens: 2_600,
  },
  {
    id: 'deploy-platform',
    kind: 'causes with counts',
    question: `What do the nodes have in common on which checkout 4.2.0 (command ${ID.deploy}) did not find its C library?`,
    facts: [
      caused(ID.deploy, /GLIBC_2\.34/),
      counts(nodesOf(ID.deploy, /GLIBC_2\.34/).length, /Amazon Linux\s2/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 2_600,
  },
  {
    id: 'patch-linux-causes',
    kind: 'causes with counts',
    question: `The weekly patch scan of Linux (command ${ID.patchLinux}): what went wrong, and on how many nodes?`,
    facts: [
      caused(ID.patchLinux, /No more mirrors/),
      caused(ID.patchLinux, /Unable to extract tar file/),
      counts(nodesOf(ID.patchLinux, /^Success/).length, /Success|succe/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 2_300,
  },
  {
    id: 'patch-windows-causes',
    kind: 'causes with counts',
    question: `And the scan of Windows (command ${ID.patchWindows}): which nodes failed, with which error?`,
    facts: [
      counts(nodesOf(ID.patchWindows, /^Failed/).length, /Windows Update|0x80072EE2/),
      says(/0x80072EE2/),
      named(ID.patchWindows, /0x80072EE2/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_500,
  },
  {
    id: 'agent-package-causes',
    kind: 'causes with counts',
    question: `Where did installing AmazonCloudWatchAgent (command ${ID.configurePackage}) fail, and why?`,
    facts: [
      caused(ID.configurePackage, /i\/o timeout|Failed to retrieve manifest/),
      named(ID.configurePackage, /manifest/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_500,
  },
  {
    id: 'which-step',
    kind: 'causes with counts',
    question: `Which step of release 2026.47 (command ${ID.deployInSteps}) failed, on which nodes and why?`,
    facts: [
      caused(ID.deployInSteps, /Permission denied/),
      says(/deployRelease/),
      named(ID.deployInSteps, /Permission denied/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_400,
  },
  {
    id: 'spooler-causes',
    kind: 'causes with counts',
    question: `Is the print spooler off everywhere (command ${ID.powerShell})? If a node failed, why?`,
    facts: [
      caused(ID.powerShell, /Cannot find any service/),
      counts(nodesOf(ID.powerShell, /^Success/).length, /Success|Stopped/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_400,
  },
  {
    id: 'all-different',
    kind: 'causes with counts',
    question: `The local maintenance hook (command ${ID.everyNodeDifferent}) failed on all its nodes. Is there one cause?`,
    facts: [
      counts(nodesOf(ID.everyNodeDifferent, /^Failed/).length, /Failed/),
      says(/Segmentation fault/),
      says(/Java heap space/),
    ],
    must_not: [],
    max_calls: 1,
    max_tokens: 4_300,
  },
  {
    id: 'disk-full-nodes',
    kind: 'causes with counts',
    question: `Give me all ids of the nodes whose disk was full when the logs were rotated (command ${ID.rotateLogs}).`,
    facts: [named(ID.rotateLogs, /No space left/)],
    must_not: [],
    max_calls: 2,
    max_tokens: 3_800,
  },
  {
    id: 'old-agent-update',
    kind: 'causes with counts',
    question: `Which agent did not come back from its update (command ${ID.updateAgent}), and what did it say?`,
    facts: [named(ID.updateAgent, /rollback/), says(/failed to (?:update|start)/)],
    must_not: [],
    max_calls: 1,
    max_tokens: 1_100,
  },
];
