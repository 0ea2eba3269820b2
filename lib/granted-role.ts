import { Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { Construct } from 'constructs';
import { EVENT_SOURCE } from '../functions/domain/finding-event.ts';
import type { Grant, Resource } from '../functions/domain/grants.ts';
import { siblingResources } from './sibling-resources.ts';

export interface GrantedRoleProps {
  readonly grants: readonly Grant[];
  /** ARNs of the product's own resources, or of those that its settings name, that the grants are on. */
  readonly own: OwnResources;
  /** Regions whose functions are audited; empty: every region. */
  readonly regions: readonly string[];
  /** What it enters other accounts by. @default it is granted nothing there */
  readonly members?: Members;
}

export interface Members {
  /** The name that its role has in each of them. */
  readonly role: string;
  /** Ids of those that are named; those of an organization are not. */
  readonly accounts: readonly string[];
}

/** One ARN or several, by resource. */
export type OwnResources = Readonly<Partial<Record<Resource, string | readonly string[]>>>;

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

    for (const statement of this.#statements('aws', {})) this.addToPolicy(statement);
    this.#acknowledgeWildcards('aws', this);
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
          conditions: {
            ...conditions,
            ...this.#inAuditedRegions(on),
            ...throughLambda(on),
            ...fromOurSource(on),
            ...intoOurAccounts(on, this.#props.members),
          },
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
    if (!sibling) return ownArns(on, this.#props.own);

    return sibling.arns.map((arn) =>
      arn
        .replace('PARTITION', partition)
        .replace('REGION', '*')
        .replace('ACCOUNT', account)
        .replace('MEMBER', this.#props.members?.role ?? ''),
    );
  }

  /**
   * By a condition, because ARNs of thirty regions would not fit into a policy. Only on regional
   * resources: a global service answers from us-east-1, or from wherever its partition has it.
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
      const reason = siblingResources[on]?.because ?? 'The settings name it so.';

      for (const arn of this.#arns(on).filter((name) => name.includes('*'))) {
        const printed = flattenCfnReference(Stack.of(this).resolve(arn));
        Validations.of(within).acknowledge({
          id: `AwsSolutions-IAM5[Resource::${printed}]`,
          reason,
        });
      }
    }
  }
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/**
 * The role may use a key only through Lambda, which decrypts with it what it shows of a function.
 *
 * Source: "kms:ViaService" (KMS Developer Guide).
 */
function throughLambda(on: Resource): Conditions {
  const services = ['lambda.*.amazonaws.com', 'lambda.*.amazonaws.com.cn'];

  return on === 'named keys' ? { StringLike: { 'kms:ViaService': services } } : {};
}

/** The role may send events as ours alone. Source: "events:source" (EventBridge User Guide). */
function fromOurSource(on: Resource): Conditions {
  return on === 'event bus' ? { StringEquals: { 'events:source': EVENT_SOURCE } } : {};
}

/**
 * The role may enter accounts that are named, or those of the organization that it is in itself.
 *
 * Source: "AWS global condition context keys" (IAM User Guide).
 */
function intoOurAccounts(on: Resource, members: Members | undefined): Conditions {
  if (on === 'member roles') {
    return { StringEquals: { 'aws:ResourceAccount': members?.accounts ?? [] } };
  }
  return on === 'member roles of the organization'
    ? { StringEquals: { 'aws:ResourceOrgID': `\${aws:PrincipalOrgID}` } }
    : {};
}

function ownArns(resource: Resource, own: OwnResources): readonly string[] {
  const arns = own[resource];
  if (arns === undefined)
    throw new Error(`a grant is on "${resource}", which this role is not given`);

  return [arns].flat();
}
