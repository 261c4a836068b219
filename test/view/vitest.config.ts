import { defineConfig } from 'vitest/config';

/** `npm run check:view`: what needs a browser. */
export default defineConfig({
  test: {
    include: ['test/view/**/*.browser.ts'],
    env: { AWS_EC2_METADATA_DISABLED: 'true' },
    // As in vitest.config.ts.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A click may ask the server about 10,000 nodes.
    expect: { poll: { timeout: 30_000 } },
  },
});
