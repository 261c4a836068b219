import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The only AWS that a test may ever reach is the embedded endpoint on loopback.
    env: {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    // Every core: the default leaves one out, which on two cores is every other file.
    maxWorkers: '100%',
    // Files share what they import: loading the AWS SDK afresh for each of sixty takes longer than most of them.
    isolate: false,
    testTimeout: 30_000,
  },
});
