/** What one invocation comes to: its row, its command, and what its output says. All that looks at what others wrote. */

import { messageOf } from '../../../causes/index.ts';
import type { Pattern } from '../../../patterns/index.ts';
import {
  type AwsPlace,
  decidingPlugin,
  type Invocation,
  isCutBySsm,
  type Plugin,
  placeLabel,
  pluginsThatRan,
  rankOf,
} from '../../../run-command/index.ts';
import { cleanLine, countRedactions, type Sanitizer } from '../../../sanitize/index.ts';
import { BUCKET_NAME, durationOf, exitCodeOf, printsNothing, runTimesOf } from '../../plugin-facts.ts';
import { type CommandHead, CUT_BY_SSM, NO_OUTPUT, type OutputTraits, SILENT, TO_S3 } from './row.ts';

/** One invocation on its way to its row. */
export type Arrival = { readonly invocation: Invocation; readonly place: AwsPlace; readonly member: number };

export type Interpreted = ReturnType<ReturnType<typeof createInterpreter>>;

export function createInterpreter({
  sanitizer,
  pattern,
  details,
  statusAt,
  headOf,
}: {
  readonly sanitizer: Sanitizer;
  readonly pattern: Pattern | undefined;
  readonly details: boolean;
  readonly statusAt: (member: number) => string;
  /** A command that is known already, by `keyOf`. */
  readonly headOf: (key: string) => CommandHead | undefined;
}) {
  return ({ invocation, place, member }: Arrival) => {
    const safe = countRedactions(sanitizer);
    const plugins = pluginsThatRan(invocation);
    const plugin = decidingPlugin(plugins);
    const status = statusAt(member);
    const responseCode = plugin && exitCodeOf(plugin, status);
    const times = runTimesOf(plugins);
    const instanceName = safe.line(invocation.instanceName);
    const s3Bucket = plugin ? bucketOf(plugin, safe.path(plugin.outputS3BucketName)) : undefined;
    const row = {
      member,
      instanceId: cleanLine(invocation.instanceId),
      instanceName,
      status,
      responseCode: responseCode || undefined,
      durationSeconds: durationOf(status, times),
      requestedAtMs: invocation.requestedAtMs,
      started: times.started,
      startedAtMs: times.startedAtMs,
      endedAtMs: times.endedAtMs,
      output: plugin === undefined ? 0 : outputTraitsOf(plugin),
    };
    // A pattern is tried on all that a node printed.
    const outputs = plugins.map((each) => (pattern || each === plugin ? safe.text(each.output) : ''));
    const output = plugin ? (outputs[plugins.indexOf(plugin)] ?? '') : '';
    // Captured values are the groups then.
    const outcome =
      !pattern?.captures && (details || rankOf(status) < 2)
        ? {
            ending: { status, plugin: plugin && safe.line(plugin.name), responseCode },
            message: messageOf({ status, nodeName: instanceName, output }),
          }
        : undefined;
    // The grouping would ask for it where no time limit holds.
    outcome?.message.describe();
    const { redactions, withheld } = safe;
    const command = countRedactions(sanitizer);
    const commandId = cleanLine(invocation.commandId);
    const head = headOf(keyOf({ place, commandId })) ?? {
      place,
      commandId,
      documentName: command.line(invocation.documentName),
      comment: command.line(invocation.comment),
      redactions: command.redactions,
    };
    return { row: { ...row, redactions, withheld }, head, s3Bucket, outcome, plugin, outputs };
  };
}

/** One id may come from two places. */
export function keyOf({ place, commandId }: Pick<CommandHead, 'place' | 'commandId'>): string {
  return `${placeLabel(place)}/${commandId}`;
}

function bucketOf({ outputS3BucketName }: Plugin, safe: string): string | undefined {
  return outputS3BucketName !== '' && BUCKET_NAME.test(safe) ? safe : undefined;
}

function outputTraitsOf({ output, outputS3BucketName, standardOutputUrl }: Plugin): OutputTraits {
  let traits = 0;
  if (output === '') traits |= NO_OUTPUT;
  if (printsNothing(output)) traits |= SILENT;
  if (isCutBySsm('output', output)) traits |= CUT_BY_SSM;
  if (outputS3BucketName !== '' || standardOutputUrl !== '') traits |= TO_S3;
  return traits;
}

/** An invocation of which something took too long to read: what it is and how it ended is shown all the same. */
export function withoutTexts(invocation: Invocation): Invocation {
  return {
    ...invocation,
    instanceName: '',
    documentName: '',
    comment: '',
    plugins: invocation.plugins.map((plugin) => ({ ...plugin, output: '' })),
  };
}
