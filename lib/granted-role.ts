import { Stack, Validations } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { Construct } from 'constructs';
import {
  type Conditions,
  type GrantedPlace,
  type GrantedStatement,
  grantedStatements,
} from '../functions/domain/granted-statements.ts';
import type { Grant } from '../functions/domain/grants.ts';
import { siblingResources } from '../functions/domain/sibling-resources.ts';

export interface GrantedRoleProps extends Omit<GrantedPlace, 'partition' | 'account'> {
  readonly grants: readonly Grant[];
}

/**
 * A role that allows the grants, each on its resource, and nothing else. `allowCodeOf` adds those
 * that only the code uses.
 */
export class GrantedRole extends Role {
  readonly #scope: Construct;
  readonly #props: GrantedRoleProps;

  constructor(scope: Construct, id: string, props: GrantedRoleProps) {
    super(scope, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.#scope = scope;
    this.#props = props;

    const granted = this.#grantedBy('aws');
    for (const each of granted) this.addToPolicy(statementOf(each, {}));
    acknowledgeWildcards(granted, this);
  }

  /**
   * Allows what the code calls, and only to this function: another one that is given the
   * role reads nothing with it. In a policy of its own, which the function does not
   * wait for, because it names the function.
   *
   * Source: "Using source function ARN to control function access behavior" (Lambda Developer
   * Guide): the key is in every request from within the function, and in none that Lambda makes to
   * poll a queue or a stream, or to put a failure aside.
   */
  allowCodeOf({ functionArn }: IFunction): Policy {
    const policy = new Policy(this.#scope, `${this.node.id}CodePolicy`, { roles: [this] });
    const byItself = { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } };

    const granted = this.#grantedBy(undefined);
    policy.addStatements(...granted.map((each) => statementOf(each, byItself)));
    acknowledgeWildcards(granted, policy);

    return policy;
  }

  #grantedBy(by: Grant['by']): readonly GrantedStatement[] {
    const { partition, account } = Stack.of(this);
    const grants = this.#props.grants.filter((grant) => grant.by === by);

    return grantedStatements(grants, { ...this.#props, partition, account }, this.#props.grants);
  }
}

function statementOf(
  { effect, actions, resources, conditions }: GrantedStatement,
  others: Conditions,
): PolicyStatement {
  // A denial is for all that the role does.
  const limits = effect === 'Allow' ? others : {};

  return new PolicyStatement({
    effect: Effect[effect === 'Allow' ? 'ALLOW' : 'DENY'],
    actions: [...actions],
    resources: [...resources],
    conditions: { ...limits, ...conditions },
  });
}

/** cdk-nag knows a wildcard by the text that it prints, so its own printer writes the id. */
function acknowledgeWildcards(granted: readonly GrantedStatement[], within: Construct): void {
  for (const { on, resources } of granted.filter(({ effect }) => effect === 'Allow')) {
    const reasons = on.map((each) => siblingResources[each]?.because ?? 'The settings name it so.');
    const reason = reasons.join(' ');

    for (const arn of resources.filter((name) => name.includes('*'))) {
      const printed = flattenCfnReference(Stack.of(within).resolve(arn));
      Validations.of(within).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${printed}]`,
        reason,
      });
    }
  }
}
