import { causeOf } from './find/cause-line.ts';
import { excerptAround, quoted } from './find/excerpt.ts';
import { WEIGHT } from './find/line-weight.ts';
import { successOutputOf } from './find/success-output.ts';
import { messageKey } from './key/message-key.ts';
import { normalizeIdentities } from './key/normalize.ts';
import { withoutOwnName } from './key/own-name.ts';
import type { Message, Told } from './merge/entries.ts';
import type { Outcome } from './outcome.ts';

/** What an output comes down to: on success what the node said, else why it did not succeed. */
export function messageOf(outcome: Omit<Outcome, 'plugin' | 'responseCode'>): Message {
  return outcome.status === 'Success' ? messageOfSuccess(outcome) : causeFor(outcome);
}

/** These end a plugin from outside: the line that it had come to by then is no reason, unless it complains. */
const ENDED_FROM_OUTSIDE = new Set([
  'ExecutionTimedOut',
  'DeliveryTimedOut',
  'TimedOut',
  'Cancelled',
  'Cancelling',
]);

function causeFor({ status, output, nodeName }: Outcome): Message {
  const found = causeOf(output);
  const tells = found && !(ENDED_FROM_OUTSIDE.has(status) && found.weight === WEIGHT.nothing);
  return {
    key: tells ? messageKey(withoutOwnName(found.message, nodeName)) : '',
    cut: tells ? found.cut : false,
    tell: once(() => ({
      message: tells ? quoted(found.message) : '',
      excerpt: found ? excerptAround(found) || (tells ? '' : found.line.text) : '',
    })),
  };
}

function messageOfSuccess({ output, nodeName }: Outcome): Message {
  const { key, text, hides } = successOutputOf(withoutOwnName(output, nodeName));
  return {
    key,
    said: text,
    cut: false,
    tell: once(() => ({ message: text, kind: normalizeIdentities(key), excerpt: '', hides })),
  };
}

function once(tell: () => Told): () => Told {
  let told: Told | undefined;
  return () => {
    told ??= tell();
    return told;
  };
}
