/** Which endpoint is configured for a service, found as the SDK finds it. */

import { type AwsService, UnavailableError } from '../run-command/index.ts';
import type { AwsSettings } from './clients.ts';
import { readProfiles } from './profiles.ts';

/** By the SDK's name of the service, as it stands in variables and files. */
export type ServiceId = 'SSM' | 'S3' | 'CLOUDWATCH_LOGS';

/** `undefined`: AWS's own. */
export async function configuredEndpoint(
  service: ServiceId,
  { demoEndpoint, profile = 'default' }: AwsSettings,
): Promise<string | undefined> {
  if (demoEndpoint !== undefined) return demoEndpoint;
  const ofEnvironment =
    process.env[`AWS_ENDPOINT_URL_${service}`] || process.env['AWS_ENDPOINT_URL'] || undefined;
  if (ofEnvironment !== undefined) return ofEnvironment;
  const { byName, services } = await readProfiles();
  const section = byName.get(profile);
  const ofService = services.get(section?.['services'] ?? '')?.[`${service.toLowerCase()}.endpoint_url`];
  return ofService || section?.['endpoint_url'] || undefined;
}

/**
 * Who points SSM at an endpoint of his own, for a test or a demonstration, means AWS to be left alone; so a service
 * that has no such endpoint is not asked. Throws `UnavailableError`.
 */
export async function assertMayAsk(
  settings: AwsSettings,
  id: ServiceId,
  service: AwsService,
  region: string,
): Promise<void> {
  if ((await configuredEndpoint('SSM', settings)) === undefined) return;
  if ((await configuredEndpoint(id, settings)) !== undefined) return;
  throw new UnavailableError('notAsked', { service, operation: '', region, profile: settings.profile });
}
