/** Several accounts on one endpoint, told apart by the access key that signs: its number at the end is the account's. */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fleet } from './fleet.ts';

export type Accounts = {
  /** From 1; the first, where the key ends in no number, or in one that is too large. */
  numberOf(message: IncomingMessage): number;
  fleetOf(account: number): Fleet;
};

const ACCESS_KEY_NUMBER = /Credential=[^/,\s]{0,120}?(\d{1,4})\//;

/** `makeFleet` is called once an account, when it is first asked. */
export function createAccounts(size: number, makeFleet: (account: number) => Fleet): Accounts {
  const fleets = new Map<number, Fleet>();
  return {
    numberOf({ headers }) {
      const number = Number(ACCESS_KEY_NUMBER.exec(headers.authorization ?? '')?.[1] ?? 1);
      return number >= 1 && number <= size ? number : 1;
    },
    fleetOf(account) {
      const fleet = fleets.get(account) ?? makeFleet(account);
      fleets.set(account, fleet);
      return fleet;
    },
  };
}

/** Twelve digits, as AWS's own examples have them. */
export function accountId(account: number): string {
  return String(111_122_223_333 + (account - 1) * 111_111);
}

/** STS speaks AWS's older protocol: a form in, XML out. */
export function isStsRequest({ method, headers }: IncomingMessage): boolean {
  return method === 'POST' && (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
}

/** GetCallerIdentity, whoever asks: it is the one question that every account answers. */
export async function answerSts(
  message: IncomingMessage,
  response: ServerResponse,
  account: number,
): Promise<void> {
  let form = '';
  for await (const chunk of message) form = `${form}${chunk}`.slice(0, 4_096);
  const known = new URLSearchParams(form).get('Action') === 'GetCallerIdentity';
  const id = accountId(account);
  response.writeHead(known ? 200 : 400, { 'content-type': 'text/xml' });
  response.end(
    known
      ? `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${id}:user/demo</Arn><UserId>AIDAEXAMPLE</UserId><Account>${id}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`
      : '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>Could not find operation</Message></Error></ErrorResponse>',
  );
}
