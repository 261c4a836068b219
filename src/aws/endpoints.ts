/** Which endpoint is configured for a service, found as the SDK finds it. */

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
