import type { Target } from '../../core/target.ts';
import { secondsOf } from './policy-date.ts';

/**
 * What is known of a request, by condition key in lower case: every reading that the key may have,
 * each a list of values, an empty one where the request lacks the key. A key that is not in here
 * may be anything.
 */
export interface RequestContext {
  get(key: string): readonly Reading[] | undefined;
}

export type Reading = readonly string[];

/**
 * Such credentials never carry a second factor: the key is false or, in some requests, absent. The
 * SDK asks over TLS, itself, and not through a service.
 *
 * Source: "AWS global condition context keys" (IAM User Guide).
 */
export const anyFunction: RequestContext = new Map<string, readonly Reading[]>([
  ['aws:multifactorauthpresent', [['false'], []]],
  ['aws:multifactorauthage', [[]]],
  ['aws:securetransport', [['true']]],
  ['aws:viaawsservice', [['false']]],
  ['aws:calledvia', [[]]],
  ['aws:calledviafirst', [[]]],
  ['aws:calledvialast', [[]]],
  ['aws:principalisawsservice', [['false']]],
  ['aws:principalservicename', [[]]],
  ['aws:principalservicenameslist', [[]]],
  ['aws:principaltype', [['AssumedRole']]],
  ['aws:username', [[]]],
  ['aws:sourcearn', [[]]],
  ['aws:sourceaccount', [[]]],
  ['aws:federatedprovider', [[]]],
]);

/** A context with more that is known, each key in one reading. Nothing is copied: one is made for each request. */
export function withKnown(
  context: RequestContext,
  known: Readonly<Record<string, Reading>>,
): RequestContext {
  const more = new Map<string, readonly Reading[]>();
  for (const key of Object.keys(known)) more.set(key.toLowerCase(), [known[key] ?? []]);

  return { get: (key) => more.get(key) ?? context.get(key) };
}

/** Whether an ARN is that of a user, who has permissions as roles do. */
export function isUser(arn: string): boolean {
  return arn.split(':')[5]?.startsWith('user/') === true;
}

/**
 * What is known of a request that a function of a role makes on its own account, or that is made with
 * an access key of a user: neither has a second factor.
 *
 * @param now ISO 8601 in UTC. The credentials are taken to be new.
 */
export function contextOf({ arn, account, name }: Target<'role'>, now: string): RequestContext {
  return withKnown(anyFunction, {
    'aws:PrincipalArn': [arn],
    'aws:PrincipalAccount': [account],
    'aws:ResourceAccount': [account],
    'aws:CurrentTime': [now],
    'aws:EpochTime': [String(secondsOf(now))],
    'aws:TokenIssueTime': [now],
    ...(isUser(arn) && { 'aws:PrincipalType': ['User'], 'aws:username': [name] }),
  });
}
