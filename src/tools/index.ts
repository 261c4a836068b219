/** The tools, in the order in which clients are shown them, and what prompts and resources share with them. */

import { compareCommands } from './compare-commands/tool.ts';
import { getCommandInvocation } from './get-command-invocation/tool.ts';
import { listCommandInvocations } from './list-command-invocations/tool.ts';
import { listCommands } from './list-commands/tool.ts';
import type { Tool } from './tool.ts';

export const TOOLS: readonly Tool[] = [
  listCommandInvocations,
  getCommandInvocation,
  listCommands,
  compareCommands,
];

export type { CommandComparison } from './compare-commands/schema.ts';
export type { InvocationDetail } from './get-command-invocation/schema.ts';
export { type ReadWhole, readWhole } from './get-command-invocation/wholes.ts';
export { parseInput } from './input.ts';
export type { InvocationList } from './list-command-invocations/schema.ts';
export { listCommandInvocations } from './list-command-invocations/tool.ts';
export { listCommands } from './list-commands/tool.ts';
export { parseMoment } from './moment.ts';
export { commandId, instanceId, profile, region } from './parameters.ts';
export { placesOf } from './places.ts';
export { searchCommandOutput } from './search-command-output/tool.ts';
export type { Tool, ToolAnswer } from './tool.ts';
