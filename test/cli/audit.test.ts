import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  GetAccountAuthorizationDetailsCommand,
  IAMClient,
  type RoleDetail,
} from '@aws-sdk/client-iam';
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  GetPolicyCommand,
  LambdaClient,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { mockClient } from '../fakes/mock-client.ts';
import { outputSchema } from './output-schema.ts';
import { functionArn, roleArn } from './samples.ts';
import { recordedWorld } from './world.ts';

const lambda = mockClient(LambdaClient);
const iam = mockClient(IAMClient);
const sts = mockClient(STSClient);
const cloudTrail = mockClient(CloudTrailClient);
const cloudwatch = mockClient(CloudWatchClient);
const tagging = mockClient(ResourceGroupsTaggingAPIClient);
const ec2 = mockClient(EC2Client);
const audit = ['audit', '--regions', 'eu-west-1', '--advisories', 'http://127.0.0.1:9', '--json'];

beforeEach(() => {
  for (const client of [lambda, iam, sts, cloudTrail, cloudwatch, ec2, tagging]) client.reset();
  sts.on(GetCallerIdentityCommand).resolves({
    Account: '111122223333',
    Arn: 'arn:aws:iam::111122223333:user/me',
  });
  iam
    .on(GetAccountAuthorizationDetailsCommand)
    .resolves({ RoleDetailList: [adminRole], Policies: [] });
  ec2.on(DescribeRegionsCommand).resolves({
    Regions: ['eu-west-1', 'eu-central-1'].map((RegionName) => ({ RegionName })),
  });
  lambda.on(ListFunctionsCommand).resolves({ Functions: ['checkout', 'orders'].map(listed) });
  tagging.on(GetResourcesCommand).resolves({ ResourceTagMappingList: [checkoutOfShop] });
  cloudTrail.on(LookupEventsCommand).resolves({ Events: [] });
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
    expect(await readFile(path, 'utf8')).toContain('Execution role has administrator access');
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
    { args: [], severity: 'info' },
    { args: ['--deploy-roles', 'cdk-*'], severity: 'medium' },
    { args: ['--deploy-roles', 'cdk-*,c?'], severity: undefined },
  ])('reports who may change functions, for $args as $severity', async ({ args, severity }) => {
    const world = recordedWorld();
    const changer = roleThatMay('ci', 'lambda:UpdateFunctionCode');
    iam
      .on(GetAccountAuthorizationDetailsCommand)
      .resolves({ RoleDetailList: [adminRole, changer], Policies: [] });
    await vigil([...audit, ...args], world);

    const { findings } = JSON.parse(world.stdout());
    const mutable = findings.find(({ check }: Found) => check === 'permissions/mutable-by');
    expect(mutable?.severity).toBe(severity);
  });

  it.each([
    { dollars: '100000', reported: false },
    { dollars: '1', reported: true },
  ])('reports what strangers can make a function cost from $dollars dollars', async (row) => {
    const world = recordedWorld();
    openToStrangers();
    await vigil([...audit, '--max-public-usd-per-hour', row.dollars], world);

    const checks = checksIn(JSON.parse(world.stdout()));
    expect(checks.includes('usage/unbounded-public-spend')).toBe(row.reported);
  });

  it.each([
    { args: ['--fail-on', 'critical'], code: 1 },
    { args: ['--strict'], code: 3 },
    { args: ['--fail-on', 'critical', '--functions', 'orders'], code: 1 },
  ])('ends with $code for $args', async ({ args, code }) => {
    expect(await vigil([...audit, ...args], recordedWorld())).toBe(code);
  });

  it('prints what it found of functions with a tag, and what it could not see of them', async () => {
    const world = recordedWorld();

    expect(await vigil([...audit, '--tag', 'TEAM=sh*'], world)).toBe(0);

    const { findings, coverage } = JSON.parse(world.stdout());
    const names = (rows: readonly Printed[]) => new Set(rows.map(({ target }) => target.name));
    expect(names(findings)).toEqual(new Set(['checkout']));
    expect(names(coverage).has('orders')).toBe(false);
    expect(names(coverage).has('checkout')).toBe(true);
    expect(findings[0]).toMatchObject({ tags: { TEAM: ['shop'] } });
  });

  it('does not pass a tag that no function has for a clean account', async () => {
    const world = recordedWorld();

    expect(await vigil([...audit, '--tag', 'team=pay'], world)).toBe(2);
    expect(world.stderr()).toContain('nothing that was audited has the tag team=pay');
  });

  it('says that tags were not read, where none could be compared with the one asked for', async () => {
    tagging.on(GetResourcesCommand).rejects(new Error('denied'));
    const world = recordedWorld();

    expect(await vigil([...audit, '--tag', 'team=shop', '--strict'], world)).toBe(3);
    expect(JSON.parse(world.stdout())).toMatchObject({ findings: [] });
    expect(world.stdout()).toContain('denied');
  });

  it('calls nothing fixed that it left out for its tag', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigil-audit-'));
    const path = join(folder, 'before.json');
    const before = recordedWorld();
    openToStrangers();
    await vigil(audit, before);
    await writeFile(path, before.stdout());
    const world = recordedWorld();

    const words = audit.filter((word) => word !== '--json');
    await vigil([...words, '--tag', 'team=shop', '--baseline', path], world);

    expect(world.stdout().split('\n').at(-1)).toMatch(/^0 new, 0 fixed, /);
    await rm(folder, { recursive: true });
  });

  it('does not pass a name that no function has for a clean account', async () => {
    const world = recordedWorld();

    expect(await vigil([...audit, '--functions', 'chekcout'], world)).toBe(2);
    expect(world.stderr()).toContain(
      'no function that could be listed has a name like chekcout. Did you mean checkout?',
    );
    expect(world.stdout()).toBe('');
  });

  it('does not pass a region that there is not for one without functions', async () => {
    const world = recordedWorld();

    expect(await vigil(['audit', '--regions', 'eu-west-1,eu-central-2'], world)).toBe(2);
    expect(world.stderr()).toBe(
      'vigil: the account has no region eu-central-2 that is enabled. Did you mean eu-central-1?',
    );
    expect(lambda.calls()).toHaveLength(0);
  });

  it('takes regions as they were given where they may not be listed, and says so', async () => {
    const world = recordedWorld();
    ec2
      .on(DescribeRegionsCommand)
      .rejects(Object.assign(new Error('not authorised'), { name: 'UnauthorizedOperation' }));

    expect(await vigil(audit, world)).toBe(0);
    expect(world.stderr()).toContain('regions are taken as they were given: UnauthorizedOperation');
  });

  it('asks no feed for advisories when they are off, which is no gap', async () => {
    const [world, listed] = [recordedWorld(), recordedWorld()];
    const table = audit.filter((word) => word !== '--json');

    await vigil([...audit, '--advisories', 'off', '--releases', 'off'], world);
    await vigil([...table, '--format', 'markdown', '--advisories', 'off'], listed);

    const { coverage, leftOut } = JSON.parse(world.stdout());
    const facts = coverage.flatMap(({ unknown }: Gaps) => unknown.map(({ fact }) => fact));
    expect(leftOut).toEqual(['vulnerable packages were not looked for (--advisories off)']);
    expect(facts).not.toContain('vulnerablePackages');
    expect(facts).toContain('activity');
    expect(world.stderr()).toContain('vulnerable packages were not looked for (--advisories off)');
    expect(listed.stdout()).toContain('vulnerable packages were not looked for');
  });

  it('ends its text with what is open and how much was not checked', async () => {
    const world = recordedWorld();

    await vigil([...audit.filter((word) => word !== '--json'), '--functions', 'orders'], world);

    expect(world.stdout().split('\n').at(-1)).toMatch(
      /^\d+ open: .*; \d+ things not checked \(--all lists them\)$/,
    );
    expect(world.interrupted()).toContain('nothing goes on, and nothing was stored');
    expect(world.longRuns()).toBe(1);
  });

  it('shows what is new and fixed since an earlier audit, and what it could not look at again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigil-audit-'));
    const path = join(folder, 'monday.json');
    const [before, world] = [recordedWorld(), recordedWorld()];
    await vigil(audit, before);
    await writeFile(path, before.stdout());
    iam.on(GetAccountAuthorizationDetailsCommand).resolves({
      RoleDetailList: [roleThatMay('c', 's3:GetObject'), roleThatMay('new', '*')],
      Policies: [],
    });

    const words = audit.filter((word) => word !== '--json');
    expect(await vigil([...words, '--baseline', path], world)).toBe(0);

    expect(world.stdout().split('\n').at(-1)).toMatch(/^\d+ new, [1-9]\d* fixed, .*\d+ open: /);
    expect(await vigil([...words, '--baseline', join(folder, 'none.json')], world)).toBe(2);
    await writeFile(path, before.stdout().replaceAll('111122223333', '444455556666'));
    expect(await vigil([...words, '--baseline', path], world)).toBe(2);
    expect(world.stderr()).toContain('is of account 444455556666, and this is 111122223333');
    await rm(folder, { recursive: true });
  });

  it.each([
    ['in turn, and says which it has not read', [], 'some'],
    ['at once with --full', ['--full'], 'all'],
    ['at once for a verdict', ['--fail-on', 'high'], 'all'],
    ['at once for a strict one', ['--strict'], 'all'],
    ['in turn for one that allows gaps', ['--fail-on', 'high', '--allow-gaps'], 'some'],
  ])('reads the URLs and aliases of a big account %s', async (_, words, expected) => {
    const names = Array.from({ length: 151 }, (_, index) => `f${index}`);
    lambda.on(ListFunctionsCommand).resolves({ Functions: names.map(listed) });
    lambda
      .on(GetPolicyCommand)
      .rejects(new ResourceNotFoundException({ $metadata: {}, message: 'no policy' }));
    lambda.on(GetAccountSettingsCommand).resolves({
      AccountUsage: { FunctionCount: names.length, TotalCodeSize: 0 },
    });
    const world = recordedWorld();

    await vigil([...audit, ...words], world);

    const asked = [
      lambda.commandCalls(ListAliasesCommand),
      lambda.commandCalls(ListFunctionUrlConfigsCommand),
    ];
    for (const { length } of asked) {
      if (expected === 'all') expect(length).toBeGreaterThanOrEqual(names.length);
      else expect(length).toBeLessThan(names.length / 3);
    }
    if (expected === 'all') expect(world.stdout()).not.toContain('in turn, within');
    else expect(world.stdout()).toContain('in turn, within');
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

/** Anyone who finds its URL can run it, as often as the account lets functions run. */
function openToStrangers(): void {
  const statement = { Effect: 'Allow', Principal: '*', Resource: '*' };
  const Statement = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'].map((Action) => ({
    ...statement,
    Action,
  }));
  const FunctionArn = functionArn('checkout');
  const FunctionUrl = 'https://abc.lambda-url.eu-west-1.on.aws/';
  const url = { FunctionArn, FunctionUrl, AuthType: 'NONE' as const };
  const times = { CreationTime: '', LastModifiedTime: '' };
  lambda
    .on(GetPolicyCommand)
    .resolves({ Policy: JSON.stringify({ Version: '2012-10-17', Statement }) })
    .on(ListFunctionUrlConfigsCommand)
    .resolves({ FunctionUrlConfigs: [{ ...url, ...times }] })
    .on(GetFunctionConcurrencyCommand)
    .resolves({})
    .on(GetAccountSettingsCommand)
    .resolves({
      AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 1_000 },
    });
}

function roleThatMay(name: string, action: string): RoleDetail {
  const Statement = [{ Effect: 'Allow', Action: action, Resource: '*' }];
  const document = JSON.stringify({ Version: '2012-10-17', Statement });

  return {
    Arn: roleArn(name),
    RolePolicyList: [{ PolicyName: 'inline', PolicyDocument: encodeURIComponent(document) }],
    AttachedManagedPolicies: [],
  };
}

const adminRole = roleThatMay('checkout', '*');

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

const checkoutOfShop = {
  ResourceARN: functionArn('checkout'),
  Tags: [{ Key: 'team', Value: 'shop' }],
};

interface Printed {
  readonly target: { readonly name: string };
}

interface Gaps {
  readonly unknown: readonly { readonly fact: string }[];
}

interface Found {
  readonly check: string;
  readonly severity: string;
}

function checksIn({ findings }: { readonly findings: readonly Found[] }): readonly string[] {
  return findings.map(({ check }) => check);
}
