import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  GetAccountAuthorizationDetailsCommand,
  IAMClient,
  type RoleDetail,
} from '@aws-sdk/client-iam';
import {
  GetPolicyCommand,
  LambdaClient,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { outputSchema } from './output-schema.ts';
import { functionArn, roleArn } from './samples.ts';
import { recordedWorld } from './world.ts';

const lambda = mockClient(LambdaClient);
const iam = mockClient(IAMClient);
const sts = mockClient(STSClient);
const cloudwatch = mockClient(CloudWatchClient);
const audit = ['audit', '--regions', 'eu-west-1', '--advisories', 'http://127.0.0.1:9', '--json'];

beforeEach(() => {
  for (const client of [lambda, iam, sts, cloudwatch]) client.reset();
  sts.on(GetCallerIdentityCommand).resolves({
    Account: '111122223333',
    Arn: 'arn:aws:iam::111122223333:user/me',
  });
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({ RoleDetailList: [adminRole] });
  lambda.on(ListFunctionsCommand).resolves({ Functions: ['checkout', 'orders'].map(listed) });
  lambda.on(ListAliasesCommand).resolves({ Aliases: [] });
  lambda.on(ListFunctionUrlConfigsCommand).resolves({ FunctionUrlConfigs: [] });
  lambda
    .on(GetPolicyCommand)
    .rejects(Object.assign(new Error('none'), { name: 'ResourceNotFoundException' }));
  cloudwatch.on(GetMetricDataCommand).rejects(new Error('CloudWatch is down'));
});

describe('vigil audit', () => {
  it('writes the page of the night beside what it prints, and not among it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigil-audit-'));
    const path = join(folder, 'night.html');
    const world = recordedWorld();

    expect(await vigil([...audit, '--report', path], world)).toBe(0);
    expect(await readFile(path, 'utf8')).toContain('Functions run as an administrator');
    expect(JSON.parse(world.stdout())).toMatchObject({ account: '111122223333' });
    expect(await vigil([...audit, '--report', '-'], recordedWorld())).toBe(2);
    await rm(folder, { recursive: true });
  });

  it('prints what the four scanners find, and what they could not see', async () => {
    const world = recordedWorld();

    expect(await vigil(audit, world)).toBe(0);

    const printed = JSON.parse(world.stdout());
    expect(outputSchema('night').parse(printed)).toEqual(printed);
    expect(printed).toMatchObject({ account: '111122223333', targets: 4 });
    expect(checksIn(printed)).toContain('permissions/admin-role');
    expect(printed.coverage).toContainEqual(
      expect.objectContaining({
        target: expect.objectContaining({ name: 'checkout' }),
        scanner: 'usage',
        complete: false,
      }),
    );
  });

  it.each([
    { args: ['--fail-on', 'critical'], code: 1 },
    { args: ['--strict'], code: 3 },
  ])('ends with $code for $args', async ({ args, code }) => {
    expect(await vigil([...audit, ...args], recordedWorld())).toBe(code);
  });

  it('does not pass a name that no function has for a clean account', async () => {
    const world = recordedWorld();

    expect(await vigil([...audit, '--functions', 'chekcout'], world)).toBe(2);
    expect(world.stderr()).toContain('no function that could be listed has a name like chekcout');
    expect(world.stdout()).toBe('');
  });

  it('says so when there are no credentials, before anything else', async () => {
    const world = recordedWorld();
    sts
      .on(GetCallerIdentityCommand)
      .rejects(Object.assign(new Error('none'), { name: 'CredentialsProviderError' }));

    expect(await vigil(audit, world)).toBe(2);
    expect(world.stderr()).toMatch(/^vigil: no AWS credentials were found/);
    expect(lambda.calls()).toHaveLength(0);
  });
});

const adminRole: RoleDetail = {
  Arn: roleArn('checkout'),
  RolePolicyList: [
    {
      PolicyName: 'inline',
      PolicyDocument: encodeURIComponent(
        JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
        }),
      ),
    },
  ],
  AttachedManagedPolicies: [],
};

function listed(name: string) {
  return {
    FunctionArn: functionArn(name),
    FunctionName: name,
    Role: roleArn('checkout'),
    Runtime: 'nodejs24.x' as const,
    PackageType: 'Zip' as const,
    Handler: 'index.handler',
    CodeSha256: 'x',
    CodeSize: 1,
    LastModified: '2026-01-01T00:00:00.000+0000',
    Version: '$LATEST',
  };
}

function checksIn({ findings }: { findings: { check: string }[] }): readonly string[] {
  return findings.map(({ check }) => check);
}
