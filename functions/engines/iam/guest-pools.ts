import { all, outcomeOf } from './condition-outcome.ts';
import { selectsAction } from './policy-document.ts';
import type { RequestContext } from './request-context.ts';
import type { ResourceStatement } from './resource-policy.ts';
import type { TrustPolicy } from './trust-policy.ts';
import { hasWildcard } from './wildcard.ts';

/** What a trust policy calls the identity pools of Amazon Cognito. */
export const IDENTITY_POOLS = 'cognito-identity.amazonaws.com';

const ASSUME = 'sts:AssumeRoleWithWebIdentity';
const AUDIENCE = `${IDENTITY_POOLS}:aud`;

/** Any id that no identity pool has: only a policy that asks for none lets it in. */
const ANY_POOL = 'any identity pool';

/** Identity pools of Amazon Cognito whose guests, who are not signed in, a role lets in. */
export interface GuestPools {
  /** Ids: `eu-west-1:3b0c…`. */
  readonly named: readonly string[];
  /** It asks for none by name, so that a pool of anyone will do. */
  readonly isAny: boolean;
}

/**
 * The identity pools of which a trust policy lets in those that are not signed in; undefined where it lets in none such. What
 * hangs on more, such as an id of an identity, lets in no one but that.
 *
 * Source: "Role trust and permissions" (Amazon Cognito Developer Guide).
 */
export function guestPools({ statements }: TrustPolicy): GuestPools | undefined {
  const about = statements.filter(isForProvider);
  const asked = [ANY_POOL, ...new Set(about.flatMap(poolsIn))];
  const [any, ...named] = asked.map((pool) => isLetIn(about, pool));
  const pools = asked.slice(1).filter((_, index) => named[index]);

  return any || pools.length > 0 ? { named: pools, isAny: any === true } : undefined;
}

function isForProvider({ principals: { scope, named }, actions }: ResourceStatement): boolean {
  const isNamed =
    scope === 'only' &&
    named.some(({ kind, name }) => kind === 'Federated' && name === IDENTITY_POOLS);

  return isNamed && selectsAction(actions, ASSUME);
}

/** A pattern names no pool. */
function poolsIn({ conditions }: ResourceStatement): readonly string[] {
  return conditions
    .filter(({ key }) => key.toLowerCase() === AUDIENCE)
    .flatMap(({ values }) => values)
    .filter((value) => !hasWildcard(value));
}

/** A Deny that may hit keeps out: what it leaves is not known. */
function isLetIn(statements: readonly ResourceStatement[], pool: string): boolean {
  const context: RequestContext = new Map([
    [AUDIENCE, [[pool]]],
    [`${IDENTITY_POOLS}:amr`, [['unauthenticated']]],
  ]);
  const [denying, allowing] = [outcomes('Deny'), outcomes('Allow')];

  return allowing.includes(true) && denying.every((outcome) => outcome === false);

  function outcomes(effect: ResourceStatement['effect']) {
    return statements
      .filter((statement) => statement.effect === effect)
      .map(({ conditions }) => all(conditions.map((each) => outcomeOf(each, context))));
  }
}
