/** What an answer to `query` has to say beside its figures: what the expression did not see, and why it gave nothing. */

import { clip, formatInteger, plural, quote, summarizeError } from '../../../answer/index.ts';
import { filterNotes } from '../../filters.ts';
import { elsewhereNotes } from '../../listed-places.ts';
import { MAX_ITEMS, redactedNote, withheldNote } from '../../notes.ts';
import { emptyNotes } from '../page/notes.ts';
import type { QuerySnapshot } from './read.ts';

/** The longest, about names, last. */
export function queryNotes(snapshot: QuerySnapshot): string[] {
  const { request, query, end, invocations, byStatus, redactions, withheld, cut, outcome } = snapshot;
  const notes = [...elsewhereNotes(snapshot), ...earlyEndNotes(snapshot), ...waitNotes(snapshot)];
  if (end.kind === 'complete' && invocations === 0) notes.push(...emptyNotes(request.query));
  notes.push(...filterNotes(request.writtenFilters, request.query.filters, Object.keys(byStatus)));
  const reads = (names: ReadonlySet<string>) => [...names].some((name) => query.members.has(name));
  const unread = !request.query.details && reads(PLUGIN_ONLY);
  if (unread) notes.push('details is false, so CommandPlugins is empty: pass details: true.');
  const unknown = [...query.members].filter((name) => !ALL_MEMBERS.has(name));
  const [only] = outcome.values;
  const gaveNothing = outcome.isArray ? outcome.values.length === 0 : only === 'null';
  if (cut > 0 && query.members.has('Output')) {
    notes.push(
      `${plural(cut, 'output was', 'outputs were')} cut by SSM at 2,500 bytes: what stood behind it was not seen.`,
    );
  }
  if (withheld > 0) notes.push(withheldNote(withheld));
  if (redactions > 0) notes.push(redactedNote(redactions));
  if (invocations > 0 && unknown.length > 0) {
    const named = unknown.slice(0, 3).map((name) => quote(clip(name, 10)));
    notes.push(`No invocation of AWS has ${named.join(', ')}. ${NAMES}`);
  } else if (invocations > 0 && gaveNothing && !unread) {
    notes.push(`${outcome.isArray ? '[]' : 'null'}: nothing matched. ${NAMES}`);
  }
  return notes;
}

/** Only the outcome is kept, so there is no reading on. */
function earlyEndNotes({ end, invocations, request }: QuerySnapshot): string[] {
  const seen = `The query saw ${plural(invocations, 'invocation')}`;
  switch (end.kind) {
    case 'complete':
      return [];
    case 'maxItems':
      return [
        `${seen}: max_items (${formatInteger(request.maxItems)}) was reached, AWS may hold more. Ask anew with a larger max_items (up to ${formatInteger(MAX_ITEMS)}), or filters.`,
      ];
    case 'timeLimit':
      return [
        `${seen}: the 45 seconds of one call were over before the end of the list. Ask anew with filters.`,
      ];
    case 'stuckToken':
      return [`${seen}: AWS handed out a page token a second time, so the rest was not read. Ask anew.`];
    case 'fault':
      return [
        `${seen}, then reading stopped. ${summarizeError(end.error)}. Only asking anew reads the rest.`,
      ];
  }
}

function waitNotes({ waited }: QuerySnapshot): string[] {
  if (waited === undefined) return [];
  if (waited.why !== undefined) return [`Did not wait on: ${waited.why}.`];
  return [
    waited.ended ? 'The command has ended.' : 'The command has not ended. Ask again with wait_seconds.',
  ];
}

/** The service model's CommandInvocation, CommandPlugin, and the two structures within. */
const INVOCATION =
  'CommandId, InstanceId, InstanceName, Comment, DocumentName, DocumentVersion, RequestedDateTime, Status, StatusDetails, TraceOutput, StandardOutputUrl, StandardErrorUrl, ServiceRole, NotificationConfig, CloudWatchOutputConfig';
const PLUGIN =
  'Name, Status, StatusDetails, ResponseCode, ResponseStartDateTime, ResponseFinishDateTime, Output, StandardOutputUrl, StandardErrorUrl, OutputS3Region, OutputS3BucketName, OutputS3KeyPrefix';
const WITHIN =
  'NotificationArn, NotificationEvents, NotificationType, CloudWatchLogGroupName, CloudWatchOutputEnabled';

const NAMES = `Names are AWS's, in CommandInvocations[]: ${INVOCATION}; in its CommandPlugins[]: ${PLUGIN}.`;

const namesIn = (list: string) => list.split(', ');
const ALL_MEMBERS = new Set(
  [INVOCATION, PLUGIN, WITHIN, 'CommandInvocations, CommandPlugins'].flatMap(namesIn),
);
const PLUGIN_ONLY = new Set(
  ['CommandPlugins', ...namesIn(PLUGIN)].filter((name) => !namesIn(INVOCATION).includes(name)),
);
