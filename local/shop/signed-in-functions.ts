import type { SampleFunction } from './sample-function.ts';

/** Functions behind APIs that admit the users of a pool, at which anyone may sign up. */
export function signedInFunctions(name: string): readonly SampleFunction[] {
  return (['REST', 'HTTP'] as const).map((kind) => ({
    name: `${name}-${kind.toLowerCase()}`,
    runtime: 'nodejs24.x',
    api: {
      id: `users${kind.toLowerCase()}`,
      kind,
      method: 'POST',
      authorization: 'NONE',
      userPool: name,
    },
  }));
}
