import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { Construct } from 'constructs';
import type { Grant, Resource } from '../functions/domain/grants.ts';
import { type SiblingResource, siblingResources } from './sibling-resources.ts';

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

    for (const [resource, granted] of Map.groupBy(grants, ({ on }) => on)) {
      const sibling = siblingResources[resource];
      const resources = sibling ? siblingArns(this, sibling, regions) : [ownArn(resource, own)];
      const actions = granted.map(({ action }) => action);

      this.addToPolicy(new PolicyStatement({ actions, resources }));
      if (sibling) this.acknowledge(resources, sibling.because);
    }
  }

  /** cdk-nag knows a wildcard by the text that it prints, so its own printer writes the id. */
  private acknowledge(arns: readonly string[], reason: string): void {
    for (const arn of arns.filter((name) => name.includes('*'))) {
      const printed = flattenCfnReference(Stack.of(this).resolve(arn));
      Validations.of(this).acknowledge({ id: `AwsSolutions-IAM5[Resource::${printed}]`, reason });
    }
  }
}

/** One for each audited region. */
function siblingArns(
  scope: Construct,
  { arns }: SiblingResource,
  regions: readonly string[],
): string[] {
  const { partition, account } = Stack.of(scope);
  const audited = regions.length > 0 ? regions : ['*'];
  const inRegion = (arn: string, region: string) =>
    arn.replace('PARTITION', partition).replace('REGION', region).replace('ACCOUNT', account);

  return [...new Set(audited.flatMap((region) => arns.map((arn) => inRegion(arn, region))))];
}

function ownArn(resource: Resource, own: GrantedRoleProps['own']): string {
  const arn = own[resource];
  if (arn === undefined)
    throw new Error(`a grant is on "${resource}", which this role is not given`);

  return arn;
}
