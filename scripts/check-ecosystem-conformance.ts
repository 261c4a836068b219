/** The official conformance suite of the protocol, as far as it applies to a server with tools of its own. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { EXAMPLE_COMMANDS } from '../src/demo/create-fleet.ts';
import { startBridge } from './check-ecosystem-bridge.ts';
import type { Finding } from './check-ecosystem-findings.ts';

/** The revision that every client speaks and that this server offers. */
const REVISION = '2025-11-25';
const LIMIT_MS = 240_000;

/** Scenarios whose every check has to pass. */
const APPLICABLE = [
  'server-initialize',
  'server-session-lifecycle',
  'ping',
  'completion-complete',
  'tools-list',
  'tools-call-simple-text',
  'tools-call-error',
  'tools-call-with-progress',
  'resources-list',
  'resources-read-text',
  'prompts-list',
  'prompts-get-simple',
];

/** Of these, only the form of every message on the wire has to be right. */
const NOT_APPLICABLE: Readonly<Record<string, string>> = {
  'logging-set-level': 'logging is not declared: the specification deprecates it, and logs go to stderr',
  'tools-call-image': 'no tool gives images',
  'tools-call-audio': 'no tool gives audio',
  'tools-call-embedded-resource': 'no tool embeds resources',
  'tools-call-mixed-content': 'no tool gives images',
  'tools-call-with-logging': 'logging is not declared',
  'tools-call-sampling': 'the server never asks the client for a model',
  'tools-call-elicitation': 'the server never asks the client for input',
  'elicitation-sep1034-defaults': 'the server never asks the client for input',
  'elicitation-sep1330-enums': 'the server never asks the client for input',
  'json-schema-2020-12': 'wants a tool of its sample server that lists the keywords of the dialect',
  'resources-read-binary': 'every resource is text',
  'resources-templates-read': 'wants the text 123 in a resource of its sample server',
  'resources-subscribe': 'subscriptions are not declared: a finished invocation does not change',
  'resources-unsubscribe': 'subscriptions are not declared',
  'prompts-get-with-args': 'wants a prompt of two arguments that repeats both',
  'prompts-get-embedded-resource': 'no prompt embeds resources',
  'prompts-get-with-image': 'every prompt is text',
  'dns-rebinding-protection': 'HTTP only; it would test the bridge',
  'server-sse-polling': 'HTTP only; it would test the bridge',
  'server-sse-multiple-streams': 'HTTP only; it would test the bridge',
};

/** What the suite asks of its sample server, and what is asked of this one in its place. */
const IN_PLACE_OF: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  test_simple_text: { name: 'list_command_invocations', arguments: {} },
  test_error_handling: {
    name: 'list_command_invocations',
    arguments: { filters: [{ key: 'ExecutionStage', value: 'Executing' }] },
  },
  test_tool_with_progress: {
    name: 'list_command_invocations',
    // Of which some seconds are reported.
    arguments: { command_id: EXAMPLE_COMMANDS.rotateLogs, details: true },
  },
  'test://static-text': { uri: 'ssm-invocations://aws-cli-options' },
  test_simple_prompt: { name: 'fleet_report', arguments: {} },
  test_prompt_with_arguments: {
    ref: { type: 'ref/prompt', name: 'troubleshoot_command' },
    argument: { name: 'command_id', value: '' },
  },
};

type Check = { id: string; status: string; errorMessage?: string };

export async function checkConformance(node: string, tools: string, main: string): Promise<Finding[]> {
  const bridge = await startBridge([main, '--demo'], translate);
  const folder = await mkdtemp(join(tmpdir(), 'ssm-invocations-conformance-'));
  try {
    await runSuite(node, tools, bridge.url, folder);
    return await judge(folder);
  } finally {
    await bridge.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function translate(message: JSONRPCMessage): JSONRPCMessage {
  if (!('method' in message) || message.params === undefined) return message;
  const { name, uri, ref } = message.params as { name?: string; uri?: string; ref?: { name?: string } };
  const instead = IN_PLACE_OF[name ?? uri ?? ref?.name ?? ''];
  return instead === undefined ? message : { ...message, params: { ...message.params, ...instead } };
}

/** Its exit code counts scenarios that do not apply as failures; the findings are read from its files. */
function runSuite(node: string, tools: string, url: string, folder: string): Promise<void> {
  const cli = join(tools, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');
  const args = [cli, 'server', '--url', url, '--requirements', REVISION, '-o', folder, '--timeout', '20000'];
  return new Promise((done) => {
    execFile(node, args, { timeout: LIMIT_MS, maxBuffer: 2 ** 26 }, () => done());
  });
}

async function judge(folder: string): Promise<Finding[]> {
  const found = new Map<string, Check[]>();
  for (const name of await readdir(folder)) {
    // A folder of results is named server-<scenario>-<time>.
    const scenario = /^server-(.+?)-\d{4}-\d\d-\d\dT/.exec(name)?.[1];
    if (scenario === undefined) continue;
    found.set(scenario, JSON.parse(await readFile(join(folder, name, 'checks.json'), 'utf8')));
  }
  const unheard = [...found.keys()].filter((name) => !APPLICABLE.includes(name) && !NOT_APPLICABLE[name]);
  return [
    ...APPLICABLE.map((name) => applicable(name, found.get(name) ?? [])),
    ...Object.entries(NOT_APPLICABLE).map(([name, why]) => notApplicable(name, found.get(name) ?? [], why)),
    ...unheard.map((name) => ({ name, passed: false, note: 'neither listed as applicable nor as not' })),
  ];
}

function applicable(name: string, checks: readonly Check[]): Finding {
  if (checks.length === 0) return { name, passed: false, note: 'the suite reported nothing' };
  return { name, ...outcomeOf(checks) };
}

function notApplicable(name: string, checks: readonly Check[], why: string): Finding {
  const { passed, note } = outcomeOf(checks.filter(({ id }) => id === 'wire-schema-valid'));
  return { name, passed, note: passed ? `does not apply: ${why}` : note, applies: false };
}

function outcomeOf(checks: readonly Check[]): { passed: boolean; note: string } {
  const bad = checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING');
  const faults = bad.map(({ id, errorMessage }) => `${id}: ${errorMessage ?? 'failed'}`);
  return { passed: bad.length === 0, note: faults.join('; ') || `${checks.length} checks` };
}
