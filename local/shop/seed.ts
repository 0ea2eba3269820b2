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
import type { Permission, SampleFunction, ShopRole } from './sample-function.ts';
import { seedAccount } from './seed-account.ts';
import { seedApi } from './seed-api.ts';
import { seedBalancer } from './seed-balancer.ts';
import type { SeedContext } from './seed-context.ts';
import { seedDistributions } from './seed-distributions.ts';
import { seedEventSource } from './seed-event-source.ts';
import { seedGraphql } from './seed-graphql.ts';
import { seedIot } from './seed-iot.ts';
import { seedIotPublishers } from './seed-iot-publishers.ts';
import { layerArn, seedLayer } from './seed-layer.ts';
import { seedLogs } from './seed-logs.ts';
import { EDGE_REGION, seedMetrics } from './seed-metrics.ts';
import { seedPoolTrigger } from './seed-pool-trigger.ts';
import { seedSource } from './seed-source.ts';
import { answers } from './sources.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Creates the functions, with their roles, statements, addresses and history. */
export async function seed(
  context: SeedContext,
  functions: readonly SampleFunction[],
  roles: readonly ShopRole[],
): Promise<void> {
  const named = new Map(roles.map((role) => [role.name, role]));
  const needed = new Set(functions.map(({ name, role = name }) => role));
  for (const { name, orphan } of roles) if (orphan) needed.add(name);

  await pMap(needed, (name) => seedRole(context, named.get(name) ?? { name }), { concurrency: 8 });
  const layers = new Set(functions.flatMap(({ layers = [] }) => layers.map(({ layer }) => layer)));
  await pMap(layers, (layer) => seedLayer(context, layer), { concurrency: 8 });
  await pMap(functions, (sample) => seedFunction(context, sample, named), { concurrency: 8 });
  await new Inspector2Client(context.client).send(new EnableCommand({ resourceTypes: ['LAMBDA'] }));
  await seedAccount(context);
  for (const role of roles) if (role.gone && needed.has(role.name)) await deleteRole(context, role);
}

async function seedRole({ client }: SeedContext, role: ShopRole): Promise<void> {
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

/** The emulator reports the past that these tags say. */
function tagsOf({ age, lastUsed, accessed = {} }: ShopRole) {
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
  const made = age === undefined ? [] : [{ Key: 'vigil:created', Value: ago(age) }];
  const used = Object.entries(accessed).map(([name, days]) => ({
    Key: `vigil:accessed:${name}`,
    Value: ago(days),
  }));

  const days = lastUsed ?? Math.min(...Object.values(accessed));
  const last = Number.isFinite(days) ? [{ Key: 'vigil:last-used', Value: ago(days) }] : [];

  return [...made, ...last, ...used];
}

/** IAM deletes no role that has a policy. */
async function deleteRole({ client }: SeedContext, role: ShopRole): Promise<void> {
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

async function seedFunction(
  context: SeedContext,
  sample: SampleFunction,
  roles: ReadonlyMap<string, ShopRole>,
): Promise<void> {
  const { name, aliases = [], permissions = [], url } = sample;
  const lambda = new LambdaClient(context.client);

  await lambda.send(new CreateFunctionCommand(await configurationOf(context, sample, roles)));

  for (let version = 1; version <= (sample.versions ?? 0); version += 1) {
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
  await seedConcurrency(lambda, sample);
  for (const permission of permissions) {
    await lambda.send(new AddPermissionCommand(statementOf(context, name, permission)));
  }
  if (url) {
    const { authType: AuthType, origins } = url;
    const Cors = origins && { AllowOrigins: [...origins] };
    await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType, Cors }));
  }
  for (const source of sample.sources ?? []) await seedSource(context, source);
  if (sample.logs) await seedLogs(context, `/aws/lambda/${name}`, sample.logs);
  for (const source of sample.eventSources ?? []) await seedEventSource(context, name, source);
  if (sample.onFailure !== undefined) {
    const Destination = sample.onFailure.replace('ACCOUNT', context.account);
    await lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: name,
        DestinationConfig: { OnFailure: { Destination } },
      }),
    );
  }
  if (sample.recursion) {
    await lambda.send(
      new PutFunctionRecursionConfigCommand({
        FunctionName: name,
        RecursiveLoop: sample.recursion,
      }),
    );
  }
  if (sample.api) await seedApi(context, name, sample.api);
  if (sample.balancer !== undefined) await seedBalancer(context, name, sample.balancer);
  if (sample.distributed) await seedDistributions(context, name);
  if (sample.graphql !== undefined) await seedGraphql(context, name, sample.graphql);
  if (sample.iot !== undefined) {
    await seedIot(context, name, sample.iot.name);
    await seedIotPublishers(context, sample.iot);
  }
  if (sample.members !== undefined) await seedPoolTrigger(context, name, sample.members);
  await seedMetrics(context, sample);
}

/** Reserved and provisioned concurrency. */
async function seedConcurrency(
  lambda: LambdaClient,
  { name: FunctionName, reservedConcurrency, provisioned = {} }: SampleFunction,
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
  context: SeedContext,
  sample: SampleFunction,
  roles: ReadonlyMap<string, ShopRole>,
) {
  const { account } = context;
  const { name, role = name, runtime, environment, layers = [], tags, age = 400 } = sample;
  const path = roles.get(role)?.path ?? '/';
  const lastModified = new Date(Date.now() - age * DAY_MS).toISOString();
  const common = {
    FunctionName: name,
    Role: `arn:aws:iam::${account}:role${path}${role}`,
    Tags: {
      ...tags,
      'vigil:last-modified': lastModified,
      ...(sample.invocations === 'at the edge' && { 'vigil:replicas': EDGE_REGION }),
    },
    MemorySize: sample.memoryMb,
    Timeout: sample.timeoutSeconds,
    ...(sample.architecture && { Architectures: [sample.architecture] }),
    ...(environment && { Environment: { Variables: filledIn(environment, context) } }),
  };

  if (runtime === undefined) {
    const ImageUri = `${account}.dkr.ecr.us-east-1.amazonaws.com/shop:1`;
    return { ...common, PackageType: 'Image' as const, Code: { ImageUri } };
  }
  return {
    ...common,
    Runtime: runtime as Runtime,
    Handler: sample.handler ?? 'index.handler',
    Layers: layers.map((used) => layerArn(context, used)),
    Code: { ZipFile: await archiveOf(sample.files ?? { 'index.js': answers }) },
  };
}

function filledIn(
  environment: Readonly<Record<string, string>>,
  { account, client }: SeedContext,
): Record<string, string> {
  const values = Object.entries(environment).map(([name, value]) => [
    name,
    value.replace('QUEUES', `${client.endpoint}/${account}`).replace('ACCOUNT', account),
  ]);

  return Object.fromEntries(values);
}

function statementOf({ account }: SeedContext, FunctionName: string, permission: Permission) {
  const { alias, sid, action, principal, sourceArn, sourceAccount, organization } = permission;
  const { urlAuthType, viaUrl } = permission;

  return {
    FunctionName,
    Qualifier: alias,
    StatementId: sid,
    Action: action,
    Principal: principal,
    SourceArn: sourceArn?.replace('ACCOUNT', account),
    SourceAccount: sourceAccount === 'own' ? account : sourceAccount,
    PrincipalOrgID: organization,
    FunctionUrlAuthType: urlAuthType,
    InvokedViaFunctionUrl: viaUrl,
  };
}

function policyOf(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
