/** The registry of tools, in the order in which clients are shown them. */

import { getCommandInvocation } from './get-command-invocation/tool.ts';
import { listCommandInvocations } from './list-command-invocations/tool.ts';
import { listCommands } from './list-commands/tool.ts';
import type { Tool } from './tool.ts';

export const TOOLS: readonly Tool[] = [listCommandInvocations, getCommandInvocation, listCommands];
