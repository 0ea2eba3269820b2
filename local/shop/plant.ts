import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { EnableCommand, Inspector2Client } from '@aws-sdk/client-inspector2';
import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  LambdaClient,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  PutFunctionRecursionConfigCommand,
  PutProvisionedConcurrencyConfigCommand,
  type Runtime,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import pMap from 'p-map';
import { archiveOf } from '../archive.ts';
import { plantAccount } from './account.ts';
import { plantApi } from './plant-api.ts';
import { plantEventSource } from './plant-event-source.ts';
import { layerArn, plantLayer } from './plant-layer.ts';
import { plantLogs } from './plant-logs.ts';
import { EDGE_REGION, plantMetrics } from './plant-metrics.ts';
import { plantSource } from './plant-source.ts';
import type { SeedContext } from './seed-context.ts';
import type { Permission, ShopRole, Sibling } from './sibling.ts';
import { answers } from './sources.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Creates the functions, with their roles, statements, addresses and history. */
export async function plant(
  soil: SeedContext,
  siblings: readonly Sibling[],
  roles: readonly ShopRole[],
): Promise<void> {
  const named = new Map(roles.map((role) => [role.name, role]));
  const needed = new Set(siblings.map(({ name, role = name }) => role));
  for (const { name, orphan } of roles) if (orphan) needed.add(name);

  await pMap(needed, (name) => plantRole(soil, named.get(name) ?? { name }), { concurrency: 8 });
  const layers = new Set(siblings.flatMap(({ layers = [] }) => layers.map(({ layer }) => layer)));
  await pMap(layers, (layer) => plantLayer(soil, layer), { concurrency: 8 });
  await pMap(siblings, (sibling) => plantFunction(soil, sibling, named), { concurrency: 8 });
  await new Inspector2Client(soil.client).send(new EnableCommand({ resourceTypes: ['LAMBDA'] }));
  await plantAccount(soil);
  for (const role of roles) if (role.gone && needed.has(role.name)) await uprootRole(soil, role);
}

async function plantRole({ client }: SeedContext, role: ShopRole): Promise<void> {
  const iam = new IAMClient(client);
  const RoleName = role.name;
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      Path: role.path ?? '/',
      AssumeRolePolicyDocument: policyOf([
        {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
        ...(role.trust ?? []),
      ]),
      Tags: tagsOf(role),
    }),
  );
  for (const PolicyArn of managedBy(role)) {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  if (role.statements) {
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'inline',
        PolicyDocument: policyOf(role.statements),
      }),
    );
  }
}

/** The emulator tells of its past what its tags say. */
function tagsOf({ age, lastUsed, accessed = {} }: ShopRole) {
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
  const made = age === undefined ? [] : [{ Key: 'vigil:created', Value: ago(age) }];
  const used = Object.entries(accessed).map(([name, days]) => ({
    Key: `vigil:accessed:${name}`,
    Value: ago(days),
  }));

  const last = lastUsed === undefined ? [] : [{ Key: 'vigil:last-used', Value: ago(lastUsed) }];

  return [...made, ...last, ...used];
}

/** IAM deletes no role that has a policy. */
async function uprootRole({ client }: SeedContext, role: ShopRole): Promise<void> {
  const iam = new IAMClient(client);
  const RoleName = role.name;

  for (const PolicyArn of managedBy(role)) {
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  await iam.send(new DeleteRoleCommand({ RoleName }));
}

function managedBy({ managed = [] }: ShopRole): readonly string[] {
  const names = ['service-role/AWSLambdaBasicExecutionRole', ...managed];

  return names.map((name) => `arn:aws:iam::aws:policy/${name}`);
}

async function plantFunction(
  soil: SeedContext,
  sibling: Sibling,
  roles: ReadonlyMap<string, ShopRole>,
): Promise<void> {
  const { name, aliases = [], permissions = [], url } = sibling;
  const lambda = new LambdaClient(soil.client);

  await lambda.send(new CreateFunctionCommand(await configurationOf(soil, sibling, roles)));

  for (let version = 1; version <= (sibling.versions ?? 0); version += 1) {
    await lambda.send(new PublishVersionCommand({ FunctionName: name }));
    // Lambda publishes nothing that has not changed.
    await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: name,
        Description: `after version ${version}`,
      }),
    );
  }
  for (const alias of aliases) {
    const { Version } = await lambda.send(new PublishVersionCommand({ FunctionName: name }));
    await lambda.send(
      new CreateAliasCommand({ FunctionName: name, Name: alias, FunctionVersion: Version }),
    );
  }
  await plantConcurrency(lambda, sibling);
  for (const permission of permissions) {
    await lambda.send(new AddPermissionCommand(statementOf(soil, name, permission)));
  }
  if (url) {
    const { authType: AuthType, origins } = url;
    const Cors = origins && { AllowOrigins: [...origins] };
    await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType, Cors }));
  }
  for (const source of sibling.sources ?? []) await plantSource(soil, source);
  if (sibling.logs) await plantLogs(soil, `/aws/lambda/${name}`, sibling.logs);
  for (const source of sibling.eventSources ?? []) await plantEventSource(soil, name, source);
  if (sibling.onFailure !== undefined) {
    const Destination = sibling.onFailure.replace('ACCOUNT', soil.account);
    await lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: name,
        DestinationConfig: { OnFailure: { Destination } },
      }),
    );
  }
  if (sibling.recursion) {
    await lambda.send(
      new PutFunctionRecursionConfigCommand({
        FunctionName: name,
        RecursiveLoop: sibling.recursion,
      }),
    );
  }
  if (sibling.api) await plantApi(soil, name, sibling.api);
  await plantMetrics(soil, sibling);
}

/** What is set aside for it, and what is kept ready. */
async function plantConcurrency(
  lambda: LambdaClient,
  { name: FunctionName, reservedConcurrency, provisioned = {} }: Sibling,
): Promise<void> {
  if (reservedConcurrency !== undefined) {
    const ReservedConcurrentExecutions = reservedConcurrency;
    await lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }),
    );
  }
  for (const [Qualifier, ProvisionedConcurrentExecutions] of Object.entries(provisioned)) {
    const config = { FunctionName, Qualifier, ProvisionedConcurrentExecutions };
    await lambda.send(new PutProvisionedConcurrencyConfigCommand(config));
  }
}

async function configurationOf(
  soil: SeedContext,
  sibling: Sibling,
  roles: ReadonlyMap<string, ShopRole>,
) {
  const { account } = soil;
  const { name, role = name, runtime, environment, layers = [], tags, age = 400 } = sibling;
  const path = roles.get(role)?.path ?? '/';
  const lastModified = new Date(Date.now() - age * DAY_MS).toISOString();
  const common = {
    FunctionName: name,
    Role: `arn:aws:iam::${account}:role${path}${role}`,
    Tags: {
      ...tags,
      'vigil:last-modified': lastModified,
      ...(sibling.invocations === 'at the edge' && { 'vigil:replicas': EDGE_REGION }),
    },
    MemorySize: sibling.memoryMb,
    Timeout: sibling.timeoutSeconds,
    ...(sibling.architecture && { Architectures: [sibling.architecture] }),
    ...(environment && { Environment: { Variables: { ...environment } } }),
  };

  if (runtime === undefined) {
    const ImageUri = `${account}.dkr.ecr.us-east-1.amazonaws.com/shop:1`;
    return { ...common, PackageType: 'Image' as const, Code: { ImageUri } };
  }
  return {
    ...common,
    Runtime: runtime as Runtime,
    Handler: sibling.handler ?? 'index.handler',
    Layers: layers.map((used) => layerArn(soil, used)),
    Code: { ZipFile: await archiveOf(sibling.files ?? { 'index.js': answers }) },
  };
}

function statementOf({ account }: SeedContext, FunctionName: string, permission: Permission) {
  const { alias, sid, action, principal, sourceArn, sourceAccount, organisation } = permission;
  const { urlAuthType, viaUrl } = permission;

  return {
    FunctionName,
    Qualifier: alias,
    StatementId: sid,
    Action: action,
    Principal: principal,
    SourceArn: sourceArn?.replace('ACCOUNT', account),
    SourceAccount: sourceAccount === 'own' ? account : sourceAccount,
    PrincipalOrgID: organisation,
    FunctionUrlAuthType: urlAuthType,
    InvokedViaFunctionUrl: viaUrl,
  };
}

function policyOf(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
