import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { GetCommandInvocationCommand, ListCommandInvocationsCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_COMMANDS } from '../../src/demo/create-fleet.ts';
import { LONG_OUTPUT_SECRETS } from '../../src/demo/stories/long-output-text.ts';
import { clientOf, endpoint, refusalOf, storyFleet } from './endpoint-fixture.ts';
import { logsOf, s3Of } from './stores-fixture.ts';
import { invocationsOf, story } from './story-fixture.ts';

const MIB = 1_048_576;
const DUMP = 'dumpDatabases';

/** What both APIs of SSM say of the first node of which `chosen` holds, and clients of the stores beside it. */
async function asked(
  name: keyof typeof EXAMPLE_COMMANDS,
  chosen: (bytes: number, status: string) => boolean,
) {
  const fleet = storyFleet(50);
  const node = invocationsOf(story(fleet, name)).find(({ plugins, status }) =>
    chosen(plugins[0]?.whole?.stdout?.bytes ?? 0, status),
  );
  const running = await endpoint({ fleet });
  const place = { CommandId: EXAMPLE_COMMANDS[name], InstanceId: node?.instanceId };
  const ssm = clientOf(running);
  const list = await ssm.send(new ListCommandInvocationsCommand({ ...place, Details: true }));
  const listed = list.CommandInvocations?.[0]?.CommandPlugins?.[0];
  const one = await ssm.send(new GetCommandInvocationCommand({ ...place, PluginName: listed?.Name }));
  const step = node?.plugins[0];
  return { running, place, listed, one, step, whole: step?.whole?.stdout, s3: s3Of(running) };
}

/** The bucket and key of a URL in path style. */
function placeOf(url: string | undefined): { Bucket: string; Key: string } {
  const [, Bucket = '', ...key] = new URL(url ?? '').pathname.split('/');
  return { Bucket, Key: key.join('/') };
}

describe('a long output in both stores', () => {
  it('is cut by SSM before the reason, which stands at the end of the object that the URL names', async () => {
    const { listed, one, s3 } = await asked(
      'nightlyBackup',
      (bytes, status) => bytes === 20_000_000 && status === 'Failed',
    );
    expect(Buffer.byteLength(listed?.Output ?? '')).toBeLessThanOrEqual(2_500);
    expect(one.StandardOutputContent).toMatch(/--output truncated--$/);
    for (const shown of [listed?.Output, one.StandardOutputContent, one.StandardErrorContent]) {
      expect(shown).not.toContain('No space left on device');
    }
    const tail = await s3.send(
      new GetObjectCommand({ ...placeOf(one.StandardOutputUrl), Range: 'bytes=-200' }),
    );
    expect(await tail.Body?.transformToString()).toContain('No space left on device');
    expect(tail.ContentRange).toMatch(/\/20000000$/);
  });

  it('has secrets behind the cut, one of them on the seam at 1 MiB', async () => {
    const { whole, one } = await asked('nightlyBackup', (bytes) => bytes === 20_000_000);
    const text = whole?.slice(0, whole.bytes).toString('utf8') ?? '';
    for (const secret of LONG_OUTPUT_SECRETS) {
      expect(text).toContain(secret);
      expect(one.StandardOutputContent).not.toContain(secret);
    }
    const seam = whole?.slice(MIB - 20, MIB + 20).toString('latin1') ?? '';
    expect(LONG_OUTPUT_SECRETS[0]?.includes(seam.slice(0, 10))).toBe(true);
    expect(LONG_OUTPUT_SECRETS[0]?.includes(seam.slice(20, 30))).toBe(true);
  });

  it('is in CloudWatch Logs alone where the upload failed, and SSM says nothing of that', async () => {
    const fleet = storyFleet(50);
    const node = invocationsOf(story(fleet, 'nightlyBackup')).find(({ plugins }) => plugins[0]?.uploads);
    const running = await endpoint({ fleet });
    const place = { CommandId: EXAMPLE_COMMANDS.nightlyBackup, InstanceId: node?.instanceId };
    const one = await clientOf(running).send(new GetCommandInvocationCommand({ ...place, PluginName: DUMP }));
    const object = new GetObjectCommand(placeOf(one.StandardOutputUrl));
    expect((await refusalOf(s3Of(running).send(object)))?.name).toBe('NoSuchKey');
    const { events = [] } = await logsOf(running).send(
      new GetLogEventsCommand({
        logGroupName: one.CloudWatchOutputConfig?.CloudWatchLogGroupName,
        logStreamName: `${place.CommandId}/${place.InstanceId}/${DUMP}/stdout`,
      }),
    );
    expect(events.at(-1)?.message).toContain('Input/output error');
  });
});

describe('an inventory of Windows', () => {
  it('lies in a bucket of another Region, UTF-16 byte for byte', async () => {
    const { one, whole, running } = await asked('packageInventory', (bytes) => bytes === 1_000_000);
    // SSM takes the bytes for UTF-8.
    expect(one.StandardOutputContent?.slice(0, 2)).toBe('\ufffd\ufffd');
    expect(one.StandardOutputContent?.[3]).toBe('\0');
    const { Bucket, Key } = placeOf(one.StandardOutputUrl);
    const s3 = s3Of(running, { region: 'eu-central-1' });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(whole?.slice(0, 1_000_000) ?? Buffer.alloc(0))).toBe(true);
    expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xfe]);
  });

  it('lies in no step folder where the property has no id: only a list finds it', async () => {
    const fleet = storyFleet(50);
    const node = invocationsOf(story(fleet, 'packageInventory')).find(
      ({ plugins }) => plugins[0]?.uploads?.s3Folder === '',
    );
    const running = await endpoint({ fleet });
    const s3 = s3Of(running, { region: 'eu-central-1' });
    const place = { CommandId: EXAMPLE_COMMANDS.packageInventory, InstanceId: node?.instanceId };
    const one = await clientOf(running).send(new GetCommandInvocationCommand(place));
    const { Bucket, Key } = placeOf(one.StandardOutputUrl);
    expect((await refusalOf(s3.send(new GetObjectCommand({ Bucket, Key }))))?.name).toBe('NoSuchKey');
    const Prefix = Key.slice(0, Key.indexOf('/0.') + 1);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    expect(Contents?.map((object) => object.Key)).toEqual([`${Prefix}stdout`]);
  });
});

describe('a step that runs', () => {
  it('has its lines in CloudWatch Logs while SSM shows nothing', async () => {
    const { one, listed, place, running } = await asked('restoreDrill', (bytes) => bytes === 30_000);
    expect([listed?.Output, one.StandardOutputContent, one.Status]).toEqual(['', '', 'InProgress']);
    const { events } = await logsOf(running).send(
      new GetLogEventsCommand({
        logGroupName: '/ops/restore-drill',
        logStreamName: `${place.CommandId}/${place.InstanceId}/restoreTenant/stdout`,
        startFromHead: true,
      }),
    );
    expect(events).toHaveLength(30);
  });
});
