/** The adapter: S3 and CloudWatch Logs behind the port to whole outputs. Neither's code is loaded before it is asked. */

import { once } from '../once.ts';
import type { OutputStore, StoredOutput } from '../run-command/index.ts';
import type { AwsSettings } from './clients.ts';
import { assertMayAsk } from './endpoints.ts';

export function createOutputStore(settings: AwsSettings): OutputStore {
  const s3 = once(async () => (await import('./s3.ts')).createS3(settings));
  const logs = once(async () => (await import('./logs.ts')).createLogs(settings));

  return {
    open(address) {
      const { s3: object, logs: stream } = address.location;
      const outputs: StoredOutput[] = [];
      if (object) {
        outputs.push(
          opened('S3', async () => {
            await assertMayAsk('S3', 'S3', address.region, settings);
            return (await s3()).open(address, object);
          }),
        );
      }
      if (stream) {
        outputs.push(
          opened('CloudWatch Logs', async () => {
            await assertMayAsk('CLOUDWATCH_LOGS', 'CloudWatch Logs', address.region, settings);
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
