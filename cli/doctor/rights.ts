import { GetRoleCommand, IAMClient, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import * as z from 'zod/mini';
import { checksByScanner } from '../../functions/checks/index.ts';
import { compareTexts } from '../../functions/core/compare-texts.ts';
import { engineGrants, regionGrants } from '../../functions/domain/grants.ts';
import type { AnyCheck } from '../../functions/domain/registry.ts';
import { factGrants } from '../../functions/facts/scanner-grants.ts';
import type { Deployment } from '../aws/deployment.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What a command asks of IAM. */
interface Need {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What `vigil audit` asks: all that the scanners read, and how many functions there are. */
export function neededByAudit(): Need {
  const checks: readonly AnyCheck[] = Object.values(checksByScanner).flat();
  const listing = engineGrants.sweep.filter(({ on }) => on === 'everything');
  const reading = [...factGrants(checks), ...listing, ...regionGrants].filter(
    ({ on }) => on !== 'facts table' && on !== 'findings table' && on !== 'NVD key secret',
  );
  const actions = [...reading.map(({ action }) => action), 'lambda:GetAccountSettings'];

  return { actions: [...new Set(actions)].toSorted(compareTexts), resources: ['*'] };
}

/** What commands about what is deployed ask: they read and change findings, and start scanners. */
export function neededByDeployed(deployed: Deployment, region: string): readonly Need[] {
  const { account, findingsTable, factsTable, scanners, digestFunction } = deployed;
  const [, partition = 'aws'] = account.arn.split(':');
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${account.account}:${resource}`;
  const table = arn('dynamodb', `table/${findingsTable}`);
  const functions = [...Object.values(scanners).map((each) => each.functionName), digestFunction];
  const queues = Object.values(scanners).flatMap((each) => [each.queueUrl, each.deadLettersUrl]);

  return [
    {
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan'],
      resources: [table],
    },
    { actions: ['dynamodb:Query'], resources: [`${table}/index/*`] },
    ...(factsTable === undefined
      ? []
      : [
          {
            actions: ['dynamodb:BatchGetItem'],
            resources: [arn('dynamodb', `table/${factsTable}`)],
          },
        ]),
    {
      actions: ['lambda:InvokeFunction'],
      resources: functions.map((name) => arn('lambda', `function:${name}`)),
    },
    {
      actions: ['sqs:GetQueueAttributes'],
      resources: queues.map((url) => arn('sqs', url.split('/').at(-1) ?? '')),
    },
  ];
}

/**
 * Whether IAM would let the caller do it, without doing it.
 *
 * @param caller ARN of the user or of the role's session.
 * @throws when IAM does not say it.
 *
 * Source: "SimulatePrincipalPolicy" (IAM API Reference).
 */
export async function rightsDiagnosis(
  caller: string,
  needs: readonly Need[],
): Promise<Omit<Diagnosis, 'about'>> {
  if (caller.endsWith(':root')) return { state: 'ok', detail: 'the root user may do everything' };

  const iam = new IAMClient({});
  const principal = await principalOf(caller, iam);
  const refusals: Refused[] = [];
  for (const need of needs) refusals.push(...(await refusedOf(principal, need, iam)));
  const actions = needs.flatMap((need) => need.actions).length;
  if (refusals.length === 0) return { state: 'ok', detail: `all ${actions} actions are allowed` };

  const grantable = refusals.filter(({ byOrganization }) => !byOrganization);
  const denied = [
    ...new Set(refusals.filter((one) => one.byOrganization).map(({ action }) => action)),
  ];
  return {
    state: 'not ok',
    detail: `${refusals.length} of ${actions} actions are not allowed`,
    toDo: [
      ...(grantable.length > 0 ? ['Add this statement:', statementOf(grantable)] : []),
      ...(denied.length > 0
        ? [`A policy of the organization denies ${denied.join(', ')}: it has to change there`]
        : []),
    ],
  };
}

interface Refused {
  readonly action: string;
  readonly resource: string;
  readonly byOrganization: boolean;
}

const evaluation = z.object({
  EvalActionName: z.string(),
  EvalResourceName: z.optional(z.string()),
  EvalDecision: z.string(),
  OrganizationsDecisionDetail: z.optional(
    z.object({ AllowedByOrganizations: z.optional(z.boolean()) }),
  ),
});

async function refusedOf(
  PolicySourceArn: string,
  { actions, resources }: Need,
  client: IAMClient,
): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  const input = {
    PolicySourceArn,
    ActionNames: [...actions],
    ...(resources[0] === '*' ? {} : { ResourceArns: [...resources] }),
  };

  for await (const { EvaluationResults } of paginateSimulatePrincipalPolicy({ client }, input)) {
    for (const each of z.array(evaluation).parse(EvaluationResults)) {
      if (each.EvalDecision === 'allowed') continue;
      refused.push({
        action: each.EvalActionName,
        resource: each.EvalResourceName ?? '*',
        byOrganization: each.OrganizationsDecisionDetail?.AllowedByOrganizations === false,
      });
    }
  }
  return refused;
}

function statementOf(refused: readonly Refused[]): string {
  const unique = (values: readonly string[]) => [...new Set(values)].toSorted(compareTexts);

  return JSON.stringify({
    Effect: 'Allow',
    Action: unique(refused.map(({ action }) => action)),
    Resource: unique(refused.map(({ resource }) => resource)),
  });
}

/** A session's ARN has not the path of its role, which the simulation needs. */
async function principalOf(caller: string, iam: IAMClient): Promise<string> {
  const [, partition, service, , account, resource = ''] = caller.split(':');
  const [kind, RoleName = ''] = resource.split('/');
  if (service !== 'sts' || kind !== 'assumed-role') return caller;

  try {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    return z.object({ Arn: z.string() }).parse(Role).Arn;
  } catch {
    return `arn:${partition}:iam::${account}:role/${RoleName}`;
  }
}
