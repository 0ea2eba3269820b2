import { actionsMatching } from '../action-catalogue.ts';
import { contextOf } from '../request-context.ts';
import { callsOf, codeNeeds } from './code-needs.ts';
import type { FunctionUse, OperationNames } from './function-use.ts';
import { grantedParts, grantedTo } from './granted-parts.ts';
import type { Need } from './need.ts';
import { serviceIn } from './service-in.ts';
import type { SizedRole } from './sized-role.ts';

/**
 * What the code of functions calls and their role does not allow at all. Where the policy of a
 * resource may grant it, or another role may be meant, nothing is said.
 */
export function missingAccess(
  sized: SizedRole,
  uses: readonly FunctionUse[],
  names: OperationNames,
): readonly Need[] {
  const granted = grantedTo(sized.permissions, contextOf(sized.role, sized.now));
  const isAllowed = ({ action }: Need) =>
    grantedParts({ action, resources: undefined }, granted).length > 0;

  return uses
    .filter((use) => !takesUpRole(use))
    .flatMap((use) => codeNeeds(use, names))
    .filter(
      (need) =>
        !grantedByResource.has(serviceIn(need.action)) &&
        // An action that AWS does not know is a name that was read wrongly.
        actionsMatching(need.action).length > 0 &&
        !isAllowed(need),
    );
}

/** What follows may be called as that. */
function takesUpRole(use: FunctionUse): boolean {
  return callsOf(use).some(
    ({ service, operation }) => service === 'sts' && operation.startsWith('AssumeRole'),
  );
}

/**
 * Services whose resources have policies of their own, which within an account can grant alone.
 *
 * Source: "AWS services that work with IAM" (IAM User Guide), the column of resource-based policies,
 * read on 2026-11-28.
 */
const grantedByResource: ReadonlySet<string> = new Set([
  'acm-pca',
  'aoss',
  'apigateway',
  'backup',
  'bedrock',
  'cloudtrail',
  'codeartifact',
  'codebuild',
  'dynamodb',
  'ecr',
  'elasticfilesystem',
  'es',
  'events',
  'execute-api',
  'glacier',
  'glue',
  'iot',
  'kafka',
  'kinesis',
  'kms',
  'lambda',
  'lex',
  'logs',
  'mediastore',
  'rekognition',
  'route53-recovery-readiness',
  's3',
  's3-object-lambda',
  's3-outposts',
  's3express',
  's3tables',
  'schemas',
  'secretsmanager',
  'ses',
  'signer',
  'sns',
  'sqs',
  'ssm-contacts',
  'ssm-incidents',
  'sts',
  'vpc-lattice-svcs',
  'xray',
]);
