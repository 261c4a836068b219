/** The two invocations that AWS prints in the CLI's reference of list-command-invocations, value by value. */
import { countersOf } from '../command-status.ts';
import type { FleetInvocation } from '../fleet.ts';
import { commandOf } from '../fleet.ts';
import type { Story } from './story.ts';

export const DOCUMENTATION_COMMAND_ID = 'ef7fdfd8-9b57-4151-a15c-db9a12345678';

const SUCCESS = { status: 'Success', statusDetails: 'Success' };
const UPDATE = {
  ...SUCCESS,
  name: 'aws:updateSsmAgent',
  action: 'aws:updateSsmAgent',
  responseCode: 0,
  stderr: '',
};
const BUCKET_URL = 'https://s3.us-east-2.amazonaws.com/amazon-ssm-us-east-2';

const INVOCATIONS: readonly FleetInvocation[] = [
  {
    ...SUCCESS,
    instanceId: 'i-02573cafcfEXAMPLE',
    instanceName: '',
    requestedAtMs: 1_582_136_283_089,
    plugins: [
      {
        ...UPDATE,
        startedAtMs: 1_582_136_283_419,
        finishedAtMs: 1_582_136_283_510,
        stdout: [
          'Updating amazon-ssm-agent from 2.3.842.0 to latest',
          `Successfully downloaded ${BUCKET_URL}/ssm-agent-manifest.json`,
          'amazon-ssm-agent 2.3.842.0 has already been installed, update skipped\n',
        ].join('\n'),
      },
    ],
  },
  {
    ...SUCCESS,
    instanceId: 'i-0471e04240EXAMPLE',
    instanceName: '',
    requestedAtMs: 1_582_136_283_020,
    plugins: [
      {
        ...UPDATE,
        startedAtMs: 1_582_136_283_812,
        finishedAtMs: 1_582_136_295_031,
        outputS3KeyPrefix: '8bee3135-398c-4d31-99b6-e42d2EXAMPLE/i-0471e04240EXAMPLE/awsupdateSsmAgent',
        stdout: [
          'Updating amazon-ssm-agent from 2.3.672.0 to latest',
          `Successfully downloaded ${BUCKET_URL}/ssm-agent-manifest.json`,
          `Successfully downloaded ${BUCKET_URL}/amazon-ssm-agent-updater/2.3.842.0/amazon-ssm-agent-updater-snap-amd64.tar.gz`,
          `Successfully downloaded ${BUCKET_URL}/amazon-ssm-agent/2.3.672.0/amazon-ssm-agent-snap-amd64.tar.gz`,
          `Successfully downloaded ${BUCKET_URL}/amazon-ssm-agent/2.3.842.0/amazon-ssm-agent-snap-amd64.tar.gz`,
          'Initiating amazon-ssm-agent update to 2.3.842.0',
          'amazon-ssm-agent updated successfully to 2.3.842.0',
        ].join('\n'),
      },
    ],
  },
];

/** Its times, of 2020, are the only ones outside of the fleet's last 30 days. */
export const documentationSample: Story = () =>
  commandOf(
    {
      ...SUCCESS,
      commandId: DOCUMENTATION_COMMAND_ID,
      documentName: 'AWS-UpdateSSMAgent',
      documentVersion: '',
      comment: 'b48291dd-ba76-43e0-b9df-13e11ddaac26:6960febb-2907-4b59-8e1a-d6ce8EXAMPLE',
      requestedAtMs: 1_582_136_283_020,
      timeoutSeconds: 3600,
      executionTimeoutSeconds: 3600,
      parameters: {},
      instanceIds: INVOCATIONS.map(({ instanceId }) => instanceId),
      targets: [],
      counters: countersOf(INVOCATIONS.map((invocation) => ({ ...invocation, count: 1 }))),
      maxConcurrency: '50',
      maxErrors: '0',
      outputS3Region: 'us-east-2',
    },
    INVOCATIONS,
  );
