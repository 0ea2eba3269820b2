import { all } from './condition-outcome.ts';
import { allowed, type Decision as DecisionBy, decisionOf, isAlwaysAllowed } from './decision.ts';
import { type PolicyStatement, statementsOf } from './policy-statement.ts';
import type { NamedPolicy, RolePermissions } from './role-permissions.ts';
import { grantOf, type IamRequest, type Rule, ruleOf, tally } from './tally.ts';

export type Decision = DecisionBy<PolicyStatement>;

/**
 * Decides what a role may do by its own policies: their union, less every Deny, within the
 * boundary. What others grant or forbid it (resource policies, the organisation) is not in it.
 *
 * Source: "Policy evaluation logic" (IAM User Guide).
 */
export function evaluatorOf(permissions: RolePermissions): (request: IamRequest) => Decision {
  const talliesOf = ownTallies(permissions);

  return (request) => {
    if (isAlwaysAllowed(request)) return allowed;
    const { own, limit } = talliesOf(request);

    const granted = all([grantOf(own), limit ? grantOf(limit) : true]);
    return decisionOf(granted, limit ? [own, limit] : [own], request);
  };
}

/** What a role's own policies make of a request, and what its boundary does, if it has one. */
export function ownTallies({ policies, boundary }: RolePermissions) {
  const own = policies.flatMap(rulesOf);
  const limit = boundary && rulesOf(boundary);

  return (request: IamRequest) => ({
    own: tally(own, request),
    limit: limit && tally(limit, request),
  });
}

function rulesOf(policy: NamedPolicy): readonly Rule<PolicyStatement>[] {
  return statementsOf(policy).map((origin) => ruleOf(origin, origin.statement, true));
}
