import type { SampleFunction } from './sample-function.ts';

/** A function that an AppSync API runs for anyone who has its API key. */
export function graphqlFunction(name: string): SampleFunction {
  return {
    name,
    runtime: 'nodejs24.x',
    graphql: 'graphql1',
    faults: ['permissions/appsync-api-key#graphql1'],
  };
}
