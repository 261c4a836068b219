import { secretNameAt } from '../name-at.ts';
import { nothing, type Rule } from '../secret.ts';
import { NAME_ANCHORS } from '../secret-names.ts';
import { announced } from './announced.ts';
import { valueArguments } from './arguments.ts';
import { assigned } from './assigned.ts';
import { columns } from './columns.ts';
import type { Layout } from './layout.ts';
import { members } from './members.ts';
import { settingCommands } from './setting-commands.ts';
import { xml } from './xml.ts';

/** In this order; the first that finds a value is the one. */
const layouts: readonly Layout[] = [
  assigned,
  xml,
  members,
  valueArguments,
  settingCommands,
  columns,
  announced,
];

/**
 * A name of a secret with a value near it, in all the ways in which configuration, code, command lines, dumps and
 * messages set one beside the other.
 */
export const namedValues: Rule = {
  anchors: NAME_ANCHORS,
  find(text, at) {
    const named = secretNameAt(text, at);
    if (!named) return nothing;
    for (const layout of layouts) {
      const spans = layout(text, named);
      if (spans.length > 0) return spans;
    }
    return nothing;
  },
};
