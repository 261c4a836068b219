import { Refusal } from '../../wire.ts';

export function malformed(why: string): Refusal {
  return new Refusal('MalformedQueryException', why);
}
