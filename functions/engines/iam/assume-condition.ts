import { excludesPublic } from './caller-condition.ts';
import type { Condition } from './condition.ts';

/**
 * Whether a condition on taking up a role leaves a part of an account that is let in: those whom it
 * names, or those that know an external id or have a second factor.
 *
 * Source: "AWS global condition context keys" and "Access to AWS accounts owned by third parties"
 * (IAM User Guide).
 */
export function narrowsAccount(condition: Condition): boolean {
  const { operator, key, values } = condition;
  const name = key.toLowerCase();

  if (name === 'aws:principalaccount') return false;
  if (name === 'aws:multifactorauthpresent') {
    return operator === 'Bool' && values.every((value) => value.toLowerCase() === 'true');
  }
  if (ownKeys.has(name) || name.startsWith('aws:principaltag/')) {
    return isText(operator) && values.every((value) => /[^*?]/.test(value));
  }
  return excludesPublic(condition);
}

/**
 * Whether a condition leaves a part of those whom a provider of identities vouches for: a claim
 * other than the audience, or the audience where the provider alone decides on it.
 *
 * Source: "Configuring a role for GitHub OIDC identity provider" (IAM User Guide): a workflow
 * anywhere on GitHub gets a token for any audience.
 */
export function narrowsFederation(provider: string, { operator, key, values }: Condition): boolean {
  if (!isText(operator)) return false;
  if (/:aud$/i.test(key) && audienceOf(provider) === 'chosen') return false;

  return values.every((value) => !/[*?]/.test(value) || isSpeltOut(value));
}

/** Whether anyone can get a token from it. */
export function isOpenToAll(provider: string): boolean {
  return audienceOf(provider) !== undefined;
}

function audienceOf(provider: string): Audience | undefined {
  const name = provider.split('oidc-provider/').at(-1)?.split('/')[0] ?? '';

  return openProviders.get(name.toLowerCase());
}

/** Chosen by the caller that requests the token, or set by the application that people sign in to. */
type Audience = 'chosen' | 'application';

const openProviders: ReadonlyMap<string, Audience> = new Map([
  ['token.actions.githubusercontent.com', 'chosen'],
  ['gitlab.com', 'chosen'],
  ['app.terraform.io', 'chosen'],
  ['agent.buildkite.com', 'chosen'],
  ['accounts.google.com', 'application'],
  ['cognito-identity.amazonaws.com', 'application'],
  ['graph.facebook.com', 'application'],
  ['www.amazon.com', 'application'],
]);

/** Keys that narrow an account to some of its principals. */
const ownKeys: ReadonlySet<string> = new Set(['sts:externalid', 'aws:userid', 'aws:username']);

/** Negations, IfExists and ForAllValues hold for requests that lack the key. */
function isText(operator: string): boolean {
  return /^(?:ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike)$/.test(operator);
}

/** `repo:owner/*` names an owner; `repo:*` and `repo:owner*` match other owners too. */
function isSpeltOut(claim: string): boolean {
  return /^[^:*?]+:[^:/*?]+[:/]/.test(claim);
}
