/** Anthropic's Messages. */

import { z } from 'zod/v3';
import { type Brief, type Chat, MAX_REPLY_TOKENS, type Model, post } from './chat.ts';

const block = z
  .object({
    type: z.string(),
    text: z.string().optional(),
    id: z.string().optional(),
    name: z.string().optional(),
    input: z.record(z.unknown()).optional(),
  })
  .passthrough();
const message = z.object({ content: z.array(block) });

export function anthropicChat({ url, name, key }: Model, { system, question, tools }: Brief): Chat {
  const messages: object[] = [{ role: 'user', content: question }];
  return async (results = []) => {
    if (results.length > 0) {
      const content = results.map(({ id, text }) => ({
        type: 'tool_result',
        tool_use_id: id,
        content: text,
      }));
      messages.push({ role: 'user', content });
    }
    const reply = await post(
      `${url}/messages`,
      { 'x-api-key': key, 'anthropic-version': '2023-06-01' },
      {
        model: name,
        max_tokens: MAX_REPLY_TOKENS,
        system,
        messages,
        tools: tools.map(({ inputSchema, ...tool }) => ({ ...tool, input_schema: inputSchema })),
      },
    );
    const { content } = message.parse(reply);
    messages.push({ role: 'assistant', content });
    return {
      text: content.flatMap(({ text }) => text ?? []).join('\n'),
      calls: content.flatMap(({ type, id, name, input }) =>
        type === 'tool_use' && id && name ? [{ id, name, arguments: input ?? {} }] : [],
      ),
    };
  };
}
