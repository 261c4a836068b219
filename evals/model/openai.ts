/** Chat Completions, as OpenAI and most others serve it. */

import { z } from 'zod/v3';
import { type Brief, type Chat, MAX_REPLY_TOKENS, type Model, post } from './chat.ts';

const toolCall = z
  .object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }).passthrough() })
  .passthrough();
const completion = z.object({
  choices: z
    .array(
      z.object({
        message: z
          .object({ content: z.string().nullish(), tool_calls: z.array(toolCall).nullish() })
          .passthrough(),
      }),
    )
    .min(1),
});

export function openAiChat({ url, name, key }: Model, { system, question, tools }: Brief): Chat {
  const messages: object[] = [
    { role: 'system', content: system },
    { role: 'user', content: question },
  ];
  return async (results = []) => {
    messages.push(...results.map(({ id, text }) => ({ role: 'tool', tool_call_id: id, content: text })));
    const reply = await post(
      `${url}/chat/completions`,
      { authorization: `Bearer ${key}` },
      {
        model: name,
        max_completion_tokens: MAX_REPLY_TOKENS,
        messages,
        tools: tools.map(({ inputSchema, ...tool }) => ({
          type: 'function',
          function: { ...tool, parameters: inputSchema },
        })),
      },
    );
    const [choice] = completion.parse(reply).choices;
    messages.push(choice?.message ?? {});
    return {
      text: choice?.message.content ?? '',
      calls: (choice?.message.tool_calls ?? []).map(({ id, function: called }) => ({
        id,
        name: called.name,
        arguments: argumentsOf(called.arguments),
      })),
    };
  };
}

/** What is no object goes to the tool as it is, which refuses it and says why. */
function argumentsOf(text: string): Record<string, unknown> {
  try {
    return z.record(z.unknown()).parse(JSON.parse(text || '{}'));
  } catch {
    return { unreadable: text };
  }
}
