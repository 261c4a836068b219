import { describe, expect, it } from 'vitest';
import { logLocationOf, s3LocationOf } from '../../src/run-command/output-locations.ts';

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
