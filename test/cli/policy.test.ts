import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  GenerateServiceLastAccessedDetailsCommand,
  GetAccountAuthorizationDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { archiveOf } from '../../local/archive.ts';
import { mockClient } from '../fakes/mock-client.ts';
import { accessDenied } from '../fakes/targets.ts';
import { functionArn, roleArn } from './samples.ts';
import { recordedWorld } from './world.ts';

const scratch = mkdtempSync(join(tmpdir(), 'vigil-policy-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const source = `
  import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
  import { SSMClient, GetParameterCommand } from '@aws-sdk/client-ssm';
  export const handler = async (event) => {
    await new DynamoDBClient({}).send(new GetItemCommand({ TableName: process.env.TABLE }));
    await new SSMClient({}).send(new GetParameterCommand({ Name: '/shop/key' }));
  };
`;
const archive = await archiveOf({ 'index.mjs': source });
const zip = join(scratch, 'dist.zip');
writeFileSync(zip, archive);

describe('before the first deployment', () => {
  it('prints what the code calls, why, and what is not known yet', async () => {
    const world = recordedWorld();

    expect(
      await vigil(['policy', zip, '--env', 'TABLE=orders', '--region', 'eu-west-1'], world),
    ).toBe(0);

    // Alone, as `aws iam put-role-policy` takes it.
    expect(JSON.parse(world.stdout())).toMatchObject({
      Statement: [
        { Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:eu-west-1:*:table/orders' },
        { Action: 'ssm:GetParameter', Resource: 'arn:aws:ssm:eu-west-1:*:parameter/shop/key' },
        { Sid: 'PlatformLogs' },
      ],
    });
    expect(world.stderr()).toContain('CodeDynamodb: dynamodb:GetItem: called at index.mjs:5');
    expect(world.stderr()).toContain('--account');
    expect(world.stderr()).toMatch(/all that \S+ needs, in \d+ characters/);
  });

  it('has * where a name is not given, and says so', async () => {
    const world = recordedWorld();

    expect(await vigil(['policy', zip, '--strict'], world)).toBe(3);

    expect(world.stderr()).toContain('--env TABLE=...');
    expect(world.stderr()).toContain('not decided: dynamodb: ');
  });

  it.each([
    [
      'cdk',
      ['`arn:$', '{cdk.Aws.PARTITION}:dynamodb:'],
      '// dynamodb:GetItem: called at index.mjs:5',
    ],
    [
      'terraform',
      ['"arn:$', '{data.aws_partition.'],
      '  # dynamodb:GetItem: called at index.mjs:5',
    ],
    [
      'sam',
      ['!Sub "arn:$', '{AWS::Partition}:dyn'],
      '      # dynamodb:GetItem: called at index.mjs:5',
    ],
  ])('writes %s, with the reasons as comments', async (format, parts, comment) => {
    const world = recordedWorld();

    expect(await vigil(['policy', zip, '--env', 'TABLE=orders', '--format', format], world)).toBe(
      0,
    );

    expect(world.stdout()).toContain(parts.join(''));
    expect(world.stdout()).toContain(comment);
    expect(world.stdout()).not.toContain('stands for its region');
  });

  it('prints JSON with each reason as data', async () => {
    const world = recordedWorld();

    expect(await vigil(['policy', zip, '--env', 'TABLE=orders', '--json'], world)).toBe(0);

    expect(JSON.parse(world.stdout())).toMatchObject({
      policies: [
        {
          function: { name: 'dist' },
          policy: { Version: '2012-10-17' },
          reasons: expect.arrayContaining([
            {
              sid: 'CodeDynamodb',
              action: 'dynamodb:GetItem',
              because: 'code',
              path: 'index.mjs',
              line: 5,
              operation: 'dynamodb.GetItem',
            },
          ]),
          missing: [],
          undecided: [],
        },
      ],
    });
  });
});

describe('of what is deployed', () => {
  const [lambda, iam, ec2] = [
    mockClient(LambdaClient),
    mockClient(IAMClient),
    mockClient(EC2Client),
  ];
  const since = ['--regions', 'eu-west-1'];
  const codes = createServer((_, response) => response.end(archive));

  beforeAll(() => new Promise<void>((resolve) => void codes.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void codes.close());

  beforeEach(() => {
    for (const client of [lambda, iam, ec2]) client.reset();
    ec2.on(DescribeRegionsCommand).resolves({ Regions: [{ RegionName: 'eu-west-1' }] });
    lambda.on(ListFunctionsCommand).resolves({ Functions: ['checkout', 'orders'].map(listed) });
    lambda.on(GetFunctionCommand).callsFake(({ FunctionName }) => ({
      Configuration: {
        ...listed(FunctionName.split(':').at(-1)),
        Environment: { Variables: { TABLE: 'orders' } },
      },
      Code: { Location: `http://127.0.0.1:${portOf(codes)}/checkout.zip` },
    }));
    lambda.on(GetFunctionConfigurationCommand).resolves({});
    lambda.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings: [] });
    lambda.on(ListFunctionEventInvokeConfigsCommand).resolves({ FunctionEventInvokeConfigs: [] });
    iam.on(GetAccountAuthorizationDetailsCommand).resolves({
      RoleDetailList: [
        {
          RoleName: 'shop',
          Arn: roleArn('shop'),
          Path: '/',
          CreateDate: new Date('2024-01-01'),
          AssumeRolePolicyDocument: JSON.stringify({ Statement: [] }),
          AttachedManagedPolicies: [],
          RolePolicyList: [
            {
              PolicyName: 'all',
              PolicyDocument: JSON.stringify({
                Statement: [
                  { Effect: 'Allow', Action: ['dynamodb:*', 's3:*', 'logs:*'], Resource: '*' },
                ],
              }),
            },
          ],
        },
      ],
      UserDetailList: [],
      GroupDetailList: [],
      Policies: [],
    });
    iam.on(GenerateServiceLastAccessedDetailsCommand).resolves({ JobId: 'job' });
    iam.on(GetServiceLastAccessedDetailsCommand).resolves({
      JobStatus: 'COMPLETED',
      JobCreationDate: new Date(0),
      JobCompletionDate: new Date(0),
      ServicesLastAccessed: [],
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('prints what a function needs of what its role is allowed, and what it lacks', async () => {
    const world = recordedWorld();

    expect(await vigil(['policy', 'checkout', '--json', ...since], world)).toBe(0);

    const group = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/checkout';
    expect(JSON.parse(world.stdout()).policies).toMatchObject([
      {
        function: { name: 'checkout', arn: functionArn('checkout'), role: 'shop' },
        policy: {
          Statement: [
            {
              Action: 'dynamodb:GetItem',
              Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
            },
            { Sid: 'PlatformLogs', Resource: [group, `${group}:*`] },
          ],
        },
        missing: [{ action: 'ssm:GetParameter', path: 'index.mjs', line: 6 }],
      },
    ]);
  });

  it('claims no more than that: what it lacks is not in it', async () => {
    const world = recordedWorld();

    expect(await vigil(['policy', 'checkout', ...since], world)).toBe(0);

    expect(world.stderr()).toContain('Called, and not allowed today');
    expect(world.stderr()).toMatch(/^all that checkout needs of what its role is allowed, in /m);
  });

  it('prints one policy for each function of a role', async () => {
    const world = recordedWorld();

    expect(await vigil(['policy', 'shop', '--json', ...since], world)).toBe(0);

    expect(
      JSON.parse(world.stdout()).policies.map(
        (each: { function: { name: string } }) => each.function.name,
      ),
    ).toEqual(['checkout', 'orders']);
  });

  it('writes a file for each function, and an index of their sizes and reasons', async () => {
    const out = join(scratch, 'policies');
    const world = recordedWorld();

    expect(await vigil(['policy', '--all', '--out', out, ...since], world)).toBe(0);

    expect(readdirSync(out).toSorted()).toEqual(['checkout.json', 'index.json', 'orders.json']);
    const read = (name: string) => JSON.parse(readFileSync(join(out, name), 'utf8'));
    expect(read('checkout.json')).toMatchObject({ Version: '2012-10-17' });
    expect(read('index.json').policies).toMatchObject([
      { files: ['checkout.json'], characters: { before: 112, after: expect.any(Number) } },
      { files: ['orders.json'] },
    ]);
    expect(world.stdout()).toContain('2 functions: ');
  });

  it('says what it could not read, and ends with 3 where all is asked for', async () => {
    const world = recordedWorld();
    lambda.on(ListEventSourceMappingsCommand).rejects(accessDenied());

    expect(await vigil(['policy', 'checkout', '--strict', ...since], world)).toBe(3);

    expect(world.stderr()).toContain('not decided: its configuration: ');
    expect(world.stderr()).toMatch(/^what checkout needs, as far as it is known, in /m);
  });

  it.each([
    ['a name that there is not', ['policy', 'chekcout', ...since], 'checkout'],
    ['no name', ['policy'], '--all'],
    ['a name beside --all', ['policy', 'checkout', '--all'], '--all takes no name'],
    ['--out without --all', ['policy', 'checkout', '--out', 'x'], '--out goes with --all'],
    ['a variable without a name', ['policy', zip, '--env', '=x'], 'NAME=value'],
  ])('refuses %s', async (_, args, sentence) => {
    const world = recordedWorld();

    expect(await vigil(args, world)).toBe(2);

    expect(world.stderr()).toContain(sentence);
    expect(world.stdout()).toBe('');
  });
});

function listed(name: string) {
  return {
    FunctionName: name,
    FunctionArn: functionArn(name),
    Role: roleArn('shop'),
    Runtime: 'nodejs24.x' as const,
    Handler: 'index.handler',
    CodeSha256: createHash('sha256').update(archive).digest('base64'),
    CodeSize: archive.byteLength,
    LastModified: '2026-01-01T00:00:00.000+0000',
    RevisionId: `revision of ${name}`,
    Version: '$LATEST',
  };
}

function portOf(server: Server): number {
  const address = server.address();

  return typeof address === 'object' && address ? address.port : 0;
}
