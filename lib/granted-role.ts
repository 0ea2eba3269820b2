import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { Construct } from 'constructs';
import type { Grant, Resource } from '../functions/domain/grants.ts';

export interface GrantedRoleProps {
  readonly grants: readonly Grant[];
  /** ARNs of what the grants are on, as far as it belongs to the product. */
  readonly own: Readonly<Partial<Record<Resource, string>>>;
  /** Regions whose functions are audited; empty: every region. */
  readonly regions: readonly string[];
}

/** A role that may do what the grants say, on what they say, and nothing else. */
export class GrantedRole extends Role {
  constructor(scope: Construct, id: string, { grants, own, regions }: GrantedRoleProps) {
    super(scope, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });

    const siblings = siblingArns(this, regions);

    for (const [resource, granted] of Map.groupBy(grants, ({ on }) => on)) {
      const resources = siblings[resource]?.arns ?? [ownArn(resource, own)];
      const actions = granted.map(({ action }) => action);

      this.addToPolicy(new PolicyStatement({ actions, resources }));
      this.acknowledge(resources, siblings[resource]?.because);
    }
  }

  /** cdk-nag knows a wildcard by the text that it prints, so its own printer writes the id. */
  private acknowledge(arns: readonly string[], reason: string | undefined): void {
    if (reason === undefined) return;

    for (const arn of arns) {
      const printed = flattenCfnReference(Stack.of(this).resolve(arn));
      Validations.of(this).acknowledge({ id: `AwsSolutions-IAM5[Resource::${printed}]`, reason });
    }
  }
}

interface Siblings {
  readonly arns: string[];
  /** Why these take a wildcard. */
  readonly because: string;
}

/** What does not belong to the product, and is known by no name. */
function siblingArns(
  scope: Construct,
  regions: readonly string[],
): Partial<Record<Resource, Siblings>> {
  const { partition, account } = Stack.of(scope);
  const audited = regions.length > 0 ? regions : ['*'];

  return {
    everything: { arns: ['*'], because: 'IAM offers no resource type for these actions.' },
    'any function': {
      arns: audited.map((region) => `arn:${partition}:lambda:${region}:${account}:function:*`),
      because: 'The product audits every sibling, whatever its name.',
    },
    'any role': {
      arns: [`arn:${partition}:iam::${account}:role/*`],
      because: 'The product audits the role of every sibling, whatever its name.',
    },
    'any layer': {
      arns: audited.map((region) => `arn:${partition}:lambda:${region}:*:layer:*:*`),
      because: 'A function may run a layer of any account, and its packages run with it.',
    },
  };
}

function ownArn(resource: Resource, own: GrantedRoleProps['own']): string {
  const arn = own[resource];
  if (arn === undefined)
    throw new Error(`a grant is on "${resource}", which this role is not given`);

  return arn;
}
