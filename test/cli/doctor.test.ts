import { gzipSync } from 'node:zlib';
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetRoleCommand, IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Diagnosis } from '../../cli/doctor/diagnosis.ts';
import { version } from '../../cli/package-manifest.ts';
import { vigil } from '../../cli/program.ts';
import { coverageItem } from '../../functions/adapters/tables/finding-items.ts';
import { scannerNames } from '../../functions/checks/index.ts';
import { fingerprint } from '../../functions/core/fingerprint.ts';
import { mockClient } from '../fakes/mock-client.ts';
import { deployedParts, deployedStack } from './deployed.ts';
import { account, sampleCoverage, wholeCoverage } from './samples.ts';
import { recordedWorld } from './world.ts';

const stack = deployedStack();
const iam = mockClient(IAMClient);
const sns = mockClient(SNSClient);
const ec2 = mockClient(EC2Client);
const lambda = mockClient(LambdaClient);
const cloudtrail = mockClient(CloudTrailClient);
const TRAIL = 'arn:aws:cloudtrail:us-east-1:999988887777:trail/organization';
const role = 'arn:aws:iam::111122223333:role/teams/ops';
const parts = {
  ...deployedParts,
  factsTable: 'facts',
  alertTopic: 'arn:aws:sns:eu-west-1:111122223333:alerts',
  version,
};
const chatTopic = 'arn:aws:sns:eu-west-1:111122223333:chat';

beforeEach(() => {
  stack.reset({ coverage: wholeCoverage(), output: JSON.stringify(parts) });
  for (const client of [iam, sns, ec2, lambda, cloudtrail]) client.reset();
  cloudtrail
    .on(DescribeTrailsCommand)
    .resolves({ trailList: [{ Name: 'organization', TrailARN: TRAIL }] });
  cloudtrail.on(GetTrailStatusCommand).resolves({ IsLogging: true });
  recordedBy({ EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'All' }] });
  iam.on(GetRoleCommand).resolves({ Role: { Arn: role } as never });
  allow(() => true);
  sns.on(ListSubscriptionsByTopicCommand).resolves({
    Subscriptions: [
      { SubscriptionArn: 'arn:aws:sns:x', Protocol: 'email', Endpoint: 'ada@example.com' },
    ],
  });
  ec2.on(DescribeRegionsCommand).resolves({ Regions: [{ RegionName: 'eu-west-1' }] });
  lambda.on(ListFunctionsCommand).resolves({ Functions: [] });
  nightsAre(scannerNames.map(sweepOf));
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
});

describe('vigil doctor', () => {
  it('says of each thing that it is ok, and ends with 0', async () => {
    const { code, all } = await examined();

    expect(all.map(({ about, state }) => `${about}: ${state}`)).toEqual([
      'credentials: ok',
      'region: ok',
      'deployed: ok',
      'messages: ok',
      'last night: ok',
      'rights to use it: ok',
      'rights to audit: ok',
      'regions: ok',
      'trail: ok',
      'feeds: ok',
    ]);
    expect(code).toBe(0);
    expect(await vigil(['doctor'], recordedWorld(80))).toBe(0);
  });

  it('prints the statement that is missing, whole', async () => {
    allow(
      ({ action }) =>
        action !== 'lambda:ListFunctions' && action !== 'iam:GetAccountAuthorizationDetails',
    );
    const world = recordedWorld(80);

    expect(await vigil(['doctor'], world)).toBe(1);
    expect(world.stdout()).toContain(
      '{"Effect":"Allow","Action":["iam:GetAccountAuthorizationDetails","lambda:ListFunctions"],"Resource":["*"]}',
    );
  });

  it('asks about the tables, functions and queues that are deployed, for the role of the session', async () => {
    allow(({ resource }) => !resource.includes('table/findings'));
    const { all } = await examined();
    const { state, toDo = [] } = all.find(({ about }) => about === 'rights to use it') ?? {};

    expect(state).toBe('not ok');
    expect(JSON.parse(toDo[1] ?? '')).toEqual({
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan'],
      Resource: [
        'arn:aws:dynamodb:eu-west-1:111122223333:table/findings',
        'arn:aws:dynamodb:eu-west-1:111122223333:table/findings/index/*',
      ],
    });
    expect(iam.commandCalls(SimulatePrincipalPolicyCommand)[0]?.args[0].input.PolicySourceArn).toBe(
      role,
    );
  });

  it('names what the organization denies as nothing that a statement here would allow', async () => {
    allow(({ action }) => action !== 'ec2:DescribeRegions', false);
    const { all } = await examined();

    expect(all.find(({ about }) => about === 'rights to audit')?.toDo).toEqual([
      'A policy of the organization denies ec2:DescribeRegions: it has to change there',
    ]);
  });

  it.each<Fault>([
    {
      that: 'no stack',
      breaks: () => stack.cloudformation.rejects(named('ValidationError', 'Stack does not exist')),
      about: 'deployed',
      state: 'not ok',
      detail: 'there is no stack LambdaVigil',
    },
    {
      that: 'an older version',
      breaks: () =>
        stack.reset({
          coverage: wholeCoverage(),
          output: JSON.stringify({ ...parts, version: '0.0.1' }),
        }),
      about: 'deployed',
      state: 'not ok',
      detail: 'version 0.0.1, and this command is of',
    },
    {
      that: 'an address that is not confirmed',
      breaks: () =>
        sns.on(ListSubscriptionsByTopicCommand).resolves({
          Subscriptions: [
            {
              SubscriptionArn: 'PendingConfirmation',
              Protocol: 'email',
              Endpoint: 'ada@example.com',
            },
          ],
        }),
      about: 'messages',
      state: 'not ok',
      detail: '1 subscription not confirmed: ada@example.com',
    },
    {
      that: 'no recipient',
      breaks: () => sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [] }),
      about: 'messages',
      state: 'not ok',
      detail: 'no recipient',
    },
    {
      that: 'a chat channel that the topic was not added to',
      breaks: () => {
        withChat();
        sns
          .on(ListSubscriptionsByTopicCommand, { TopicArn: chatTopic })
          .resolves({ Subscriptions: [] });
      },
      about: 'messages',
      state: 'not ok',
      detail: `the chat channel receives nothing: it is not subscribed to ${chatTopic}`,
    },
    {
      that: 'a topic that may not be read',
      breaks: () =>
        sns
          .on(ListSubscriptionsByTopicCommand)
          .rejects(
            named(
              'AuthorizationErrorException',
              'x is not authorized to perform: SNS:ListSubscriptionsByTopic on y',
            ),
          ),
      about: 'messages',
      state: 'unknown',
      detail: 'the credentials lack the permission SNS:ListSubscriptionsByTopic',
    },
    {
      that: 'a night that is late',
      breaks: () => stack.put(accountRow('usage', '2026-11-22T02:03:04.000Z')),
      about: 'last night',
      state: 'not ok',
      detail: 'usage last came to its end 2026-11-22 02:03 UTC',
    },
    {
      that: 'messages that failed for good',
      breaks: () => nightsAre([{ ...sweepOf('code'), done: 8, failed: 2 }]),
      about: 'last night',
      state: 'not ok',
      detail: 'code: 2 messages failed for good',
    },
    {
      that: 'rights that may not be asked about',
      breaks: () =>
        iam
          .on(SimulatePrincipalPolicyCommand)
          .rejects(
            named(
              'AccessDenied',
              'x is not authorized to perform: iam:SimulatePrincipalPolicy on y',
            ),
          ),
      about: 'rights to audit',
      state: 'unknown',
      detail: 'iam:SimulatePrincipalPolicy',
    },
    {
      that: 'a feed behind a proxy',
      breaks: () =>
        vi.stubGlobal(
          'fetch',
          async (url: string) => new Response('', { status: url.includes('osv') ? 407 : 200 }),
        ),
      about: 'feeds',
      state: 'not ok',
      detail: '1 of 6 feeds does not answer this machine',
      each: 'advisories: https://api.osv.dev answers 407',
    },
    {
      that: 'a feed out of reach',
      breaks: () =>
        vi.stubGlobal('fetch', async () => {
          throw new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') });
        }),
      about: 'feeds',
      state: 'not ok',
      detail: '6 of 6 feeds do not answer this machine',
      each: 'cannot be reached (getaddrinfo ENOTFOUND)',
    },
    {
      that: 'no trail',
      breaks: () => cloudtrail.on(DescribeTrailsCommand).resolves({ trailList: [] }),
      about: 'trail',
      state: 'not ok',
      detail: 'no trail records management events of eu-west-1',
    },
    {
      that: 'a trail that does not log',
      breaks: () => cloudtrail.on(GetTrailStatusCommand).resolves({ IsLogging: false }),
      about: 'trail',
      state: 'not ok',
      detail: 'no trail records',
    },
    {
      that: 'a trail of what is read',
      breaks: () =>
        recordedBy({
          EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'ReadOnly' }],
        }),
      about: 'trail',
      state: 'not ok',
      detail: 'no trail records',
    },
    {
      that: 'a trail of data alone',
      breaks: () => recordedByFields({ eventCategory: ['Data'] }),
      about: 'trail',
      state: 'not ok',
      detail: 'no trail records',
    },
    {
      that: 'a trail of what is read, by fields',
      breaks: () => recordedByFields({ eventCategory: ['Management'], readOnly: ['true'] }),
      about: 'trail',
      state: 'not ok',
      detail: 'no trail records',
    },
    {
      that: 'a trail that may not be read',
      breaks: () =>
        cloudtrail
          .on(GetEventSelectorsCommand)
          .rejects(
            named(
              'AccessDeniedException',
              'x is not authorized to perform: cloudtrail:GetEventSelectors on y',
            ),
          ),
      about: 'trail',
      state: 'unknown',
      detail: 'the credentials lack the permission cloudtrail:GetEventSelectors',
    },
  ])('reports $that', async ({ breaks, about, state, detail, each }) => {
    breaks();
    const { code, all } = await examined();
    const diagnosis = all.find((each) => each.about === about);

    expect(diagnosis).toMatchObject({ state, detail: expect.stringContaining(detail) });
    if (each) expect(diagnosis?.each?.[0]).toContain(each);
    expect(code).toBe(state === 'not ok' || all.some((each) => each.state === 'not ok') ? 1 : 3);
  });

  it.each([
    ['all management events', { eventCategory: ['Management'] }],
    ['those that change something', { eventCategory: ['Management'], readOnly: ['false'] }],
  ])('is content with a trail of %s, by fields', async (_, fields) => {
    recordedByFields(fields);

    expect((await examined()).all.find(({ about }) => about === 'trail')?.state).toBe('ok');
  });

  it('is content with one trail of several, whatever may be read of the others', async () => {
    const mine = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/mine';
    cloudtrail.on(DescribeTrailsCommand).resolves({
      trailList: [
        { Name: 'organization', TrailARN: TRAIL },
        { Name: 'mine', TrailARN: mine },
      ],
    });
    cloudtrail
      .on(GetTrailStatusCommand)
      .callsFake(({ Name }) =>
        Name === mine ? { IsLogging: true } : Promise.reject(named('TrailNotFoundException', 'no')),
      );

    const trail = (await examined()).all.find(({ about }) => about === 'trail');
    expect(trail).toMatchObject({ state: 'ok', detail: 'trail mine records management events' });
  });

  it('finds the reader of a chat channel, where there is no other', async () => {
    withChat();
    sns
      .on(ListSubscriptionsByTopicCommand)
      .resolves({ Subscriptions: [] })
      .on(ListSubscriptionsByTopicCommand, { TopicArn: chatTopic })
      .resolves({
        Subscriptions: [
          {
            SubscriptionArn: `${chatTopic}:0a1b`,
            Protocol: 'https',
            Endpoint: 'https://global.sns-api.chatbot.amazonaws.com',
          },
        ],
      });
    const world = recordedWorld();

    await vigil(['doctor', '--json'], world);

    const { diagnoses } = JSON.parse(world.stdout());
    expect(diagnoses.find(({ about }: { about: string }) => about === 'messages')).toMatchObject({
      state: 'ok',
      detail: '1 confirmed subscription (https)',
    });
  });

  describe('of routes', () => {
    const pay = { name: 'pay', topics: ['topics/pay', 'topics/pay-chat'] };
    const shop = { name: 'shop', topics: ['topics/shop'] };
    const subscribe = (TopicArn: string, SubscriptionArn: string) =>
      sns.on(ListSubscriptionsByTopicCommand, { TopicArn }).resolves({
        Subscriptions: [{ SubscriptionArn, Protocol: 'email', Endpoint: 'ada@example.com' }],
      });

    beforeEach(() => {
      sns
        .on(ListSubscriptionsByTopicCommand, { TopicArn: 'topics/pay' })
        .resolves({ Subscriptions: [] });
      subscribe('topics/pay-chat', 'arn:aws:sns:x');
      subscribe('topics/shop', 'arn:aws:sns:y');
      stack.reset({
        coverage: wholeCoverage(),
        output: JSON.stringify({ ...parts, routes: [pay, shop] }),
      });
      nightsAre(scannerNames.map(sweepOf));
    });

    it('is content where each reaches its team, by chat alone as well', async () => {
      const { code, all } = await examined();

      expect(all.find(({ about }) => about === 'routes')).toMatchObject({
        state: 'ok',
        detail: '2 routes with confirmed subscriptions',
      });
      expect(code).toBe(0);
    });

    it('names the one whose address is not confirmed, and one that may not be read', async () => {
      subscribe('topics/shop', 'PendingConfirmation');
      sns
        .on(ListSubscriptionsByTopicCommand, { TopicArn: 'topics/pay' })
        .rejects(named('AuthorizationErrorException', 'no'));

      const { code, all } = await examined();

      expect(all.find(({ about }) => about === 'routes')).toMatchObject({
        state: 'not ok',
        detail: '2 of 2 routes may reach no one',
        each: [
          expect.stringMatching(/^pay: /),
          'shop: 1 subscription not confirmed: ada@example.com',
        ],
      });
      expect(code).toBe(1);
    });

    it('does not know while one may not be read', async () => {
      sns
        .on(ListSubscriptionsByTopicCommand, { TopicArn: 'topics/shop' })
        .rejects(named('AuthorizationErrorException', 'no'));

      const { all } = await examined();

      expect(all.find(({ about }) => about === 'routes')?.state).toBe('unknown');
    });
  });

  describe('of other accounts whose functions are looked at when they are changed', () => {
    const trails = async (more: object, ...accounts: readonly object[]) => {
      stack.reset({ coverage: wholeCoverage(), output: JSON.stringify({ ...parts, ...more }) });
      othersAre(accounts);

      return (await examined()).all.find(({ about }) => about === 'trails elsewhere');
    };
    const member = { account: '222233334444', unit: 'ou-ab12-1' };

    it('asks for a trail in each', async () => {
      cloudtrail.on(DescribeTrailsCommand).resolves({
        trailList: [{ Name: 'organization', TrailARN: TRAIL, IsOrganizationTrail: true }],
      });

      expect(await trails({ watchesChanges: true }, member)).toMatchObject({ state: 'ok' });
      expect(await trails({ watchesChanges: true }, { account: '222233334444' })).toMatchObject({
        state: 'unknown',
      });
    });

    it('asks for none where changes wait for the night, or there are no others', async () => {
      expect(await trails({}, member)).toBeUndefined();
      expect(await trails({ watchesChanges: true })).toBeUndefined();
    });
  });

  it('gives each feed that does not answer a line of its own', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 407 }));
    const world = recordedWorld(80);

    await vigil(['doctor'], world);
    const lines = world.stdout().split('\n');
    expect(lines.filter((line) => /^ {28}[a-z][a-z -]+:/.test(line))).toHaveLength(6);
    expect(lines.filter((line) => line.length > 130)).toEqual([]);
  });

  it('says of no credentials what to do, and goes no further but to the feeds', async () => {
    stack.sts.on(GetCallerIdentityCommand).rejects(named('CredentialsProviderError', 'none'));
    const { code, all } = await examined();

    expect(code).toBe(1);
    expect(all.map(({ about }) => about)).toEqual(['credentials', 'feeds']);
    expect(all[0]?.detail).toContain('set AWS_PROFILE');
  });
});

/** What the last night has stored of the organization, beside that it was. */
function othersAre(accounts: readonly object[]): void {
  const text = JSON.stringify({ at: '2026-11-25T02:00:00.000Z', accounts, units: [] });
  const item = {
    pk: 'watched accounts all',
    sk: '0',
    mark: fingerprint(text),
    parts: 1,
    bytes: new Uint8Array(gzipSync(text)),
    expiresAt: 4_000_000_000,
  };

  stack.table.on(BatchGetCommand).callsFake(({ RequestItems: { facts } }) => ({
    Responses: {
      facts: facts.Keys.some(({ pk }: { pk: string }) => pk === 'night')
        ? scannerNames.map(sweepOf)
        : [item],
    },
  }));
}

interface Fault {
  readonly that: string;
  readonly breaks: () => unknown;
  readonly about: string;
  readonly state: Diagnosis['state'];
  readonly detail: string;
  readonly each?: string;
}

function recordedBy(selectors: object): void {
  cloudtrail.on(GetEventSelectorsCommand).resolves(selectors);
}

function recordedByFields(fields: Readonly<Record<string, readonly string[]>>): void {
  const FieldSelectors = Object.entries(fields).map(([Field, Equals]) => ({ Field, Equals }));

  recordedBy({ AdvancedEventSelectors: [{ FieldSelectors }] });
}

async function examined() {
  const world = recordedWorld();
  const code = await vigil(['doctor', '--json'], world);
  const { diagnoses }: { diagnoses: readonly Diagnosis[] } = JSON.parse(world.stdout());

  expect(world.stderr()).toBe('');
  return { code, all: diagnoses };
}

interface Asked {
  readonly action: string;
  readonly resource: string;
}

function allow(isAllowed: (asked: Asked) => boolean, byOrganization = true): void {
  iam.on(SimulatePrincipalPolicyCommand).callsFake(({ ActionNames, ResourceArns = ['*'] }) => ({
    EvaluationResults: ActionNames.flatMap((action: string) =>
      ResourceArns.map((resource: string) => ({
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: isAllowed({ action, resource }) ? 'allowed' : 'implicitDeny',
        OrganizationsDecisionDetail: { AllowedByOrganizations: byOrganization },
      })),
    ),
  }));
}

function sweepOf(sk: string) {
  const times = { sweep: '2026-11-25T02:00:00.000Z', changedAt: '2026-11-25T02:03:04.000Z' };

  return { pk: 'night', sk, ...times, messages: 10, done: 10, failed: 0, targets: 9, seen: 9 };
}

function accountRow(scanner: string, observedAt: string) {
  return coverageItem(sampleCoverage({ scanner, target: account, observedAt }));
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function withChat(): void {
  stack.reset({ coverage: wholeCoverage(), output: JSON.stringify({ ...parts, chatTopic }) });
  nightsAre(scannerNames.map(sweepOf));
}

/** What the facts table has; of other accounts nothing. */
function nightsAre(nights: readonly object[]): void {
  stack.table.on(BatchGetCommand).callsFake(({ RequestItems: { facts } }) => ({
    Responses: { facts: facts.Keys.some(({ pk }: { pk: string }) => pk === 'night') ? nights : [] },
  }));
}
