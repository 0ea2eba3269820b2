import type {
  Permission,
  SampleFunction,
  SampleSource,
  ShopRole,
  UsedLayer,
} from './sample-function.ts';
import { answers, npmPackage } from './sources.ts';

/** Functions with code of their own; of the others, several share one. */
const OF_ONE_CODE = 2;

/** Days since roles were made: long enough for IAM to be asked what they have used. */
const AGE_OF_ROLES = 400;

/**
 * As many functions as you like, in the proportions of a real account that has grown for years: nine
 * roles for ten functions, an alias on one in twenty, a URL on one in ten, one in three idle, four in
 * ten with a bucket, a topic or a rule of their own behind them, a few public.
 *
 * @param prefix of all names: buckets have theirs in common with other accounts.
 * @param layers what each function uses.
 */
export function bigAccount(
  size: number,
  prefix = 'many',
  layers: readonly UsedLayer[] = [],
): {
  readonly functions: readonly SampleFunction[];
  readonly roles: readonly ShopRole[];
} {
  const numbers = Array.from({ length: size }, (_, index) => index);

  return {
    functions: numbers.map((index) => ({ ...sampleFunction(index, prefix), layers })),
    roles: numbers.map((index) => role(index, prefix)),
  };
}

function sampleFunction(index: number, prefix: string): SampleFunction {
  const code = Math.floor(index / OF_ONE_CODE);
  const trigger = triggerOf(index, `${prefix}-${index}`);

  return {
    name: `${prefix}-${index}`,
    runtime: index % 7 === 0 ? 'nodejs16.x' : 'nodejs24.x',
    role: `${prefix}-${index % 10 === 9 ? index - 1 : index}`,
    files: {
      'index.js': `// build ${code}\n${answers}`,
      ...npmPackage('lodash', code % 3 === 0 ? '4.17.15' : '4.17.21'),
    },
    ...(index % 20 === 5 && { aliases: ['live'] }),
    ...(index % 10 === 0 && { url: { authType: 'NONE' as const } }),
    ...(index % 3 === 0 && { invocations: 'never' as const }),
    ...trigger,
    permissions: [
      ...(trigger?.permissions ?? []),
      ...(index % 50 === 0
        ? [{ sid: 'Everyone', action: 'lambda:InvokeFunction', principal: '*' }]
        : []),
    ],
  };
}

/** Four of ten have one, of three kinds in turn. */
function triggerOf(
  index: number,
  name: string,
): { readonly sources: readonly SampleSource[]; permissions: readonly Permission[] } | undefined {
  const here = 'us-east-1:ACCOUNT';

  if ([1, 4].includes(index % 10)) {
    return invokedBy('s3.amazonaws.com', `arn:aws:s3:::${name}`, { kind: 'bucket', name });
  }
  if (index % 10 === 6) {
    return invokedBy('sns.amazonaws.com', `arn:aws:sns:${here}:${name}`, { kind: 'topic', name });
  }
  if (index % 10 === 3) {
    const arn = `arn:aws:events:${here}:rule/${name}`;
    return invokedBy('events.amazonaws.com', arn, { kind: 'rule', name });
  }
  return undefined;
}

function invokedBy(principal: string, sourceArn: string, source: SampleSource) {
  const permission = { sid: 'Trigger', action: 'lambda:InvokeFunction', principal, sourceArn };

  return { sources: [source], permissions: [{ ...permission, sourceAccount: 'own' }] };
}

function role(index: number, prefix: string): ShopRole {
  const scoped = {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${prefix}-${index}/*`,
  };

  return {
    name: `${prefix}-${index}`,
    age: AGE_OF_ROLES,
    accessed: { s3: 3 },
    statements: index % 40 === 0 ? [{ Effect: 'Allow', Action: '*', Resource: '*' }] : [scoped],
  };
}
