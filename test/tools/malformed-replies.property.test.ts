import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/mcp/catalog.ts';
import { SsmInvocationsError } from '../../src/run-command/errors.ts';
import { openSession } from '../../src/session.ts';
import type { ToolAnswer } from '../../src/tools/tool.ts';
import { checked } from '../checked-answer.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import fc from '../properties.ts';
import { exactTokens } from '../tokens/tokenizers.ts';

/** Any JSON value, with a leaning towards the long and the odd. */
const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.integer({ min: 1, max: 20_000 }).map((length) => '\uFDFA'.repeat(length)),
  fc.constantFrom('Failed', 'Success', 'In Progress', '', null, 1e308, -1, 1.541761816338e9),
);

const plugin = fc.record(
  {
    Name: anyValue,
    Status: fc.oneof(fc.constantFrom('Failed', 'Success'), anyValue),
    StatusDetails: anyValue,
    ResponseCode: fc.oneof(fc.integer(), anyValue),
    ResponseStartDateTime: fc.oneof(fc.double(), anyValue),
    ResponseFinishDateTime: fc.oneof(fc.double(), anyValue),
    Output: anyValue,
  },
  { requiredKeys: [] },
);

const invocation = fc.record(
  {
    CommandId: anyValue,
    InstanceId: anyValue,
    InstanceName: anyValue,
    Comment: anyValue,
    DocumentName: anyValue,
    RequestedDateTime: fc.oneof(fc.double(), anyValue),
    Status: anyValue,
    StatusDetails: fc.oneof(fc.constantFrom('Failed', 'Success'), anyValue),
    CommandPlugins: fc.oneof(fc.array(plugin, { maxLength: 3 }), anyValue),
  },
  { requiredKeys: [] },
);

describe('whatever the service replies', () => {
  it('an answer keeps its bound or says with a known error that the reply was malformed', async () => {
    let reply: unknown;
    const endpoint = await startEndpoint({ nodes: 1, fault: () => ({ kind: 'patch', patch: () => reply }) });
    const handle = catalog.findTool('list_command_invocations');
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(invocation, { maxLength: 20 }),
          fc.boolean(),
          async (invocations, details) => {
            reply = { CommandInvocations: invocations };
            const session = openSession({
              aws: { region: 'us-east-1', demoEndpoint: endpoint.url },
              maxTokens: 500,
              redact: true,
            });
            const call = { session, signal: new AbortController().signal, onProgress: () => {} };
            const answer = await handle?.({ details }, call).catch((error: unknown) => error);
            if (answer instanceof Error) {
              expect(answer).toBeInstanceOf(SsmInvocationsError);
              return;
            }
            const { text, structured } = checked('list_command_invocations', answer as ToolAnswer);
            for (const form of [text, JSON.stringify(structured)]) {
              expect(exactTokens(form).max).toBeLessThanOrEqual(500);
              expect(Buffer.byteLength(form)).toBeLessThanOrEqual(2_000);
            }
          },
        ),
        { numRuns: Number(process.env['FUZZ_RUNS'] ?? 60) },
      );
    } finally {
      await endpoint.close();
    }
  }, 600_000);
});
