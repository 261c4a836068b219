/** All that the server offers, in the form the protocol wants it. Loaded after the first handshake. */

import type { z } from 'zod/v3';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { renderProblem } from '../answer/index.ts';
import { PROMPTS } from '../prompts/index.ts';
import {
  type Completion,
  complete,
  type Known,
  listResources,
  readResource,
  TEMPLATES,
} from '../resources/index.ts';
import { InvalidInputError, SsmInvocationsError } from '../run-command/index.ts';
import type { ToolCall } from '../session.ts';
import { parseInput, searchCommandOutput, TOOLS, type Tool, type ToolAnswer } from '../tools/index.ts';

export type JsonSchema = { readonly type: 'object'; readonly [keyword: string]: unknown };

/** What a completion is for: a URI template or a prompt. */
export type CompletionRef =
  | { readonly type: 'ref/resource'; readonly uri: string }
  | { readonly type: 'ref/prompt'; readonly name: string };

/** Of each tool made once: a schema becomes JSON Schema only when somebody asks. */
const described = new Map<Tool, ReturnType<typeof describeTool>>();

const withTools = (tools: readonly Tool[]) => ({
  toolNames: () => tools.map(({ name }) => name),

  listTools: () =>
    tools.map((tool) => {
      const description = described.get(tool) ?? describeTool(tool);
      described.set(tool, description);
      return description;
    }),

  /** Checks the arguments, then calls; `undefined` when there is no such tool. */
  findTool(name: string): ((args: unknown, call: ToolCall) => Promise<ToolAnswer>) | undefined {
    const tool = tools.find((known) => known.name === name);
    return tool && (async (args, call) => await tool.handle(parseInput(tool.inputSchema, args), call));
  },

  listTemplates: () => TEMPLATES.map(({ read: _, ...described }) => described),

  listResources,

  readResource,

  listPrompts: () =>
    PROMPTS.map(({ name, title, description, arguments: args }) => ({
      name,
      title,
      description,
      arguments: [...args],
    })),

  /** Throws `InvalidInputError` for an unknown prompt and for arguments that it does not take. */
  async writePrompt(name: string, args: Known = {}, call: ToolCall) {
    const prompt = promptOf(name);
    // Typed by hand, or left blank in a form.
    const given = Object.entries(args).flatMap(([key, value]) =>
      value?.trim() ? [[key, value.trim()]] : [],
    );
    const text = await prompt.write(parseInput(prompt.inputSchema, Object.fromEntries(given)), call);
    return { description: prompt.description, text };
  },

  /** Throws `InvalidInputError` for an unknown template or prompt; an unknown variable has no values. */
  async complete(
    ref: CompletionRef,
    argument: { name: string; value: string },
    known: Known,
    call: ToolCall,
  ): Promise<Completion> {
    if (!variablesOf(ref).includes(argument.name)) return { values: [] };
    return await complete(argument.name, argument.value, known, call);
  },

  renderProblem: (error: unknown, incident: string) => ({
    text: renderProblem(error, incident),
    known: error instanceof SsmInvocationsError,
  }),
});

export const catalog = withTools(TOOLS);

/** Where CloudWatch Logs may be searched. */
export const catalogWithSearch = withTools([...TOOLS, searchCommandOutput]);

export type Catalog = typeof catalog;

function promptOf(name: string) {
  const prompt = PROMPTS.find((known) => known.name === name);
  if (prompt) return prompt;
  const names = PROMPTS.map((known) => known.name);
  throw new InvalidInputError('there is no prompt of this name.', `There are: ${names.join(', ')}.`);
}

function variablesOf(ref: CompletionRef): readonly string[] {
  if (ref.type === 'ref/prompt') return promptOf(ref.name).arguments.map(({ name }) => name);
  const template = TEMPLATES.find(({ uriTemplate }) => uriTemplate === ref.uri);
  if (template) return [...template.uriTemplate.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  throw new InvalidInputError(
    'there is no resource template of this form.',
    `There are: ${TEMPLATES.map(({ uriTemplate }) => uriTemplate).join(', ')}.`,
  );
}

function describeTool(tool: Tool) {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: toJsonSchema(tool.inputSchema),
    outputSchema: toJsonSchema(tool.outputSchema),
    // An open world: what the tools show was written by nodes and by whoever sent the commands.
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  };
}

/** Without `$schema`: some clients refuse any dialect but their own when one is named. */
export function toJsonSchema(schema: z.ZodTypeAny): JsonSchema {
  const { $schema: _, ...json } = zodToJsonSchema(schema, { $refStrategy: 'none', target: 'jsonSchema7' });
  return { ...json, type: 'object' };
}
