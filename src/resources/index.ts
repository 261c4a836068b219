/** The registry of resource templates. */

import { commandInvocation } from './command-invocation.ts';
import type { ResourceTemplate } from './resource.ts';

export const TEMPLATES: readonly ResourceTemplate[] = [commandInvocation];
