import { all } from './condition-outcome.ts';
import { type ControlTally, controlTally } from './control-rules.ts';
import { allowed, type Decision as DecisionBy, decisionOf, isAlwaysAllowed } from './decision.ts';
import type { NamedPolicy } from './named-policy.ts';
import { type PolicyStatement, statementsOf } from './policy-statement.ts';
import type { RolePermissions } from './role-permissions.ts';
import { grantOf, type IamRequest, type Rule, ruleOf, type Tally, tally } from './tally.ts';

export type Decision = DecisionBy<PolicyStatement>;

/**
 * Decides what a role may do by its own policies: their union, less every Deny, within the
 * boundary and what its organization leaves. What others grant or forbid it (resource policies) is
 * not in it.
 *
 * Source: "Policy evaluation logic" (IAM User Guide).
 */
export function evaluatorOf(permissions: RolePermissions): (request: IamRequest) => Decision {
  const { own, boundary, controls } = ownTallies(permissions);

  return (request) => {
    if (isAlwaysAllowed(request)) return allowed;
    const [granting, limit] = [own(request), boundary(request)];
    const granted = all([grantOf(granting), limit ? grantOf(limit) : true]);
    const tallies = limit ? [granting, limit] : [granting];
    // Most of what is asked for is not granted, and then no one need look further.
    const left = granted === false ? undefined : controls(request);

    return left
      ? decisionOf(all([granted, left.granted]), [...tallies, ...left.tallies], request)
      : decisionOf(granted, tallies, request);
  };
}

/** What a role's own policies make of a request, and what limits them does, where there is any. */
export interface OwnTallies {
  readonly own: (request: IamRequest) => Tally<PolicyStatement>;
  readonly boundary: (request: IamRequest) => Tally<PolicyStatement> | undefined;
  readonly controls: (request: IamRequest) => ControlTally | undefined;
}

export function ownTallies({ policies, boundary, controls }: RolePermissions): OwnTallies {
  const own = policies.flatMap(rulesOf);
  const limit = boundary && rulesOf(boundary);

  return {
    own: (request) => tally(own, request),
    boundary: (request) => limit && tally(limit, request),
    controls: (request) => controls && controlTally(controls, request),
  };
}

function rulesOf(policy: NamedPolicy): readonly Rule<PolicyStatement>[] {
  return statementsOf(policy).map((origin) => ruleOf(origin, origin.statement, true));
}
