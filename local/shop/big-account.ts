import type { SampleFunction, ShopRole } from './sample-function.ts';
import { answers, npmPackage } from './sources.ts';

/** Functions with code of their own; of the others, several share one. */
const OF_ONE_CODE = 2;

/**
 * As many functions as you like, in the proportions of a real account: nine roles for ten
 * functions, an alias on one in ten, a URL on another, one in twenty idle, a few public.
 */
export function bigAccount(size: number): {
  readonly functions: readonly SampleFunction[];
  readonly roles: readonly ShopRole[];
} {
  const numbers = Array.from({ length: size }, (_, index) => index);

  return { functions: numbers.map(sampleFunction), roles: numbers.map(role) };
}

function sampleFunction(index: number): SampleFunction {
  const code = Math.floor(index / OF_ONE_CODE);

  return {
    name: `many-${index}`,
    runtime: index % 7 === 0 ? 'nodejs16.x' : 'nodejs24.x',
    role: `many-${index % 10 === 9 ? index - 1 : index}`,
    files: {
      'index.js': `// build ${code}\n${answers}`,
      ...npmPackage('lodash', code % 3 === 0 ? '4.17.15' : '4.17.21'),
    },
    ...(index % 10 === 5 && { aliases: ['live'] }),
    ...(index % 10 === 0 && { url: { authType: 'NONE' as const } }),
    ...(index % 20 === 0 && { invocations: 'never' as const }),
    ...(index % 50 === 0 && {
      permissions: [{ sid: 'Everyone', action: 'lambda:InvokeFunction', principal: '*' }],
    }),
  };
}

function role(index: number): ShopRole {
  const scoped = {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::many-${index}/*`,
  };

  return {
    name: `many-${index}`,
    statements: index % 40 === 0 ? [{ Effect: 'Allow', Action: '*', Resource: '*' }] : [scoped],
  };
}
