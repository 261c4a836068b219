import { describe, expect, it } from 'vitest';
import { logLocationOf, nameOfStream, s3LocationOf } from '../../src/run-command/output-locations.ts';

const NOWHERE = { url: '', bucket: '', keyPrefix: '' };
const LOGS = {
  enabled: true,
  group: '',
  documentName: 'AWS-RunShellScript',
  commandId: 'c-1',
  instanceId: 'i-1',
};

describe('the place in S3', () => {
  it('is read from a URL of the path style, whatever dots the bucket has', () => {
    const url =
      'https://s3.us-gov-east-1.amazonaws.com/my.bucket/p/c-1/i-1/awsrunShellScript/PatchLinux/stderr';
    expect(s3LocationOf({ ...NOWHERE, url, bucket: 'my.bucket' }, 'PatchLinux', 'stderr')).toEqual({
      url,
      bucket: 'my.bucket',
      key: 'p/c-1/i-1/awsrunShellScript/PatchLinux/stderr',
    });
  });

  it('is read from a URL that has the bucket in its host, known or not', () => {
    const url = 'https://logs.s3.eu-west-1.amazonaws.com/c-1/stdout';
    const place = { url, bucket: 'logs', key: 'c-1/stdout' };
    expect(s3LocationOf({ ...NOWHERE, url, bucket: 'logs' }, 'x', 'stdout')).toEqual(place);
    expect(s3LocationOf({ ...NOWHERE, url }, 'x', 'stdout')).toEqual(place);
  });

  it.each([
    'https://s3.amazonaws.com/logs/p/stdout',
    'https://s3-us-west-2.amazonaws.com/logs/p/stdout',
    'https://s3.cn-north-1.amazonaws.com.cn/logs/p/stdout',
    'https://s3-us-gov-west-1.amazonaws.com/logs/p/stdout',
    'https://s3.dualstack.us-west-2.amazonaws.com/logs/p/stdout',
    'https://logs.s3.amazonaws.com/p/stdout',
    'https://logs.s3-us-west-2.amazonaws.com/p/stdout',
    'https://logs.s3.cn-north-1.amazonaws.com.cn/p/stdout',
    'https://logs.s3.us-gov-west-1.amazonaws.com/p/stdout',
    'https://logs.s3.dualstack.us-west-2.amazonaws.com/p/stdout',
  ])('is read from a URL of every kind of host: %s', (url) => {
    const place = { url, bucket: 'logs', key: 'p/stdout' };
    expect(s3LocationOf({ ...NOWHERE, url }, 'x', 'stdout')).toEqual(place);
    expect(s3LocationOf({ ...NOWHERE, url, bucket: 'logs' }, 'x', 'stdout')).toEqual(place);
  });

  it('follows from bucket and prefix where there is no URL: without colons, and numbered for a plugin', () => {
    const facts = { url: '', bucket: 'logs', keyPrefix: 'c-1/i-1/awsrunShellScript' };
    expect(s3LocationOf(facts, 'aws:runShellScript', 'stdout')).toEqual({
      bucket: 'logs',
      key: 'c-1/i-1/awsrunShellScript/0.awsrunShellScript/stdout',
    });
    expect(s3LocationOf(facts, 'PatchLinux', 'stderr')?.key).toBe(
      'c-1/i-1/awsrunShellScript/PatchLinux/stderr',
    );
  });

  it('is nowhere without a bucket, and where a URL cannot be read', () => {
    expect(s3LocationOf(NOWHERE, 'x', 'stdout')).toBeUndefined();
    expect(s3LocationOf({ ...NOWHERE, url: 'not a url' }, 'x', 'stdout')).toBeUndefined();
  });
});

describe('the place in CloudWatch Logs', () => {
  it('is the group that was named, and a stream with dashes for colons', () => {
    expect(logLocationOf({ ...LOGS, group: '/ops/runs' }, 'aws:runShellScript', 'stdout')).toEqual({
      group: '/ops/runs',
      stream: 'c-1/i-1/aws-runShellScript/stdout',
    });
  });

  it('is named after the document where no group was, an ARN with dots for colons', () => {
    expect(logLocationOf(LOGS, 'x', 'stdout')?.group).toBe('/aws/ssm/AWS-RunShellScript');
    const documentName = 'arn:aws:ssm:us-east-1:111122223333:document/Shared';
    expect(logLocationOf({ ...LOGS, documentName }, 'x', 'stdout')?.group).toBe(
      '/aws/ssm/arn.aws.ssm.us-east-1.111122223333.document/Shared',
    );
  });

  it('is nowhere when the command did not ask for it', () => {
    expect(logLocationOf({ ...LOGS, enabled: false }, 'x', 'stdout')).toBeUndefined();
  });
});

describe('the name of a stream below the folder of its node', () => {
  const node = { commandId: 'c-1', instanceId: 'i-1', stream: 'stdout' } as const;
  const shell = { ...node, pluginName: 'aws:runShellScript' };

  it.each([
    ['the step has an id of its own', 'p/c-1/i-1/awsrunShellScript/my-step/stdout'],
    ['it has none', 'p/c-1/i-1/awsrunShellScript/stdout'],
    ['it is a log stream', 'c-1/i-1/aws-runShellScript/stdout'],
  ])('is found where %s', (_, name) => {
    expect(nameOfStream([`${name.slice(0, -6)}stderr`, name], shell)).toBe(name);
  });

  it('is that of the step in schema 2.2, and never of another step', () => {
    const names = ['p/c-1/i-1/awsrunShellScript/one/stdout', 'p/c-1/i-1/awsrunShellScript/two/stdout'];
    expect(nameOfStream(names, { ...node, pluginName: 'two' })).toBe(names[1]);
    expect(nameOfStream(names, { ...node, pluginName: 'three' })).toBeUndefined();
    expect(nameOfStream(names, shell)).toBeUndefined();
  });

  it('is not found by a folder of the sender', () => {
    expect(nameOfStream(['two/c-1/i-1/awsrunShellScript/one/stdout'], { ...node, pluginName: 'two' })).toBe(
      undefined,
    );
  });
});
