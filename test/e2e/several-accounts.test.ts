import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scannerNames } from '../../functions/checks/index.ts';
import { accountOf } from '../../functions/core/target.ts';
import type { Call } from '../../local/call.ts';
import { reportCall, reportDeployment } from '../../local/cloud-trail.ts';
import { deployMember, memberAccount } from '../../local/member-account.ts';
import { balancedFunction } from '../../local/shop/balanced-function.ts';
import { distributedFunction } from '../../local/shop/distributed-function.ts';
import { graphqlFunction } from '../../local/shop/graphql-function.ts';
import { loginCodes } from '../../local/shop/login-codes.ts';
import { openUrl } from '../../local/shop/open-url.ts';
import { partnerApi } from '../../local/shop/partner-api.ts';
import { raiseSpendLimit } from '../../local/shop/raise-spend-limit.ts';
import type { SampleFunction, ShopRole } from '../../local/shop/sample-function.ts';
import { seed } from '../../local/shop/seed.ts';
import { seedStateMachine } from '../../local/shop/seed-state-machine.ts';
import { shop } from '../../local/shop/shop-functions.ts';
import { shopRoles } from '../../local/shop/shop-roles.ts';
import { signedInFunctions } from '../../local/shop/signed-in-functions.ts';
import { notesParcels } from '../../local/shop/working-code/in-python.ts';
import { beyond, called, calledBy, granted, grantedTo, unused } from './granted.ts';
import { vigilCommand } from './vigil-command.ts';
import { nameOf, refuseOwnCode, type WatchedShop, watchShop } from './watched-shop.ts';

const trading = '444455556666';
const archive = '777788889999';
const closed = '999900001111';
/** Has what members have, and is none. */
const stranger = '888800002222';

const open: SampleFunction = {
  name: 'adopted-open',
  runtime: 'nodejs24.x',
  permissions: ['First', 'Second'].map((sid) => ({
    sid,
    action: 'lambda:InvokeFunction',
    principal: '*',
  })),
  faults: [],
};

/** Between them they have a night read everything that is granted in a member. */
const ofTrading: readonly SampleFunction[] = [
  ...named(
    ...['shop-checkout', 'shop-mailer', 'shop-webhook', 'shop-quotes', 'shop-yearly-closing'],
    ...['shop-uploads', 'shop-parcels', 'shop-catalogue', 'shop-basket', 'shop-guestbook'],
    ...['shop-returns', 'shop-loyalty', 'shop-receipts', 'shop-season'],
  ),
  {
    // No listing has its rule, so that it is asked for by its name.
    name: 'trading-rule',
    runtime: 'nodejs24.x',
    age: 100,
    permissions: [
      {
        sid: 'Rule',
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
        sourceArn: 'arn:aws:events:us-east-1:ACCOUNT:rule/trading-rule',
      },
    ],
    onFailure: 'arn:aws:sqs:us-east-1:ACCOUNT:shop-failed',
    invocations: { daily: 12, quietFor: 20 },
    faults: ['permissions/dangling-trigger#function/Rule', 'usage/dead-trigger#function'],
  },
  {
    // Nor has one its bucket.
    name: 'trading-uploads',
    runtime: 'nodejs24.x',
    permissions: [
      {
        sid: 'Bucket',
        action: 'lambda:InvokeFunction',
        principal: 's3.amazonaws.com',
        sourceArn: 'arn:aws:s3:::trading-uploads',
      },
    ],
    faults: ['permissions/dangling-trigger#function/Bucket'],
  },
  loginCodes('trading-login-codes'),
  partnerApi('trading-partners'),
  balancedFunction('trading-storefront'),
  graphqlFunction('trading-catalogue'),
  distributedFunction('trading-pages'),
  ...signedInFunctions('trading-customers'),
  { name: 'trading-rights', runtime: 'nodejs24.x' },
  {
    name: 'trading-gone',
    runtime: 'python3.13',
    files: { 'index.py': notesParcels },
    environment: { PARCELS_TABLE: 'trading-parcels' },
  },
  {
    name: 'trading-domain',
    runtime: 'nodejs24.x',
    api: {
      id: 'domain1',
      kind: 'HTTP',
      method: 'GET',
      authorization: 'NONE',
      ownAddress: 'off',
      domain: 'trading.example',
    },
    faults: ['permissions/open-api-route#domain1'],
  },
];
const rolesOfTrading: readonly ShopRole[] = [
  ...shopRoles.filter(({ name, orphan }) => orphan === true || name === 'shop-returns'),
  {
    name: 'trading-rights',
    age: 400,
    accessed: { 'dynamodb:CreateTable': 3, ses: 120 },
    statements: [
      {
        Effect: 'Allow',
        Action: ['dynamodb:CreateTable', 'ses:SendEmail'],
        Resource: 'arn:aws:dynamodb:*:*:table/trading-*',
      },
    ],
  },
  { name: 'trading-gone', gone: true },
];
const ofArchive = named('shop-last-sale', 'shop-legacy-export');

let watched: WatchedShop;
let night: readonly Call[];

beforeAll(async () => {
  watched = await watchShop([open], [], {
    accounts: [trading, archive, closed].join(),
    watchChanges: 'on',
  });
  const { cloud } = watched;
  const template = await vigilCommand(['member-template', '--format', 'json'], cloud.environment);

  for (const [account, functions, roles] of [
    [trading, ofTrading, rolesOfTrading],
    [archive, ofArchive, []],
    [closed, [open], []],
  ] as const) {
    const member = memberAccount(cloud, account);
    await seed(member, functions, roles);
    if (account === trading) {
      await seedStateMachine(member, 'trading-steps', 'trading-rule');
      await raiseSpendLimit(member, 1000);
      await reportDeployment({ ...cloud, account }, 'trading-domain');
    }
    if (account !== closed) await deployMember(member, template.stdout);
  }
  await deployMember(memberAccount(cloud, stranger), template.stdout);
  cloud.proxy.clear();
  refuseOwnCode(watched);
  await watched.vigil.night();
  night = cloud.calls();
});

afterAll(() => watched?.cloud.stop());

describe('one night over several accounts', () => {
  it.each([
    [trading, ofTrading, ['usage/unbounded-public-spend#us-east-1']],
    [archive, ofArchive, ['dependencies/runtime-end-of-life#nodejs16.x']],
  ] as const)('finds in %s what is planted there', async (account, functions, ofAccount) => {
    const shared = ofAccount.map((fault) => `${nameOf(`arn:aws:iam::${account}:root`)} ${fault}`);
    const planted = functions.flatMap(({ name, faults = [] }) =>
      // What a role is needed for is planted with it.
      faults
        .filter((fault) => !fault.startsWith('usage/attack-path'))
        .map((fault) => `${name} ${fault.replace('ACCOUNT', account)}`),
    );
    const found = (await watched.findings())
      .filter(({ target, status }) => accountOf(target) === account && status === 'open')
      .map(({ target, check, subject }) => `${nameOf(target)} ${check}#${subject}`);

    expect(
      [...planted, ...shared].filter((each) => !found.some((one) => one.startsWith(each))),
    ).toEqual([]);
  });

  it('says who deployed a function of another account last', async () => {
    const findings = await watched.findings();
    const deployed = findings.filter(({ lastDeployment }) => lastDeployment !== undefined);

    expect(deployed.map(({ target }) => nameOf(target))).toContain('trading-domain');
    expect(deployed[0]?.lastDeployment?.by).toBe(`arn:aws:iam::${trading}:role/deploy`);
  });

  it('says of an account that it cannot enter why, and finds nothing in it', async () => {
    const items = [...(await watched.findings()), ...(await watched.coverage())];
    const about = items.filter(({ target }) => accountOf(target) === closed);
    const gaps = (await watched.coverage())
      .filter(({ target }) => target === `arn:aws:iam::${closed}:root`)
      .map(({ scanner, gaps: all }) => [scanner, all.map(({ reason }) => reason).join()]);

    expect(about.every((item) => 'gaps' in item)).toBe(true);
    expect(gaps.map(([scanner]) => scanner).sort()).toEqual([...scannerNames].sort());
    for (const [scanner, reason] of gaps) {
      expect(reason).toContain(
        `cannot be entered as arn:aws:iam::${closed}:role/lambda-vigil-${scanner}`,
      );
    }
  });

  it.each(scannerNames)(
    'calls by the role of the %s scanner in a member all that is granted there, and nothing else',
    async (scanner) => {
      const { cloud } = watched;
      const member = memberAccount(cloud, trading);
      const roleName = `lambda-vigil-${scanner}`;
      const grants = await grantedTo(member, roleName);
      const calls = calledBy(night, `arn:aws:iam::${trading}:role/${roleName}`, member);

      expect(beyond(calls, grants)).toEqual([]);
      // A look reads one more, which is none of a night's.
      expect(unused(grants, calls)).toEqual([
        expect.stringContaining('lambda:GetFunctionConfiguration on '),
      ]);
    },
  );

  it('enters by the roles of the scanners, and calls nothing at home that is not granted', async () => {
    const { cloud, vigil } = watched;

    for (const [scanner, { functionName }] of Object.entries(vigil.scanners)) {
      const calls = called(night, functionName, cloud);
      const grants = await granted(cloud, functionName);
      const enters = ({ action }: { readonly action: string }) => action === 'sts:AssumeRole';

      expect(beyond(calls, grants)).toEqual([]);
      expect(grants.filter(enters)).toEqual([
        { action: 'sts:AssumeRole', resource: `arn:aws:iam::*:role/lambda-vigil-${scanner}` },
      ]);
      expect(unused(grants.filter(enters), calls)).toEqual([]);
    }
  });

  it('lets no one else in: not the account itself, nor one that knows the external id', async () => {
    const { cloud } = watched;
    const sent = {
      RoleArn: `arn:aws:iam::${trading}:role/lambda-vigil-code`,
      RoleSessionName: 'x',
    };
    const ExternalId = /"sts:ExternalId":\s*"([^"]+)"/.exec(
      (await vigilCommand(['member-template', '--format', 'json'], cloud.environment)).stdout,
    )?.[1];

    for (const account of [cloud.account, archive, trading]) {
      const sts = new STSClient(memberAccount(cloud, account).client);

      await expect(sts.send(new AssumeRoleCommand({ ...sent, ExternalId }))).rejects.toThrow(
        'not authorized to perform: sts:AssumeRole',
      );
    }
  });
});

describe('a function URL that is opened in another account, between two nights', () => {
  // Its role is gone: what a stranger gets by it is not known, and taken for the worst.
  const name = 'trading-gone';
  const findings = async (account: string) =>
    (await watched.findings())
      .filter(({ target, status }) => accountOf(target) === account && status === 'open')
      .map(({ target, check, subject }) => `${nameOf(target)} ${check}#${subject}`)
      .sort();
  let before: readonly string[];

  beforeAll(async () => {
    const { cloud } = watched;
    before = await findings(trading);
    cloud.proxy.clear();
    cloud.mailbox.clear();
    await openUrl(memberAccount(cloud, trading), name);
    await reportDeployment({ ...cloud, account: trading }, name);
    // That of an account which is none of the deployment's is sent by no role that the bus admits.
    for (const account of [trading, stranger]) {
      await reportCall(cloud, {
        account,
        region: cloud.region,
        eventSource: 'lambda.amazonaws.com',
        eventName: 'CreateFunctionUrlConfig',
        requestParameters: { functionName: name },
      });
    }
    await cloud.mailbox.waitFor(1, 120_000);
  });

  it('is reported at once, of the account in which it is', async () => {
    const [mail, ...others] = watched.cloud.mailbox.received();
    const after = await findings(trading);

    expect(mail?.text).toContain(name);
    expect(mail?.text).toContain(trading);
    // Who deploys a function is not who opens its URL.
    expect(mail?.text).not.toContain('deployed by');
    const opened = (await watched.findings()).find(
      ({ target, check }) => nameOf(target) === name && check === 'permissions/unauthenticated-url',
    );
    expect(opened).toMatchObject({
      lastDeployment: { by: `arn:aws:iam::${trading}:role/deploy`, session: 'deploy' },
    });
    expect(others).toEqual([]);
    expect(after.filter((finding) => !before.includes(finding))).toEqual([
      `${name} permissions/unauthenticated-url#function`,
    ]);
    expect(before.filter((finding) => !after.includes(finding))).toEqual([]);
  });

  it('is read by the role of the scanner there, which is granted all of it', async () => {
    const { cloud } = watched;
    const member = memberAccount(cloud, trading);
    const role = `lambda-vigil-permissions`;
    const calls = calledBy(cloud.calls(), `arn:aws:iam::${trading}:role/${role}`, member);

    expect(calls).toContainEqual(
      expect.objectContaining({ action: 'lambda:GetFunctionConfiguration' }),
    );
    expect(beyond(calls, await grantedTo(member, role))).toEqual([]);
  });
});

function named(...names: readonly string[]): readonly SampleFunction[] {
  return names.map((name) => {
    const sample = shop.find((each) => each.name === name);
    if (!sample) throw new Error(`the shop has no function ${name}`);

    return sample;
  });
}
