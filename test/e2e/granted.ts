import {
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { matches } from '../../functions/engines/iam/wildcard.ts';
import type { Call } from '../../local/call.ts';
import type { LocalCloud } from '../../local/local-cloud.ts';

/** An action on a resource, of which either may have wildcards in a grant. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
}

/**
 * What AWS itself asks for in the name of a function: the emulator does it without a call, and the
 * tests of lib hold it against functions/domain/grants.ts.
 */
const byLambda =
  /^billing:GetBillingViewData$|^logs:(?:CreateLogStream|PutLogEvents)$|^sqs:(?:ReceiveMessage|DeleteMessage|GetQueueAttributes)$|^dynamodb:(?:DescribeStream|GetRecords|GetShardIterator|ListStreams)$/;

/** An account of the local cloud. */
type Account = Pick<LocalCloud, 'client' | 'account'>;

/** All that the role of a deployed function allows it to call. */
export async function granted(
  cloud: Account,
  FunctionName: string,
): Promise<readonly Permission[]> {
  const { Role } = await new LambdaClient(cloud.client).send(
    new GetFunctionConfigurationCommand({ FunctionName }),
  );

  return grantedTo(cloud, Role?.split('/').at(-1) ?? '');
}

/** All that a role allows to call. */
export async function grantedTo(
  { client }: Account,
  RoleName: string,
): Promise<readonly Permission[]> {
  const iam = new IAMClient(client);
  const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  if (AttachedPolicies?.length) throw new Error(`${RoleName} has managed policies`);

  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const permissions = await Promise.all(
    PolicyNames.map(async (PolicyName) => {
      const { PolicyDocument = '' } = await iam.send(
        new GetRolePolicyCommand({ RoleName, PolicyName }),
      );
      return permissionsIn(decodeURIComponent(PolicyDocument));
    }),
  );

  return permissions
    .flat()
    .filter(({ action, resource }) => !isForLambda(action, resource))
    .filter(({ action, resource }) => !isDeadLetters(action, resource))
    .filter(({ action, resource }) => !isOfOtherType(action, resource));
}

/** On every queue it is a scanner's, which reads who may write there. */
function isForLambda(action: string, resource: string): boolean {
  return byLambda.test(action) && !/:sqs:.*:\*$/.test(resource);
}

/** Each thing that a function has called, once. */
export function called(calls: readonly Call[], functionName: string, cloud: Account) {
  return permissionsOf(
    calls.filter(({ session }) => session === functionName),
    cloud,
  );
}

/** The same of those who have assumed a role. */
export function calledBy(calls: readonly Call[], roleArn: string, cloud: Account) {
  return permissionsOf(
    calls.filter(({ role }) => role === roleArn),
    cloud,
  );
}

function permissionsOf(calls: readonly Call[], cloud: Account): readonly Permission[] {
  const own = calls.filter(({ action }) => action);
  const permissions = own.map((call) => ({
    action: call.action ?? '',
    resource: arnOf(call, cloud),
  }));

  return [
    ...new Map(permissions.map((each) => [`${each.action} ${each.resource}`, each])).values(),
  ];
}

/** Permissions of `these` that none of `others` covers, as text. */
export function beyond(these: readonly Permission[], others: readonly Permission[]) {
  return these
    .filter((one) => !others.some((other) => covers(other, one)))
    .map(({ action, resource }) => `${action} on ${resource}`);
}

/** Permissions of `grants` that none of `calls` has used, as text. */
export function unused(grants: readonly Permission[], calls: readonly Permission[]) {
  return grants
    .filter((grant) => !calls.some((call) => covers(grant, call)))
    .map(({ action, resource }) => `${action} on ${resource}`);
}

function covers(grant: Permission, call: Permission): boolean {
  return grant.action === call.action && matches(grant.resource, call.resource);
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

function permissionsIn(document: string): readonly Permission[] {
  const { Statement } = JSON.parse(document) as { readonly Statement: Statement[] };

  // What is denied is granted in the audited regions alone, and these are those of the local cloud.
  const allowing = Statement.filter(({ Effect }) => Effect === 'Allow');

  return allowing.flatMap(({ Action, Resource }) =>
    [Action]
      .flat()
      .flatMap((action) => [Resource].flat().map((resource) => ({ action, resource }))),
  );
}

/** Failed events are put there by Lambda. */
function isDeadLetters(action: string, resource: string): boolean {
  return action === 'sqs:SendMessage' && resource.includes('DeadLetters');
}

/** Three types of AWS IoT stand in one statement, and each action is on one of them. */
function isOfOtherType(action: string, resource: string): boolean {
  const [service, operation = ''] = action.split(':');

  return service === 'iot' && resource !== '*' && !resource.includes(`:${iotTypeOf(operation)}/`);
}

/** What an operation of AWS IoT is on. */
function iotTypeOf(operation: string): string {
  if (operation === 'GetTopicRule') return 'rule';

  return operation.endsWith('Policy') ? 'policy' : 'authorizer';
}

/** What IAM would check the call against; `*` for what has no resource. */
function arnOf(
  { service, operation, resource, index, region }: Call,
  { account }: Account,
): string {
  if (resource === undefined) return '*';
  if (resource.startsWith('arn:')) return resource;

  const here = `${region}:${account}`;
  if (service === 'dynamodb') {
    return `arn:aws:dynamodb:${here}:table/${resource}${index ? `/index/${index}` : ''}`;
  }
  if (service === 'lambda') return `arn:aws:lambda:${here}:function:${resource}`;
  if (service === 'budgets' || service === 'ce')
    return `arn:aws:${service}::${account}:${resource}`;
  if (service === 'iam') return `arn:aws:iam::${account}:role/${resource}`;
  if (service === 's3') return `arn:aws:s3:::${resource}`;
  if (service === 'events') return `arn:aws:events:${here}:rule/${resource}`;
  if (service === 'iot') {
    return `arn:aws:iot:${here}:${iotTypeOf(operation)}/${resource}`;
  }
  if (service === 'sqs') return `arn:aws:sqs:${here}:${resource.split('/').at(-1)}`;
  if (service === 'cognito-idp') return `arn:aws:cognito-idp:${here}:userpool/${resource}`;
  if (service === 'cognito-identity') {
    return `arn:aws:cognito-identity:${here}:identitypool/${resource}`;
  }
  if (service === 'wafv2') {
    const type = operation === 'GetIPSet' ? 'ipset' : 'webacl';
    const name = resource.replace(/^global\//, '');
    const scope = name === resource ? 'regional' : 'global';
    return `arn:aws:wafv2:${here}:${scope}/${type}/${name}`;
  }
  if (service === 'secretsmanager') {
    return `arn:aws:secretsmanager:${here}:secret:${resource}-AbCdEf`;
  }
  return resource;
}
