/** The registry of prompts, in the order in which clients are shown them. */

import { fleetReport } from './fleet-report.ts';
import type { Prompt } from './prompt.ts';
import { reviewNode } from './review-node.ts';
import { troubleshootCommand } from './troubleshoot-command.ts';

export const PROMPTS: readonly Prompt[] = [troubleshootCommand, reviewNode, fleetReport];
