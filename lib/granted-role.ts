import { Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { Construct } from 'constructs';
import type { Grant, Resource } from '../functions/domain/grants.ts';
import { siblingResources } from './sibling-resources.ts';

export interface GrantedRoleProps {
  readonly grants: readonly Grant[];
  /** ARNs of what the grants are on, as far as it belongs to the product. */
  readonly own: Readonly<Partial<Record<Resource, string>>>;
  /** Regions whose functions are audited; empty: every region. */
  readonly regions: readonly string[];
}

/**
 * A role that may do what the grants say, on what they say, and nothing else. What only the code
 * calls waits for `allowCodeOf`.
 */
export class GrantedRole extends Role {
  readonly #scope: Construct;
  readonly #props: GrantedRoleProps;

  constructor(scope: Construct, id: string, props: GrantedRoleProps) {
    super(scope, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.#scope = scope;
    this.#props = props;

    for (const statement of this.#statements('lambda', {})) this.addToPolicy(statement);
    this.#acknowledgeWildcards('lambda', this);
  }

  /**
   * Allows what the code calls, and only to this function: another one that is given the role by
   * whoever may pass it reads nothing with it. In a policy of its own, which the function does not
   * wait for, because it names the function.
   *
   * Source: "Using source function ARN to control function access behavior" (Lambda Developer
   * Guide): the key is in every request from within the function, and in none that Lambda makes to
   * poll a queue or a stream, or to put a failure aside.
   */
  allowCodeOf({ functionArn }: IFunction): Policy {
    const policy = new Policy(this.#scope, `${this.node.id}CodePolicy`, { roles: [this] });
    const byItself = { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } };

    policy.addStatements(...this.#statements(undefined, byItself));
    this.#acknowledgeWildcards(undefined, policy);

    return policy;
  }

  /** A statement for each thing that `by` is granted something on. */
  #statements(by: Grant['by'], conditions: Conditions): readonly PolicyStatement[] {
    return [...this.#grantsBy(by)].map(
      ([on, grants]) =>
        new PolicyStatement({
          actions: grants.map(({ action }) => action),
          resources: [...this.#arns(on)],
          conditions: { ...conditions, ...this.#inAuditedRegions(on) },
        }),
    );
  }

  #grantsBy(by: Grant['by']): ReadonlyMap<Resource, readonly Grant[]> {
    const granted = this.#props.grants.filter((grant) => grant.by === by);

    return Map.groupBy(granted, ({ on }) => on);
  }

  #arns(on: Resource): readonly string[] {
    const { partition, account } = Stack.of(this);
    const sibling = siblingResources[on];
    if (!sibling) return [ownArn(on, this.#props.own)];

    return sibling.arns.map((arn) =>
      arn.replace('PARTITION', partition).replace('REGION', '*').replace('ACCOUNT', account),
    );
  }

  /**
   * By a condition, for ARNs of thirty regions would not fit into a policy. Only on what lies in a
   * region: a service without one answers from us-east-1, or from wherever its partition has it.
   */
  #inAuditedRegions(on: Resource): Conditions {
    const { regions } = this.#props;
    const isRegional = siblingResources[on]?.arns.some((arn) => arn.includes(':REGION:'));

    return isRegional && regions.length > 0
      ? { StringEquals: { 'aws:RequestedRegion': regions } }
      : {};
  }

  /** cdk-nag knows a wildcard by the text that it prints, so its own printer writes the id. */
  #acknowledgeWildcards(by: Grant['by'], within: Construct): void {
    for (const on of this.#grantsBy(by).keys()) {
      const sibling = siblingResources[on];
      const wildcards = sibling ? this.#arns(on).filter((arn) => arn.includes('*')) : [];

      for (const arn of wildcards) {
        const printed = flattenCfnReference(Stack.of(this).resolve(arn));
        const id = `AwsSolutions-IAM5[Resource::${printed}]`;
        Validations.of(within).acknowledge({ id, reason: sibling?.because ?? '' });
      }
    }
  }
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

function ownArn(resource: Resource, own: GrantedRoleProps['own']): string {
  const arn = own[resource];
  if (arn === undefined)
    throw new Error(`a grant is on "${resource}", which this role is not given`);

  return arn;
}
