import { defineConfig } from 'vitest/config';

/** Collects garbage again and again, which takes as long as what others have left is large. */
const MEASURES_MEMORY = 'test/results/size.test.ts';

export default defineConfig({
  test: {
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
    projects: [
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: [MEASURES_MEMORY] },
      },
      { extends: true, test: { name: 'alone', include: [MEASURES_MEMORY], isolate: true } },
    ],
  },
});
