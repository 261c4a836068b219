/** `review_node`: how one managed node has been doing. */

import { z } from 'zod/v3';
import { instanceId } from '../tools/index.ts';
import { askInvocations } from './ask.ts';
import { definePrompt } from './prompt.ts';
import { renderPrompt, reviewNodeQuestions } from './text.ts';

export const reviewNode = definePrompt({
  name: 'review_node',
  title: 'Review a managed node',
  description:
    "How one managed node has taken its commands of the last 30 days: what failed, whether it comes back, and whether the node or the command is at fault. The server's Region.",
  arguments: [
    { name: 'instance_id', description: 'The managed node, such as i-0123456789abcdef0', required: true },
  ],
  inputSchema: z.object({ instance_id: instanceId }).strict(),
  async write({ instance_id }, call) {
    const invocations = await askInvocations({ instance_id, details: true }, call);
    return renderPrompt({
      task: `Review how managed node ${instance_id} has been doing under Run Command.`,
      readAtMs: call.session.nowMs(),
      answers: [invocations],
      questions: reviewNodeQuestions(invocations.found),
    });
  },
});
