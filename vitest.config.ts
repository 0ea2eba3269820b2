import { existsSync } from 'node:fs';
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

/** esbuild and tsc are written in Go, and run for seconds: to collect no garbage below 2 GB spares them a tenth and more. */
if (process.env.GOGC === undefined) {
  process.env.GOGC = 'off';
  process.env.GOMEMLIMIT ??= '2GiB';
}

/**
 * `npm run test:quick` leaves out what takes long by what it is: a browser, a local cloud, a linter, two
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
  'test/lib/template.test.ts',
];

/**
 * Four files that deploy wait for a part of their time, each for a local cloud or a command; one worker more does unit
 * tests meanwhile, and no more, for each loads all that is tested: five seconds of a processor. On two processors, which
 * are never idle, four take 313 s, five 294 s and six 313 s. Shared by all projects, for vitest runs side by side only
 * those that agree on it.
 */
const maxWorkers = 5;

/**
 * What takes minutes begins first, all of it at once, and unit tests are done beside it. Then what takes longest of those,
 * so that none of it is left when all else is done: in a fresh clone Vitest knows the size of a file, and not its time. The
 * first of them asks for no package of Python, which a fresh clone has to install. The limits of AWS come before the stack: in a
 * process that has made many, the CDK's validator takes twice as long.
 */
const longestFirst = [
  'test/package/package.test.ts',
  'test/e2e/three-nights.test.ts',
  'test/e2e/faults.test.ts',
  'test/e2e/several-accounts.test.ts',
  'test/cli/render/hostile-formats.test.ts',
  'test/local/printed-policy.test.ts',
  'test/lib/template.test.ts',
  'test/engines/javascript/hostile-source.test.ts',
  'test/lib/bundles/asset-hashes.test.ts',
  'test/cli/report/in-chromium.test.ts',
  'test/adapters/archives/hostile-archives.test.ts',
  'test/lib/limits-of-aws.test.ts',
  'test/lib/vigil-stack.test.ts',
  'test/contributing.test.ts',
  'test/engines/linear-time.test.ts',
  'test/engines/python/hostile-source.test.ts',
  'test/app/lifecycle.test.ts',
  'test/regular-expressions/regular-expressions.test.ts',
  'test/local/patches.test.ts',
  'test/cli/refused.test.ts',
  'test/cli/inspect-roles.test.ts',
  'test/engines/iam/right-size/hostile-roles.test.ts',
  'test/engines/javascript/sdk-calls-bundles.test.ts',
  'test/cli/bounded-heap.test.ts',
].map((name) => join(import.meta.dirname, name));

for (const file of longestFirst) if (!existsSync(file)) throw new Error(`no test ${file} is there`);

/** Within each project, the files first that took the longest, or that are the largest. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    if (new Set(sorted.map(({ project }) => project.name)).size > 1) {
      process.env.UNIT_TESTS_GIVE_WAY = 'true';
    }
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = longestFirst.indexOf(moduleId);
      return place === -1 ? longestFirst.length : place;
    };

    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

/** As everywhere else: in modules that Vite has rewritten, each use of an import is a call. */
const loadedByNode = {
  experimental: { viteModuleRunner: false, nodeLoader: false },
  runner: 'test/native-modules.ts',
};

/** The proxy of a local cloud has tens of thousands of requests in hand, each for a moment. */
const roomForRequests = ['--max-semi-space-size=64'];

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
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
          globalSetup: 'test/temporary-folder.ts',
          setupFiles: 'test/each-test-file.ts',
          // Modules are loaded once for a process, not once for each file: half of the time.
          isolate: false,
          ...loadedByNode,
          testTimeout: timeout,
          hookTimeout: timeout,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          ...loadedByNode,
          execArgv: roomForRequests,
          globalSetup: ['test/temporary-folder.ts', 'test/before-deployments.ts'],
          testTimeout: 480_000,
          hookTimeout: 480_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'package',
          include: ['test/package/*.test.ts'],
          ...loadedByNode,
          globalSetup: 'test/temporary-folder.ts',
          testTimeout: 480_000,
          hookTimeout: 480_000,
          maxWorkers,
        },
      },
    ],
  },
});
