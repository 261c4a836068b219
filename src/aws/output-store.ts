/** The adapter: S3 and CloudWatch Logs behind the port to whole outputs. Neither's code is loaded before it is asked. */

import { type OutputStore, type StoredOutput, UnavailableError } from '../run-command/index.ts';
import type { AwsSettings } from './clients.ts';
import { configuredEndpoint, type ServiceId } from './endpoints.ts';

export function createOutputStore(settings: AwsSettings): OutputStore {
  const s3 = once(async () => (await import('./s3.ts')).createS3(settings));
  const logs = once(async () => (await import('./logs.ts')).createLogs(settings));

  /**
   * Who points SSM at an endpoint of his own, for a test or a demonstration, means AWS to be left alone; so a service
   * that has no such endpoint is not asked.
   */
  async function assertMayAsk(
    id: ServiceId,
    service: StoredOutput['store'],
    { region }: { readonly region: string },
  ): Promise<void> {
    if ((await configuredEndpoint('SSM', settings)) === undefined) return;
    if ((await configuredEndpoint(id, settings)) !== undefined) return;
    throw new UnavailableError('notAsked', { service, operation: '', region, profile: settings.profile });
  }

  return {
    open(address) {
      const { s3: object, logs: stream } = address.location;
      const outputs: StoredOutput[] = [];
      if (object) {
        outputs.push(
          opened('S3', async () => {
            await assertMayAsk('S3', 'S3', address);
            return (await s3()).open(address, object);
          }),
        );
      }
      if (stream) {
        outputs.push(
          opened('CloudWatch Logs', async () => {
            await assertMayAsk('CLOUDWATCH_LOGS', 'CloudWatch Logs', address);
            return (await logs()).open(address, stream);
          }),
        );
      }
      return outputs;
    },
  };
}

/** Opened when it is first read. */
function opened(store: StoredOutput['store'], open: () => Promise<StoredOutput>): StoredOutput {
  const output = once(open);
  return {
    store,
    read: async (from, length, signal) => await (await output()).read(from, length, signal),
    readEnd: async (length, signal) => await (await output()).readEnd(length, signal),
  };
}

/** Again after a failure: what was wrong may have been corrected. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
