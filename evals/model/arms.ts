/** What a model is given to answer with: this server's tools, or a shell with the AWS CLI and jq. */

import type { Form } from '../facts.ts';
import { NOW_MS } from '../fleet.ts';
import { answerOf, type Setting } from '../setting.ts';
import type { Shell } from '../shell.ts';
import type { Tool, ToolCall } from './chat.ts';

export type Arm = {
  readonly system: string;
  readonly tools: readonly Tool[];
  readonly form: Form;
  run(call: ToolCall): Promise<string>;
};

const ASSISTANT = `You help whoever is on call for a fleet that AWS Systems Manager Run Command is used on, in us-east-1 and eu-west-1. It is ${new Date(NOW_MS).toISOString()}. Answer from what the tools show: numbers in digits with what they count, causes in the words of the nodes, ids in full where they are asked for. Say what cannot be known.`;

export function serverArm({ client, tools }: Setting, form: Form): Arm {
  return {
    system: [ASSISTANT, client.getInstructions() ?? ''].join('\n\n'),
    tools: tools.map(({ name, description = '', inputSchema }) => ({ name, description, inputSchema })),
    form,
    run: async (call) => {
      const { text, structure, isError } = await answerOf(client, call.name, call.arguments);
      return form === 'text' || isError ? text : JSON.stringify(structure);
    },
  };
}

export function shellArm(shell: Shell): Arm {
  return {
    system: ASSISTANT,
    tools: [
      {
        name: 'shell',
        description:
          'Runs a command line with bash and returns what it prints, at most 30,000 characters. There are the AWS CLI (aws ssm, aws s3, aws logs; credentials and Region are set), jq, grep, sort, uniq, head, tail, wc, cut, tr, join, comm, cat and date. Nothing can be written to files.',
        inputSchema: {
          type: 'object',
          properties: { command: { type: 'string', description: 'the command line' } },
          required: ['command'],
          additionalProperties: false,
        },
      },
    ],
    form: 'text',
    run: async (call) => {
      const command = call.arguments['command'];
      if (call.name !== 'shell' || typeof command !== 'string')
        return 'There is one tool, shell, and it takes a command.';
      return shell.run(command);
    },
  };
}
