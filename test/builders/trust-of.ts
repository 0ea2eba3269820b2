import { parseTrustPolicy, type TrustPolicy } from '../../functions/engines/iam/trust-policy.ts';
import type { Written } from './role-of.ts';

/** The trust policy of every execution role. */
export const lambdaTrust = trustOf([{ Principal: { Service: 'lambda.amazonaws.com' } }]);

/** A trust policy; its statements allow sts:AssumeRole, unless they say otherwise. */
export function trustOf(statements: readonly Written[]): TrustPolicy {
  const Statement = statements.map((statement) => ({
    Effect: 'Allow',
    ...('NotAction' in statement ? {} : { Action: 'sts:AssumeRole' }),
    ...statement,
  }));

  return parseTrustPolicy(JSON.stringify({ Version: '2012-10-17', Statement }));
}
