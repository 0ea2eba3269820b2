import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { mockClient } from '../fakes/mock-client.ts';
import { accessDenied } from '../fakes/targets.ts';
import { recordedWorld } from './world.ts';

const [lambda, sts] = [mockClient(LambdaClient), mockClient(STSClient)];
const [own, other] = ['111122223333', '222233334444'];
const audit = ['audit', '--regions', 'eu-west-1', '--advisories', 'http://127.0.0.1:9', '--json'];
const assuming = [
  '--accounts',
  `${other},${own}`,
  '--assume',
  'Auditor',
  '--external-id',
  'agreed',
];

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'OWN');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  for (const client of [lambda, sts]) client.reset();
  sts.on(GetCallerIdentityCommand).resolves({
    Account: own,
    Arn: `arn:aws:iam::${own}:user/me`,
  });
  sts.on(AssumeRoleCommand).resolves({
    Credentials: {
      AccessKeyId: 'THERE',
      SecretAccessKey: 'secret',
      SessionToken: 'token',
      Expiration: new Date(Date.now() + 3_600_000),
    },
  });
  lambda.on(ListFunctionsCommand).callsFake(async (_, client) => {
    const isThere = (await client().config.credentials()).accessKeyId === 'THERE';
    return { Functions: [listed(isThere ? other : own)] };
  });
});

describe('vigil audit of several accounts', () => {
  it('looks at each with what enters it, and prints them as one night', async () => {
    const world = recordedWorld();

    await vigil([...audit, ...assuming], world);

    const { coverage } = JSON.parse(world.stdout());
    const functions = coverage.flatMap(
      ({ target }: { target: { kind: string; account: string } }) =>
        target.kind === 'function' ? [target.account] : [],
    );
    expect(new Set(functions)).toEqual(new Set([own, other]));
    expect(sts.commandCalls(AssumeRoleCommand).map(({ args: [{ input }] }) => input)).toEqual([
      {
        RoleArn: `arn:aws:iam::${other}:role/Auditor`,
        RoleSessionName: 'lambda-vigil-audit',
        DurationSeconds: 3_600,
        ExternalId: 'agreed',
      },
    ]);
  });

  it('is incomplete where one cannot be entered, and says why', async () => {
    sts.on(AssumeRoleCommand).rejects(accessDenied());
    const world = recordedWorld();

    expect(await vigil([...audit, ...assuming, '--strict'], world)).toBe(3);
    expect(world.stdout()).toContain(`cannot be entered as arn:aws:iam::${other}:role/Auditor`);
    expect(sts.commandCalls(AssumeRoleCommand)).toHaveLength(1);
  });

  it.each([
    [['--accounts', other], 'name the role with --assume'],
    [['--assume', 'Auditor'], 'name the accounts too'],
    [['--accounts', '12', '--assume', 'Auditor'], '--accounts: setting "accounts" has "12"'],
  ])('refuses %j', async (options, why) => {
    const world = recordedWorld();

    expect(await vigil([...audit, ...options], world)).toBe(2);
    expect(world.stderr()).toContain(why);
  });
});

function listed(account: string) {
  return {
    FunctionArn: `arn:aws:lambda:eu-west-1:${account}:function:checkout`,
    FunctionName: 'checkout',
    Role: `arn:aws:iam::${account}:role/checkout`,
    CodeSha256: 's',
    LastModified: '2026-01-01T00:00:00.000+0000',
  };
}
