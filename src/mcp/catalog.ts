/** All that the server offers, in the form the protocol wants it. Loaded after the first handshake. */

import { z } from 'zod/v3';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { renderProblem } from '../answer/index.ts';
import { PROMPTS } from '../prompts/index.ts';
import {
  type Completion,
  complete,
  isViewUri,
  type Known,
  listResources,
  readResource,
  TEMPLATES,
  viewUri,
} from '../resources/index.ts';
import { InvalidInputError, SsmInvocationsError } from '../run-command/index.ts';
import type { ToolCall } from '../session.ts';
import { parseInput, searchCommandOutput, TOOLS, type Tool, type ToolAnswer } from '../tools/index.ts';

export type JsonSchema = { readonly type: 'object'; readonly [keyword: string]: unknown };

/** What a completion is for: a URI template or a prompt. */
export type CompletionRef =
  | { readonly type: 'ref/resource'; readonly uri: string }
  | { readonly type: 'ref/prompt'; readonly name: string };

/** What this server was started with, as far as clients see it in its lists. */
export type Offers = {
  /** Calls may name a profile, because there are several. */
  readonly profiles?: boolean;
  /** Calls may name all Regions at once, because there are several. */
  readonly regions?: boolean;
  /** CloudWatch Logs may be searched. */
  readonly search?: boolean;
};

export function createCatalog(offers: Offers = {}) {
  const { profiles = false, search = false } = offers;
  const tools = [...TOOLS, ...(search ? [searchCommandOutput] : [])].map((tool) => ({
    ...tool,
    inputSchema: offered(tool, offers),
  }));
  /** Made once: a schema becomes JSON Schema only when somebody asks. */
  let described: readonly DescribedTool[] | undefined;

  return {
    toolNames: () => tools.map(({ name }) => name),

    /** Where the client shows the view, the tools whose answers it draws say so. */
    listTools(showsView = false): readonly DescribedTool[] {
      described ??= tools.map(describeTool);
      if (!showsView) return described;
      const drawn = tools.flatMap(({ name, hasView }) => (hasView ? [name] : []));
      return described.map((tool) => (drawn.includes(tool.name) ? { ...tool, _meta: viewMeta() } : tool));
    },

    /** Checks the arguments, then calls; `undefined` when there is no such tool. */
    findTool(name: string): ((args: unknown, call: ToolCall) => Promise<ToolAnswer>) | undefined {
      const tool = tools.find((known) => known.name === name);
      return tool && (async (args, call) => await tool.handle(parseInput(tool.inputSchema, args), call));
    },

    listTemplates: () =>
      TEMPLATES.map(({ read: _, uriTemplate, uriTemplateInProfile, ...described }) => ({
        uriTemplate: profiles ? uriTemplateInProfile : uriTemplate,
        ...described,
      })),

    listResources,

    readResource,

    isViewUri,

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
  };
}

/** Of a server with one profile, as most are. */
export const catalog = createCatalog();

export type Catalog = ReturnType<typeof createCatalog>;

/** What is of no use to a caller would cost every client tokens. */
function offered({ inputSchema: schema, asksOnePlace }: Tool, { profiles, regions }: Offers): z.ZodTypeAny {
  if (!(schema instanceof z.ZodObject)) return schema;
  const named = profiles ? schema : schema.omit({ profile: true });
  const region = named.shape['region'] as z.ZodTypeAny | undefined;
  if (!regions || asksOnePlace || region === undefined) return named;
  return named.extend({ region: region.describe('AWS Region, or "*" for all; default: the first') }).strict();
}

function promptOf(name: string) {
  const prompt = PROMPTS.find((known) => known.name === name);
  if (prompt) return prompt;
  const names = PROMPTS.map((known) => known.name);
  throw new InvalidInputError('there is no prompt of this name.', `There are: ${names.join(', ')}.`);
}

function variablesOf(ref: CompletionRef): readonly string[] {
  if (ref.type === 'ref/prompt') return promptOf(ref.name).arguments.map(({ name }) => name);
  const forms = TEMPLATES.flatMap(({ uriTemplate, uriTemplateInProfile }) => [
    uriTemplate,
    uriTemplateInProfile,
  ]);
  if (forms.includes(ref.uri)) return [...ref.uri.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  throw new InvalidInputError(
    'there is no resource template of this form.',
    `There are: ${TEMPLATES.map(({ uriTemplate }) => uriTemplate).join(', ')}.`,
  );
}

/** The flat key is that of hosts before revision 2026-01-26. */
function viewMeta() {
  return { ui: { resourceUri: viewUri() }, 'ui/resourceUri': viewUri() };
}

type DescribedTool = ReturnType<typeof describeTool> & { readonly _meta?: ReturnType<typeof viewMeta> };

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
