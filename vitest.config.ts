import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const { TEST_BUDGET } = process.env;

/** Generous, for how fast a machine is that has other work to do is not what is tested. */
const timeout = TEST_BUDGET === 'long' ? 1_800_000 : 120_000;

/**
 * What Node has compiled, for a run starts hundreds of processes that load the same packages. Not where coverage is
 * counted, which is coarse of code from a cache.
 */
if (!process.argv.some((word) => word.startsWith('--coverage'))) {
  process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled');
}

/**
 * `npm run test:quick` leaves out what takes long by what it is: a browser, a local cloud, two
 * syntheses, copies of the project, hostile and random input.
 */
const slow = [
  'test/contributing.test.ts',
  'test/lib/bundles/asset-hashes.test.ts',
  'test/local/**',
  'test/regular-expressions/**',
  'test/**/in-chromium.test.ts',
  'test/**/hostile-*.test.ts',
  'test/app/{lifecycle,schedules}.test.ts',
];

/** What is shared by all projects, for vitest runs side by side only those that agree on it. */
const maxWorkers = 4;

/**
 * End-to-end files first: they take the longest and mostly wait for a local cloud, while unit tests fill what they leave of
 * two cores. Within each, the files that took the longest, or that are the largest.
 */
class EndToEndFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);

    return [
      ...sorted.filter(({ project }) => project.name !== 'unit'),
      ...sorted.filter(({ project }) => project.name === 'unit'),
    ];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: EndToEndFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/{e2e,package}/**',
            '**/node_modules/**',
            ...(TEST_BUDGET === 'quick' ? slow : []),
          ],
          setupFiles: 'test/each-test-file.ts',
          // Modules are loaded once for a process, not once for each file: half of the time.
          isolate: false,
          // And as Node loads them: in modules that Vite has rewritten, each use of an import is a call.
          experimental: { viteModuleRunner: false, nodeLoader: false },
          runner: 'test/native-modules.ts',
          testTimeout: timeout,
          hookTimeout: timeout,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/bundles-before-deployments.ts',
          testTimeout: 480_000,
          hookTimeout: 480_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'package',
          include: ['test/package/*.test.ts'],
          testTimeout: 480_000,
          hookTimeout: 480_000,
          maxWorkers,
        },
      },
    ],
  },
});
