/** Which account answers: STS tells whoever has credentials, and needs no permission for it. */

import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type AwsSettings, createClients } from './clients.ts';
import { configuredEndpoint } from './endpoints.ts';

export type AskAccount = (region: string, signal: AbortSignal) => Promise<string | undefined>;

/** Rejects as every request does. */
export function createAskAccount(settings: AwsSettings): AskAccount {
  const clients = createClients(settings, 'STS', async (config) => {
    const endpoint = await configuredEndpoint('STS', settings);
    return new STSClient({ ...config, ...(endpoint !== undefined && { endpoint }) });
  });
  return async (region, signal) => {
    const { Account } = await clients.call(
      { operation: 'GetCallerIdentity', region },
      signal,
      (client, options) => client.send(new GetCallerIdentityCommand({}), options),
    );
    return /^\d{12}$/.test(Account ?? '') ? Account : undefined;
  };
}
