import { Annotations, CfnOutput, CfnStackSet, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checksByScanner, type ScannerName } from '../functions/checks/index.ts';
import {
  DESCRIPTION_OF_MEMBERS,
  type DeployedMembers,
} from '../functions/domain/deployed-parts.ts';
import { BUS_NAME, BUS_PARAMETER, parameterOf } from '../functions/domain/member-template.ts';
import type { Settings } from '../functions/domain/settings/settings.ts';
import { scannersMemberTemplate } from '../functions/facts/scanners-member-template.ts';

export interface MemberRolesProps {
  readonly settings: Settings;
  /** ARN of the role of each scanner. */
  readonly trusted: Readonly<Record<ScannerName, string>>;
  /** ARN of the bus that changes of functions are sent to. @default they are not */
  readonly changesTo: string | undefined;
  /** Names of stack sets have to be given: another deployment must have another one. */
  readonly deployment: string;
}

/** What CloudFormation takes in the text of a request. Source: "CloudFormation quotas". */
const MOST_TEMPLATE_BYTES = 51_200;

/**
 * What other accounts get a role for each scanner from. Those of an organization from a stack set;
 * those that are named from a template that `vigil member-template` prints, for which this has an output.
 */
export class MemberRoles extends Construct {
  constructor(scope: Construct, id: string, props: MemberRolesProps) {
    super(scope, id);

    const { organization, accounts } = props.settings;
    if (organization.length > 0) stackSet(this, props);
    if (accounts.length > 0) output(this, props);
  }
}

/**
 * In every account of the units, and in those that join: it deploys by itself. IAM is global, so one
 * region is enough. An account in which it fails keeps neither the others nor the stack from going
 * on: it shows as a gap in coverage.
 *
 * Source: "StackSets and AWS Organizations" and "AWS::CloudFormation::StackSet" (CloudFormation).
 */
function stackSet(scope: Construct, props: MemberRolesProps): void {
  const { settings, trusted, deployment, changesTo } = props;
  const { region } = Stack.of(scope);

  new CfnStackSet(scope, 'StackSet', {
    stackSetName: `${deployment}-members`,
    description: 'lambda-vigil: roles by which its scanners read the accounts of the units',
    permissionModel: 'SERVICE_MANAGED',
    callAs: 'DELEGATED_ADMIN',
    autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
    managedExecution: { Active: true },
    capabilities: ['CAPABILITY_NAMED_IAM'],
    operationPreferences: {
      concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      failureTolerancePercentage: 100,
      maxConcurrentPercentage: 100,
    },
    parameters: [
      ...Object.entries(trusted).map(([scanner, arn]) => ({
        parameterKey: parameterOf(scanner),
        parameterValue: arn,
      })),
      ...(changesTo ? [{ parameterKey: BUS_NAME, parameterValue: changesTo }] : []),
    ],
    stackInstancesGroup: [
      {
        deploymentTargets: { organizationalUnitIds: [...settings.organization] },
        regions: [region],
      },
    ],
    templateBody: templateBody(scope, settings, changesTo),
  });
  Annotations.of(scope).addInfo(
    'stack sets do not reach the management account of the organization: to audit it too, name it in accounts, and deploy there what vigil member-template prints',
  );
}

/** @throws where a request would be too long, which CloudFormation would only say at deployment. */
function templateBody(scope: Construct, settings: Settings, changesTo?: string): string {
  const parts = { ...settings, changesTo: changesTo && BUS_PARAMETER };
  const template = scannersMemberTemplate(checksByScanner, parts, { asks: 'organization' });
  const bytes = new TextEncoder().encode(JSON.stringify(template)).length;
  if (bytes > MOST_TEMPLATE_BYTES) {
    throw new Error(
      `the template of the accounts takes ${bytes} bytes, of which CloudFormation takes ${MOST_TEMPLATE_BYTES}: name fewer keys in decryptWith, or fewer regions`,
    );
  }

  return Stack.of(scope).toJsonString(template);
}

function output(scope: Construct, { settings, trusted, changesTo }: MemberRolesProps): void {
  const { accounts, externalId = '', memberRole, regions, decryptWith } = settings;
  const { stackName } = Stack.of(scope);

  new CfnOutput(scope, 'Parts', {
    description: DESCRIPTION_OF_MEMBERS,
    value: Stack.of(scope).toJsonString({
      trusted,
      accounts: [...accounts],
      externalId,
      memberRole,
      regions: [...regions],
      decryptWith: [...decryptWith],
      disabledChecks: [...settings.disabledChecks],
      enabledChecks: [...settings.enabledChecks],
      ...(changesTo && { changesTo }),
    } satisfies DeployedMembers),
  });
  Annotations.of(scope).addInfo(
    `each of the accounts ${accounts.join(', ')} lets the scanners in once it has deployed what vigil member-template --stack ${stackName} prints`,
  );
}
