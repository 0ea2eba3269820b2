import type { SampleFunction } from './sample-function.ts';

/** A function that partners call with an API key and nothing else, by a plan that limits none of them. */
export function partnerApi(name: string): SampleFunction {
  return {
    name,
    runtime: 'nodejs24.x',
    api: {
      id: 'partners1',
      kind: 'REST',
      method: 'POST',
      authorization: 'NONE',
      usagePlan: 'partners',
    },
    faults: ['permissions/api-key-only#partners1'],
  };
}
