import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', '**/node_modules/**'],
          globalSetup: 'test/install-bundled-packages.ts',
          // Generous, for how fast a machine is that has other work to do is not what is tested.
          testTimeout: 30_000,
          // All cores: by itself it would leave one of them idle, which is half of two.
          maxWorkers: '100%',
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // One local cloud at a time: two cores are no more than one of them needs.
          fileParallelism: false,
          testTimeout: 480_000,
          hookTimeout: 480_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
