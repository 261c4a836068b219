/** `troubleshoot_command`: why a command went wrong, and what to do. */

import { z } from 'zod/v3';
import { commandId, listCommands } from '../tools/index.ts';
import { ALL_ITEMS, askBeside, askInvocations } from './ask.ts';
import { definePrompt } from './prompt.ts';
import { renderPrompt, troubleshootQuestions } from './text.ts';

export const troubleshootCommand = definePrompt({
  name: 'troubleshoot_command',
  title: 'Troubleshoot a command',
  description:
    "Why a command failed on some of its nodes: the command, all of its invocations with causes grouped, and the questions of an on-call engineer. The server's Region.",
  arguments: [{ name: 'command_id', description: 'The command, by its id of 36 characters', required: true }],
  inputSchema: z.object({ command_id: commandId }).strict(),
  async write({ command_id }, call) {
    const [command, invocations] = await Promise.all([
      askBeside(listCommands, { command_id }, call),
      askInvocations({ command_id, details: true, max_items: ALL_ITEMS }, call),
    ]);
    return renderPrompt({
      task: `Find out what went wrong with command ${command_id}, and what to do about it.`,
      readAtMs: call.session.nowMs(),
      answers: [command, invocations],
      questions: troubleshootQuestions(invocations.found),
    });
  },
});
