import { ListCommandsCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { startFastClock } from '../fast-clock.ts';
import { clientFor, clientOf, endpoint, numbered, refusalOf } from './endpoint-fixture.ts';

describe('throttling', () => {
  it('refuses every nth request', async () => {
    const client = await clientFor({ fleet: numbered(1), throttleEvery: 3 });
    const names: (string | undefined)[] = [];
    for (let call = 0; call < 6; call++) {
      names.push((await refusalOf(client.send(new ListCommandsCommand({}))))?.name);
    }
    const throttled = 'ThrottlingException';
    expect(names).toEqual([undefined, undefined, throttled, undefined, undefined, throttled]);
  });

  it('is survived by the retries of the SDK', async () => {
    startFastClock();
    const running = await endpoint({ fleet: numbered(1), throttleEvery: 2 });
    const client = clientOf(running, 'us-east-1', 3);
    for (let call = 0; call < 3; call++) await client.send(new ListCommandsCommand({}));
    expect(running.requests.length).toBe(5);
  });
});

describe('the endpoint', () => {
  it('rejects a port that is taken', async () => {
    const { port } = await endpoint({ fleet: numbered(0) });
    await expect(endpoint({ fleet: numbered(0), port })).rejects.toThrow('EADDRINUSE');
  });
});
