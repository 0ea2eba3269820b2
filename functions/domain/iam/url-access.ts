import { keepsStrangersOut } from './caller-condition.ts';
import type { Condition } from './condition.ts';
import { outcomeOf } from './condition-outcome.ts';
import { isEveryone } from './principal.ts';
import type { Reading, RequestContext } from './request-context.ts';
import { type Access, accessBy } from './resource-access.ts';
import type { ResourcePolicy, ResourceStatement } from './resource-policy.ts';

/** NONE lets in whoever knows the address; AWS_IAM whoever signs as a principal of any account. */
export type UrlAuthType = 'NONE' | 'AWS_IAM';

/**
 * The statements by which strangers pass a function URL: since October 2025 it takes two
 * permissions, to invoke the URL and to invoke the function through it. Empty where either is
 * missing: then Lambda answers everyone with 403.
 *
 * Source: "Control access to Lambda function URLs" (Lambda Developer Guide).
 *
 * @param policy of what the URL belongs to: the function, or its alias.
 * @param arn of the function.
 */
export function statementsOpeningUrl(
  policy: ResourcePolicy,
  arn: string,
  authType: UrlAuthType,
): readonly ResourceStatement[] {
  const allowing = policy.statements
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => ({ statement, actions: opened(statement, policy, arn, authType) }));
  const [url, through] = urlActions.map((action) =>
    allowing.filter(({ actions }) => actions.has(action)).map(({ statement }) => statement),
  );

  return url?.length && through?.length ? [...new Set([...url, ...through])] : [];
}

/** Whether a condition is met by no request but one that comes through a function URL. */
export function asksForUrl({ operator, key, values }: Condition): boolean {
  return (
    operator === 'Bool' &&
    key.toLowerCase() === 'lambda:invokedviafunctionurl' &&
    values.every((value) => value.toLowerCase() === 'true')
  );
}

const urlActions = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'] as const;

function opened(
  statement: ResourceStatement,
  policy: ResourcePolicy,
  arn: string,
  authType: UrlAuthType,
): ReadonlySet<string> {
  const context = contextOf(authType);
  const open = accessBy(statement, policy, arn).filter((access) => isPassed(access, context));

  return new Set(open.flatMap(({ actions }) => actions));
}

function isPassed({ principal, gates }: Access, context: RequestContext): boolean {
  const lets = (condition: Condition) =>
    !keepsStrangersOut(condition) && outcomeOf(condition, context) !== false;

  return isEveryone(principal) && gates.every((gate) => gate.some(lets));
}

function contextOf(authType: UrlAuthType): RequestContext {
  return new Map<string, readonly Reading[]>([
    ['lambda:functionurlauthtype', [[authType]]],
    ['lambda:invokedviafunctionurl', [['true']]],
    ['aws:securetransport', [['true']]],
    ['aws:principalisawsservice', [['false']]],
    ...namedServices,
    ...(authType === 'NONE' ? nobody : []),
  ]);
}

/** No service stands between the caller and the URL. */
const namedServices = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid'].map(absent);

/** Who does not sign has no account, no tags and no organisation. */
const nobody = [
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:userid',
  'aws:username',
].map(absent);

function absent(key: string): readonly [string, readonly Reading[]] {
  return [key, [[]]];
}
