/** Anything at all as arguments, cursors, URIs and what is typed: an answer within its bound, or a known error. */

import { catalog } from '../../src/mcp/catalog.ts';
import { SsmInvocationsError } from '../../src/run-command/errors.ts';
import type { ToolCall } from '../../src/session.ts';
import { openSession } from '../../src/session.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import fc from '../properties.ts';
import { exactTokens } from '../tokens/tokenizers.ts';

export type FuzzTarget = { readonly name: string; readonly run: (cases: number) => Promise<void> };

const MAX_ERROR_LENGTH = 4_000;
const BOUND = 500;

const commandId = fc.oneof(fc.uuid(), fc.string({ unit: 'binary', minLength: 36, maxLength: 36 }));
const instanceId = fc.oneof(
  fc.stringMatching(/^(i-(\w{8}|\w{17})|mi-\w{17})$/),
  fc.constantFrom('i-00000000000000000', 'i-0'),
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 40 }),
  fc.constantFrom(
    '',
    '\u0000',
    '__proto__',
    'constructor',
    '-1',
    '1e9',
    '9'.repeat(400),
    '$' + '{x}',
    '%',
    '%zz',
    '../',
  ),
);
const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), text);
const cursor = fc.oneof(
  fc.stringMatching(/^[a-km-z2-9]{7}-([0-9a-z]{1,4}\.)?[0-9a-z]{1,6}$/),
  fc.string({ maxLength: 30 }),
  // Filled in with one that the session gave, and changed from there.
  fc
    .tuple(fc.constant('KNOWN'), fc.stringMatching(/^([0-9a-z]{1,4}\.)?[0-9a-z]{1,6}$/))
    .map((parts) => parts.join('-')),
);
const filter = fc.record(
  {
    key: fc.oneof(
      fc.constantFrom('InvokedAfter', 'InvokedBefore', 'Status', 'DocumentName', 'ExecutionStage'),
      anything,
    ),
    value: fc.oneof(
      fc.constantFrom('Failed', 'timed out', '2h', '2026-01-01', 'Complete', '99999999999d'),
      anything,
    ),
  },
  { requiredKeys: [] },
);
const toolArguments = fc.oneof(
  anything,
  fc.record(
    {
      command_id: fc.oneof(commandId, anything),
      instance_id: fc.oneof(instanceId, anything),
      plugin_name: fc.oneof(fc.constant('aws:runShellScript'), anything),
      filters: fc.oneof(fc.array(filter, { maxLength: 6 }), anything),
      details: fc.oneof(fc.boolean(), anything),
      page_size: fc.oneof(fc.integer({ min: 1, max: 50 }), anything),
      max_items: fc.oneof(fc.integer({ min: 1, max: 300 }), anything),
      max_tokens: fc.oneof(fc.constant(BOUND), anything),
      cursor: fc.oneof(cursor, anything),
      region: fc.oneof(fc.constant('us-east-1'), anything),
    },
    { requiredKeys: [] },
  ),
);
const part = fc.oneof(
  text.map(encodeSafely),
  text,
  fc.constantFrom('us-east-1', 'commands', 'stdout', 'aws%3ArunShellScript'),
);
const uri = fc.oneof(
  text,
  fc.webUrl(),
  fc.array(part, { maxLength: 9 }).map((parts) => `ssm://${parts.join('/')}`),
  fc
    .tuple(part, fc.oneof(commandId, part), fc.oneof(instanceId, part), part, part)
    .map(
      ([region, command, node, plugin, stream]) =>
        `ssm://${region}/commands/${encodeSafely(command)}/invocations/${encodeSafely(node)}/plugins/${plugin}/${stream}`,
    ),
);
const typedArguments = fc.dictionary(
  fc.constantFrom('command_id', 'instance_id', 'since', 'region', 'plugin_name', '__proto__', 'x'),
  fc.oneof(text, commandId, instanceId, fc.constantFrom('2h', '2026-01-01')),
  { maxKeys: 3 },
);

export const fuzzTargets: readonly FuzzTarget[] = [
  ...catalog.toolNames().map((name) =>
    target(`arguments of ${name}`, toolArguments, async (args, call, known) => {
      const given = withKnown(args, known);
      const { text: shown, structured } = (await catalog.findTool(name)?.(given, call)) ?? {
        text: '',
        structured: {},
      };
      const bound = boundOf(given);
      for (const form of [shown, JSON.stringify(structured)]) {
        if (exactTokens(form).max > bound)
          throw new Error(`more than ${bound} tokens: ${form.slice(0, 300)}`);
        if (Buffer.byteLength(form) > 4 * bound) throw new Error(`more than ${4 * bound} bytes`);
      }
    }),
  ),
  target('URIs', uri, async (given, call) => void (await catalog.readResource(given, call))),
  target(
    'arguments of prompts',
    fc.tuple(fc.constantFrom(...promptNames(), 'x'), typedArguments),
    async ([name, args], call) => {
      await catalog.writePrompt(name, args, call);
    },
  ),
  target(
    'completions',
    fc.tuple(fc.constantFrom(...variables(), 'x'), text, typedArguments),
    async ([name, value, known], call) => {
      const { values } = await catalog.complete(
        { type: 'ref/resource', uri: streamTemplate() },
        { name, value },
        known,
        call,
      );
      if (values.length > 100) throw new Error(`${values.length} values`);
    },
  ),
];

function target<Given>(
  name: string,
  given: fc.Arbitrary<Given>,
  ask: (given: Given, call: ToolCall, known: string) => Promise<void>,
): FuzzTarget {
  return {
    name,
    async run(cases) {
      const endpoint = await startEndpoint({ nodes: 60 });
      const aws = { region: 'us-east-1', demoEndpoint: endpoint.url };
      const session = openSession({ aws, maxTokens: BOUND, redact: true });
      const call: ToolCall = { session, signal: new AbortController().signal, onProgress: () => {} };
      try {
        const property = fc.asyncProperty(given, async (value) => {
          const known = session.results.all()[0]?.id ?? 'aaaaaaa';
          await ask(value, call, known).catch(knownOnly);
        });
        await fc.assert(property, { numRuns: cases });
      } finally {
        await endpoint.close();
      }
    },
  };
}

function knownOnly(error: unknown): void {
  if (!(error instanceof SsmInvocationsError)) throw error;
  const { text: shown } = catalog.renderProblem(error, '00000000');
  if (!/^[A-Z][A-Za-z]+: /.test(shown) || shown.startsWith('Internal')) throw new Error(shown);
  if (shown.length > MAX_ERROR_LENGTH) throw new Error(`an error of ${shown.length} characters`);
}

function withKnown(args: unknown, known: string): unknown {
  if (typeof args !== 'object' || args === null || !('cursor' in args)) return args;
  const { cursor: from } = args;
  return typeof from === 'string' ? { ...args, cursor: from.replace('KNOWN', known) } : args;
}

function boundOf(args: unknown): number {
  const given =
    typeof args === 'object' && args !== null && 'max_tokens' in args ? args.max_tokens : undefined;
  return typeof given === 'number' ? given : BOUND;
}

function encodeSafely(part: string): string {
  return encodeURIComponent(part.replace(/[\ud800-\udfff]/gu, '?'));
}

function promptNames(): string[] {
  return catalog.listPrompts().map(({ name }) => name);
}

function streamTemplate(): string {
  return catalog.listTemplates()[1]?.uriTemplate ?? '';
}

function variables(): string[] {
  return [...streamTemplate().matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}
