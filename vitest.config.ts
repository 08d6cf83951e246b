import { defineConfig } from 'vitest/config';

// One zone for every run: a date that leans on the machine's zone must fail somewhere other than at the user's.
process.env['TZ'] = 'Asia/Kolkata';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    setupFiles: ['test/helpers/no-network.ts'],
  },
});
