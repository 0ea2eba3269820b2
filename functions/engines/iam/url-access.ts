import { excludesPublic } from './caller-condition.ts';
import type { Condition } from './condition.ts';
import { outcomeOf } from './condition-outcome.ts';
import { selectsAction } from './policy-document.ts';
import { isEveryone } from './principal.ts';
import type { Reading, RequestContext } from './request-context.ts';
import { type Access, accessBy } from './resource-access.ts';
import type { ResourcePolicy, ResourceStatement } from './resource-policy.ts';

/** NONE lets in any caller; AWS_IAM any that signs as a principal of any account. */
export type UrlAuthType = 'NONE' | 'AWS_IAM';

/** The statements of a policy that let everyone do each half of what it takes to pass a function URL. */
export interface UrlAccess {
  /** `lambda:InvokeFunctionUrl` */
  readonly url: readonly ResourceStatement[];
  /** `lambda:InvokeFunction` through the URL. */
  readonly through: readonly ResourceStatement[];
}

/**
 * The statements that open a function URL to the public. Empty where one of the two permissions is
 * missing: then Lambda answers everyone with 403.
 *
 * @param policy of what the URL belongs to: the function, or its alias.
 * @param arn of the function.
 */
export function statementsOpeningUrl(
  policy: ResourcePolicy,
  arn: string,
  authType: UrlAuthType,
): readonly ResourceStatement[] {
  const { url, through } = urlAccess(policy, arn, authType);

  return url.length > 0 && through.length > 0 ? [...new Set([...url, ...through])] : [];
}

/**
 * What of the two permissions a policy gives to everyone: since October 2025 it takes both, to invoke
 * the URL and to invoke the function through it.
 *
 * Source: "Control access to Lambda function URLs" (Lambda Developer Guide).
 *
 * @param policy of what the URL belongs to: the function, or its alias.
 * @param arn of the function.
 */
export function urlAccess(policy: ResourcePolicy, arn: string, authType: UrlAuthType): UrlAccess {
  const allowing = policy.statements
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => ({ statement, actions: opened(statement, policy, arn, authType) }));
  const allows = (action: string) =>
    allowing.filter(({ actions }) => actions.has(action)).map(({ statement }) => statement);

  return { url: allows('lambda:InvokeFunctionUrl'), through: allows('lambda:InvokeFunction') };
}

/**
 * Whether a policy allows anyone at all, under whatever conditions, to invoke a function URL: without
 * such a statement no caller from outside the account comes in through one.
 */
export function grantsUrl({ statements }: ResourcePolicy): boolean {
  return statements.some(
    ({ effect, actions }) =>
      effect === 'Allow' && selectsAction(actions, 'lambda:InvokeFunctionUrl'),
  );
}

/** Whether a condition is met by no request but one that comes through a function URL. */
export function asksForUrl({ operator, key, values }: Condition): boolean {
  return (
    operator === 'Bool' &&
    key.toLowerCase() === 'lambda:invokedviafunctionurl' &&
    values.every((value) => value.toLowerCase() === 'true')
  );
}

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
    !excludesPublic(condition) && outcomeOf(condition, context) !== false;

  return isEveryone(principal) && gates.every((gate) => gate.some(lets));
}

function contextOf(authType: UrlAuthType): RequestContext {
  return new Map<string, readonly Reading[]>([
    ['lambda:functionurlauthtype', [[authType]]],
    ['lambda:invokedviafunctionurl', [['true']]],
    ['aws:securetransport', [['true']]],
    ['aws:principalisawsservice', [['false']]],
    ...namedServices,
    ...(authType === 'NONE' ? unsigned : []),
  ]);
}

/** No service stands between the caller and the URL. */
const namedServices = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid'].map(absent);

/** An unsigned request has no account, no tags and no organization. */
const unsigned = [
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
