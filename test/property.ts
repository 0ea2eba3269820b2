import { fc, test } from '@fast-check/vitest';

const { TEST_BUDGET, TEST_SEED } = process.env;
const isLong = TEST_BUDGET === 'long';

/**
 * Of random examples, which are others in each run. A property that fails prints its seed, which `TEST_SEED=… npm test`
 * takes again.
 */
export const seed =
  TEST_SEED === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(TEST_SEED);

if (!Number.isInteger(seed))
  throw new Error(`TEST_SEED is "${TEST_SEED}"; it takes a whole number`);

/** How many examples: few in each run of the tests, many in `npm run test:long`. */
export function examples(brief: number, long: number): number {
  return isLong ? long : brief;
}

fc.configureGlobal({ seed, numRuns: examples(100, 1_000) });

export { fc, test as property };
