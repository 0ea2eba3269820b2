import type { Target } from '../../core/target.ts';
import { all, any } from './condition-outcome.ts';
import { allowed, type Decision, decisionOf, isAlwaysAllowed } from './decision.ts';
import { ownTallies } from './evaluator.ts';
import type { PolicyStatement } from './policy-statement.ts';
import type { ResourceStatement } from './resource-policy.ts';
import type { RolePermissions } from './role-permissions.ts';
import { type Naming, takesIn } from './role-principal.ts';
import { grantOf, type IamRequest, type Rule, ruleOf, tally } from './tally.ts';

/** A resource that has a policy of its own. */
export interface GuardedResource {
  readonly account: string;
  readonly statements: readonly ResourceStatement[];
  /** Its policy must let in every caller, even of its own account: that of a key, or of a role. */
  readonly isClosed: boolean;
}

export type ResourceDecision = Decision<PolicyStatement | ResourceStatement>;

/**
 * Decides what a role may do to a resource, by its own policies and by the resource's. Within an
 * account either will do; from another account, both must allow it.
 *
 * Source: "Policy evaluation for requests within a single account" and "Cross-account policy
 * evaluation logic" (IAM User Guide).
 */
export function resourceEvaluatorOf(
  permissions: RolePermissions,
  role: Target<'role'>,
  { account, statements, isClosed }: GuardedResource,
): (request: IamRequest) => ResourceDecision {
  const talliesOf = ownTallies(permissions);
  const letIn = rulesNaming(role, statements);
  const against = denying(role, statements);
  const isOwn = account === role.account;

  return (request) => {
    if (isAlwaysAllowed(request)) return allowed;
    const own = talliesOf.own(request);
    const limit = talliesOf.boundary(request);
    const left = talliesOf.controls(request);
    const [named, everyone, whole] = [
      tally(letIn.role, request),
      tally(letIn.everyone, request),
      tally(letIn.account, request),
    ];

    const within = limit ? grantOf(limit) : true;
    const byItself = all([grantOf(own), within]);
    const invited = any([named, everyone, whole].map(grantOf));
    const granted = isOwn
      ? any([
          isClosed ? all([byItself, invited]) : byItself,
          all([grantOf(named), within]),
          // Whether the boundary holds what is everyone's is not written anywhere.
          all([grantOf(everyone), any([within, undefined])]),
        ])
      : all([byItself, invited]);
    const passing = all([granted, left ? left.granted : true]);

    const counts = isOwn && !isClosed ? [named, everyone] : [named, everyone, whole];
    const tallies = [
      own,
      ...(limit ? [limit] : []),
      ...(left?.tallies ?? []),
      ...counts,
      tally(against, request),
    ];
    return decisionOf<PolicyStatement | ResourceStatement>(passing, tallies, request);
  };
}

type Rules = readonly Rule<ResourceStatement>[];

/** What lets the role in: by name, with everyone, or with its whole account. */
function rulesNaming(
  role: Target<'role'>,
  statements: readonly ResourceStatement[],
): Readonly<Record<Naming, Rules>> {
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  const naming = (as: Naming) =>
    allows.map((each) => ruleOf(each, each, takesIn(each.principals, role, as)));

  return { role: naming('role'), everyone: naming('everyone'), account: naming('account') };
}

function denying(role: Target<'role'>, statements: readonly ResourceStatement[]): Rules {
  const denies = statements.filter(({ effect }) => effect === 'Deny');

  return denies.map((each) =>
    ruleOf(each, each, any(namings.map((as) => takesIn(each.principals, role, as)))),
  );
}

const namings: readonly Naming[] = ['role', 'everyone', 'account'];
