/** `troubleshoot_command`: why a command went wrong, and what to do. */

import { z } from 'zod/v3';
import { renderPrompt, troubleshootQuestions } from '../report/prompt-text.ts';
import { commandId } from '../tools/parameters.ts';
import { askInvocations } from './ask.ts';
import { definePrompt } from './prompt.ts';

/** All of the command: a share of its nodes would not tell how wide a failure is. The limit of the tool. */
const MAX_ITEMS = 20_000;

export const troubleshootCommand = definePrompt({
  name: 'troubleshoot_command',
  title: 'Troubleshoot a command',
  description:
    "Why a command failed on some of its nodes: reads all of its invocations, with causes grouped, and asks what an on-call engineer would. The server's Region.",
  arguments: [{ name: 'command_id', description: 'The command, by its id of 36 characters', required: true }],
  inputSchema: z.object({ command_id: commandId }).strict(),
  async write({ command_id }, call) {
    const invocations = await askInvocations({ command_id, details: true, max_items: MAX_ITEMS }, call);
    return renderPrompt({
      task: `Find out what went wrong with command ${command_id}, and what to do about it.`,
      readAtMs: call.session.nowMs(),
      answers: [invocations],
      questions: troubleshootQuestions(invocations.found),
    });
  },
});
