import { streamsOf } from '../run-command/index.ts';
import { findCause } from './find/cause-line.ts';
import { excerptAround, shortenMessage } from './find/excerpt.ts';
import { WEIGHT } from './find/line-weight.ts';
import { successOutputOf } from './find/success-output.ts';
import { isInstruction } from './find/vocabulary/notices.ts';
import { messageKey } from './key/message-key.ts';
import { normalizeIdentities, normalizeVolatile } from './key/normalize.ts';
import { withoutOwnName } from './key/own-name.ts';
import type { Description, Message } from './merge/entries.ts';
import type { Outcome } from './outcome.ts';

/** What an output comes down to: on success what the node printed, else why it did not succeed. */
export function messageOf(outcome: Omit<Outcome, 'plugin' | 'responseCode'>): Message {
  return outcome.status === 'Success' ? messageOfSuccess(outcome) : messageOfFailure(outcome);
}

/** These end a plugin from outside: the line that it had come to by then is no reason, unless it complains. */
const ENDED_FROM_OUTSIDE = new Set([
  'ExecutionTimedOut',
  'DeliveryTimedOut',
  'TimedOut',
  'Cancelled',
  'Cancelling',
]);

function messageOfFailure({ status, output, nodeName }: Outcome): Message {
  const found = findCause(output);
  const isCause =
    found !== undefined &&
    found.message !== '' &&
    !isInstruction(found.message.toLowerCase()) &&
    !(ENDED_FROM_OUTSIDE.has(status) && found.weight === WEIGHT.nothing);
  return {
    key: isCause ? messageKey(withoutOwnName(found.message, nodeName)) : '',
    cut: isCause ? found.cut : false,
    cutOutput: isCutOutput(output),
    describe: once(() => ({
      message: isCause ? shortenMessage(found.message, found.innermost) : '',
      excerpt: found ? excerptAround(found) || (isCause ? '' : found.line.text) : '',
    })),
  };
}

function messageOfSuccess({ output, nodeName }: Outcome): Message {
  const { key, text, hides, isJson } = successOutputOf(withoutOwnName(output, nodeName));
  return {
    key,
    text,
    cut: false,
    cutOutput: isCutOutput(output),
    describe: once(() => ({
      message: text,
      kind: normalizeIdentities(key),
      coarse: normalizeVolatile(key),
      excerpt: '',
      hides,
      isJson,
    })),
  };
}

function isCutOutput(output: string): boolean {
  // The agent's marks, which are searched for exactly only where their common part stands.
  if (!output.includes('truncated---')) return false;
  const { stdout, stderr } = streamsOf(output);
  return stdout.cut || stderr.cut;
}

function once(describe: () => Description): () => Description {
  let description: Description | undefined;
  return () => {
    description ??= describe();
    return description;
  };
}
