/** All that the server offers, in the form the protocol wants it. Loaded after the first handshake. */

import type { z } from 'zod/v3';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { InvalidInputError, SsmInvocationsError } from './errors.ts';
import { renderProblem } from './report/problem.ts';
import { TEMPLATES } from './resources/index.ts';
import type { ResourceContents } from './resources/resource.ts';
import { TOOLS } from './tools/index.ts';
import { parseInput } from './tools/input.ts';
import type { Tool, ToolAnswer, ToolCall } from './tools/tool.ts';

export type JsonSchema = { readonly type: 'object'; readonly [keyword: string]: unknown };

export const surface = {
  toolNames: () => TOOLS.map(({ name }) => name),

  listTools: () => TOOLS.map(describeTool),

  /** Checks the arguments, then calls; `undefined` when there is no such tool. */
  findTool(name: string): ((args: unknown, call: ToolCall) => Promise<ToolAnswer>) | undefined {
    const tool = TOOLS.find((known) => known.name === name);
    return tool && (async (args, call) => tool.handle(parseInput(tool.inputSchema, args), call));
  },

  listTemplates: () => TEMPLATES.map(({ read: _, ...described }) => described),

  /** Throws `InvalidInputError` for a URI of no template, `NotFoundError` for one that names nothing. */
  async readResource(uri: string, call: ToolCall): Promise<ResourceContents> {
    for (const template of TEMPLATES) {
      const reading = template.read(uri, call);
      if (reading !== undefined) return await reading;
    }
    throw new InvalidInputError(
      'no resource has a URI of this form.',
      `Forms are: ${TEMPLATES.map(({ uriTemplate }) => uriTemplate).join(', ')}.`,
    );
  },

  renderProblem: (error: unknown, incident: string) => ({
    text: renderProblem(error, incident),
    known: error instanceof SsmInvocationsError,
  }),
};

export type Surface = typeof surface;

function describeTool(tool: Tool) {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: toJsonSchema(tool.inputSchema),
    outputSchema: toJsonSchema(tool.outputSchema),
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  };
}

/** Without `$schema`: some clients refuse any dialect but their own when one is named. */
export function toJsonSchema(schema: z.ZodTypeAny): JsonSchema {
  const { $schema: _, ...json } = zodToJsonSchema(schema, { $refStrategy: 'none', target: 'jsonSchema7' });
  return { ...json, type: 'object' };
}
