/** Which endpoint is configured for a service, found as the SDK finds it. */

import { type AwsService, UnavailableError } from '../run-command/index.ts';
import type { AwsSettings } from './clients.ts';
import { readProfiles } from './profiles.ts';

/** By the SDK's name of the service, as it stands in variables and files. */
export type ServiceId = 'SSM' | 'S3' | 'CLOUDWATCH_LOGS' | 'STS';

/** `undefined`: AWS's own. */
export async function configuredEndpoint(
  service: ServiceId,
  { demoEndpoint, profile = 'default' }: AwsSettings,
): Promise<string | undefined> {
  if (demoEndpoint !== undefined) return demoEndpoint;
  if (process.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true') return undefined;
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
 * that has no such endpoint is not asked.
 */
export async function mayAsk(service: ServiceId, settings: AwsSettings): Promise<boolean> {
  if ((await configuredEndpoint('SSM', settings)) === undefined) return true;
  return (await configuredEndpoint(service, settings)) !== undefined;
}

/** Throws `UnavailableError` where it may not be asked. */
export async function assertMayAsk(
  id: ServiceId,
  service: AwsService,
  region: string,
  settings: AwsSettings,
): Promise<void> {
  if (await mayAsk(id, settings)) return;
  throw new UnavailableError('notAsked', { service, operation: '', region, profile: settings.profile });
}
