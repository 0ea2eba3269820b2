import type { FunctionUrl } from '../facts.ts';
import { type Access, accessBy, isOpenToStrangers } from './resource-access.ts';
import type { ResourcePolicy } from './resource-policy.ts';
import { asksForUrl, statementsOpeningUrl } from './url-access.ts';

/** What a stranger can do without a function URL in between. */
export function directActions({ actions, gates }: Access): readonly string[] {
  if (gates.some((gate) => gate.every(asksForUrl))) return [];

  return actions.filter((action) => action !== 'lambda:InvokeFunctionUrl');
}

/** Whether anyone can use a function by what its policies grant, whatever URLs it has. */
export function isOpenByPolicy(policies: readonly ResourcePolicy[], arn: string): boolean {
  return policies.some((policy) =>
    policy.statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap((statement) => accessBy(statement, policy, arn))
      .some((access) => isOpenToStrangers(access) && directActions(access).length > 0),
  );
}

/** Whether anyone can invoke a function by one of its URLs. */
export function isOpenByUrl(
  urls: readonly FunctionUrl[],
  policies: readonly ResourcePolicy[],
  arn: string,
): boolean {
  return urls.some(({ alias, authType }) => {
    const policy = policies.find(({ qualifier }) => qualifier === alias);
    const asked = authType === 'AWS_IAM' ? authType : 'NONE';

    return policy !== undefined && statementsOpeningUrl(policy, arn, asked).length > 0;
  });
}
