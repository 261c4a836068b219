/** The adapter: S3 and CloudWatch Logs behind the port to whole outputs. Neither's code is loaded before it is asked. */

import {
  type AwsService,
  type OutputAddress,
  type OutputStore,
  type StoredOutput,
  UnavailableError,
} from '../run-command/index.ts';
import type { AwsSettings } from './clients.ts';
import { configuredEndpoint, type ServiceId } from './endpoints.ts';
import { createLogs } from './logs.ts';
import { createS3 } from './s3.ts';

export function createOutputStore(settings: AwsSettings): OutputStore {
  const s3 = createS3(settings);
  const logs = createLogs(settings);

  /**
   * Who points SSM at an endpoint of his own, for a test or a demonstration, means AWS to be left alone; so a service
   * that has no such endpoint is not asked.
   */
  async function assertMayAsk(service: ServiceId, name: AwsService, address: OutputAddress): Promise<void> {
    if ((await configuredEndpoint('SSM', settings)) === undefined) return;
    if ((await configuredEndpoint(service, settings)) !== undefined) return;
    const { region } = address;
    throw new UnavailableError('notAsked', {
      service: name,
      operation: '',
      region,
      profile: settings.profile,
    });
  }

  function guarded(output: StoredOutput, service: ServiceId, address: OutputAddress): StoredOutput {
    const assert = () => assertMayAsk(service, output.store, address);
    return {
      store: output.store,
      async read(from, length, signal) {
        await assert();
        return await output.read(from, length, signal);
      },
      async readEnd(length, signal) {
        await assert();
        return await output.readEnd(length, signal);
      },
    };
  }

  return {
    open(address) {
      const { location } = address;
      return [
        ...(location.s3 ? [guarded(s3.open(address, location.s3), 'S3', address)] : []),
        ...(location.logs ? [guarded(logs.open(address, location.logs), 'CLOUDWATCH_LOGS', address)] : []),
      ];
    },
  };
}
