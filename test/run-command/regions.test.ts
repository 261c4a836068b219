import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { REGIONS, regionsNamed } from '../../src/run-command/index.ts';

it('knows the Regions that the AWS SDK knows', () => {
  const sdk = createRequire(import.meta.url).resolve('@aws-sdk/core/package.json');
  const rules = readFileSync(
    sdk.replace('package.json', 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'),
    'utf8',
  );
  const names = [...rules.matchAll(/"([a-z-]{4,20}-\d)": \{/g)].map(([, name = '']) => name);
  expect([...REGIONS].sort()).toEqual(names.sort());
});

it('takes a pattern for Regions of the partition that the list or the default names', () => {
  expect(regionsNamed(['us-*-1'], 'us-gov-west-1')).toEqual([
    { entry: 'us-*-1', regions: ['us-gov-east-1', 'us-gov-west-1'] },
  ]);
  expect(regionsNamed(['CN-north-1', '*'])).toEqual([
    { entry: 'CN-north-1', regions: ['cn-north-1'] },
    { entry: '*', regions: ['cn-north-1', 'cn-northwest-1'] },
  ]);
});
