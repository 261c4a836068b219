import type { Outcome } from './cause-group.ts';
import { causeOf } from './cause-line.ts';
import type { Message, Told } from './entries.ts';
import { excerptAround, quoted } from './excerpt.ts';
import { WEIGHT } from './line-weight.ts';
import { maskIdentity } from './masking.ts';
import { messageKey } from './message-key.ts';
import { withoutOwnName } from './own-name.ts';
import { saidOf } from './said.ts';

/** What an output comes down to: on success what the node said, else why it did not succeed. */
export function messageOf(outcome: Omit<Outcome, 'step' | 'responseCode'>): Message {
  return outcome.status === 'Success' ? saidBy(outcome) : causeFor(outcome);
}

/** These end a step from outside: the line that it had come to by then is no reason, unless it complains. */
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

function saidBy({ output, nodeName, complains }: Outcome): Message {
  const { key, text, hides } = saidOf(withoutOwnName(output, nodeName), complains);
  return {
    key,
    said: text,
    cut: false,
    tell: once(() => ({ message: text, kind: maskIdentity(key), excerpt: '', hides })),
  };
}

function once(tell: () => Told): () => Told {
  let told: Told | undefined;
  return () => {
    told ??= tell();
    return told;
  };
}
