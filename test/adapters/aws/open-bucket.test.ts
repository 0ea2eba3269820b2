import {
  GetBucketAclCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  type Grant,
  type PublicAccessBlockConfiguration,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  GetPublicAccessBlockCommand as GetAccountPublicAccessBlockCommand,
  S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { beforeEach, describe, expect, it } from 'vitest';
import { isOpenBucket } from '../../../functions/adapters/aws/open-bucket.ts';
import { accountBlocks } from '../../../functions/adapters/aws/public-access-blocks.ts';
import { attempt } from '../../../functions/app/collectors.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { mockClient } from '../../fakes/mock-client.ts';

const s3 = mockClient(S3Client);
const s3Control = mockClient(S3ControlClient);

const home = { account: '111122223333', region: 'eu-west-1' };
const uploads = {
  arn: 'arn:aws:s3:::uploads',
  asked: { Bucket: 'uploads', ExpectedBucketOwner: home.account },
};
const everything: PublicAccessBlockConfiguration = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};
/** What stops new grants, and leaves those that are there. */
const newGrants = {
  ...everything,
  IgnorePublicAcls: false,
  RestrictPublicBuckets: false,
};
const policies = { ...newGrants, RestrictPublicBuckets: true };
const acls = { ...newGrants, IgnorePublicAcls: true };

const DENIED = 'no identity-based policy allows it';
const openPolicy = policy('s3:PutObject');
const openAcl = [group('AllUsers', 'WRITE')];
const owner: Grant = {
  Grantee: { Type: 'CanonicalUser', ID: 'a1b2' },
  Permission: 'FULL_CONTROL',
};

/** What S3 answers: an error is one of its codes, and a name that is absent is none at all. */
interface Answers {
  readonly account?: PublicAccessBlockConfiguration | Error;
  readonly bucket?: PublicAccessBlockConfiguration | Error;
  readonly policy?: string | Error;
  readonly acl?: readonly Grant[] | Error;
}

let now = 0;
let blockOf: ReturnType<typeof accountBlocks>;

beforeEach(() => {
  s3.reset();
  s3Control.reset();
  now = Date.parse('2026-03-01T02:00:00Z');
  blockOf = accountBlocks({
    client: (region) => new S3ControlClient({ region }),
    clock: () => new Date(now),
  });
});

describe.each<readonly [string, Answers]>([
  ['with a policy that lets all write', { policy: openPolicy }],
  ['with a list that lets all write', { acl: openAcl }],
  ['with both', { policy: openPolicy, acl: openAcl }],
])('a bucket %s', (_, given) => {
  it.each<readonly [string, Answers, boolean]>([
    ['where nothing is set', {}, true],
    ['where only new grants are blocked', { account: newGrants, bucket: newGrants }, true],
    ['where settings are off', { account: { RestrictPublicBuckets: false } }, true],
    ['where the account blocks everything', { account: everything }, false],
    ['where the bucket blocks everything', { bucket: everything }, false],
    ['where each blocks a half', { account: policies, bucket: acls }, false],
    ['where each blocks the other half', { account: acls, bucket: policies }, false],
    // Of the account alone, the rest would be unknown.
    [
      'where the bucket blocks, whatever the account does',
      { account: denied(), bucket: everything },
      false,
    ],
  ])('%s', async (_where, blocks, open) => {
    expect(await answerTo({ ...given, ...blocks })).toEqual({ known: true, value: open });
  });

  it('is unknown where the account may block it', async () => {
    expect(await answerTo({ ...given, account: denied() })).toEqual({
      known: false,
      reason: `the account's public access block: AccessDenied: ${DENIED}`,
    });
  });
});

describe('a bucket', () => {
  it.each<readonly [string, Answers, boolean]>([
    ['whose policy is blocked by the account', { account: policies, policy: openPolicy }, false],
    ['whose policy is blocked by itself', { bucket: policies, policy: openPolicy }, false],
    [
      'whose policy no one blocks, but lists',
      { account: acls, bucket: acls, policy: openPolicy },
      true,
    ],
    ['whose list the account ignores', { account: acls, acl: openAcl }, false],
    ['whose list is ignored by itself', { bucket: acls, acl: openAcl }, false],
    [
      'whose list no one ignores, but policies',
      { account: policies, bucket: policies, acl: openAcl },
      true,
    ],
    ['with a policy that lets all read', { policy: policy('s3:GetObject') }, false],
    [
      'with a policy for a network',
      { policy: policy('s3:PutObject', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }) },
      false,
    ],
    ['that is for its account alone', {}, false],
    ['without public access, whatever the account blocks', { account: denied() }, false],
    ['that is gone', { bucket: named('NoSuchBucket') }, false],
    [
      'that is gone, and the account does not answer',
      { account: denied(), bucket: named('NoSuchBucket') },
      false,
    ],
    [
      'that lets all write by its policy, and hides its list',
      { policy: openPolicy, acl: denied() },
      true,
    ],
    [
      'that lets all write by its list, and hides its policy',
      { policy: denied(), acl: openAcl },
      true,
    ],
    ['that hides a list that is ignored', { bucket: acls, acl: denied() }, false],
    ['that hides a policy that is blocked', { account: policies, policy: denied() }, false],
  ])('%s', async (_, answers, open) => {
    expect(await answerTo(answers)).toEqual({ known: true, value: open });
  });

  it.each<readonly [string, Answers, string]>([
    ['whose block is denied', { bucket: denied() }, `AccessDenied: ${DENIED}`],
    ['whose policy is denied', { policy: denied() }, `AccessDenied: ${DENIED}`],
    [
      'whose policy is malformed',
      { policy: '{"Statement": 1}' },
      'the policy of arn:aws:s3:::uploads',
    ],
    ['whose list is denied', { acl: denied() }, `AccessDenied: ${DENIED}`],
    [
      'whose list and account are denied',
      { policy: openPolicy, acl: named('SlowDown'), account: denied() },
      `the account's public access block: AccessDenied: ${DENIED}; SlowDown: SlowDown`,
    ],
    ['whose block is no document of S3', { bucket: {} }, 'S3 answered without a setting'],
    [
      'whose account answers with no document of S3',
      { account: {}, acl: openAcl },
      "the account's public access block: S3 answered without a setting",
    ],
  ])('%s is unknown', async (_, answers, reason) => {
    const { known, ...rest } = await answerTo(answers);

    expect(known).toBe(false);
    expect(rest).toEqual({ reason: expect.stringContaining(reason) });
  });

  it('whose list is missing in the answer is unknown', async () => {
    answer({});
    s3.on(GetBucketAclCommand).resolves({});

    await expect(isOpen()).rejects.toThrow();
  });
});

describe('a list', () => {
  it.each<readonly [string, readonly Grant[], boolean]>([
    ['lets all write', [owner, group('AllUsers', 'WRITE')], true],
    ['lets all change the list', [group('AllUsers', 'WRITE_ACP')], true],
    ['lets all do everything', [group('AllUsers', 'FULL_CONTROL')], true],
    ['lets any account write', [group('AuthenticatedUsers', 'WRITE')], true],
    ['lets all read', [owner, group('AllUsers', 'READ'), group('AllUsers', 'READ_ACP')], false],
    [
      'lets S3 deliver logs',
      [
        {
          Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/s3/LogDelivery' },
          Permission: 'WRITE',
        },
      ],
      false,
    ],
    ['is for the owner, as all are that are disabled', [owner], false],
    ['is empty', [], false],
  ])('that %s', async (_, acl, open) => {
    expect(await answerTo({ acl })).toEqual({ known: true, value: open });
  });
});

describe('requests', () => {
  it('are none about buckets where the account blocks everything, by itself or its organization', async () => {
    answer({ account: everything, policy: openPolicy, acl: openAcl });

    for (let bucket = 0; bucket < 20; bucket += 1) expect(await isOpen()).toBe(false);

    expect(s3.calls()).toEqual([]);
    expect(s3Control.calls()).toHaveLength(1);
  });

  it.each<readonly [string, Answers, readonly string[]]>([
    ['the bucket blocks everything', { bucket: everything }, ['block']],
    ['it is gone', { bucket: named('NoSuchBucket') }, ['block']],
    ['its block is denied', { bucket: denied() }, ['block']],
    ['the account blocks policies', { account: policies }, ['block', 'acl']],
    ['the account ignores lists', { account: acls }, ['block', 'policy']],
    ['its policy is open', { policy: openPolicy }, ['block', 'policy']],
    ['nothing is', {}, ['block', 'policy', 'acl']],
  ])('end where it is decided: %s', async (_, answers, requests) => {
    await answerTo(answers);

    const words = {
      GetPublicAccessBlockCommand: 'block',
      GetBucketPolicyCommand: 'policy',
      GetBucketAclCommand: 'acl',
    };
    expect(
      s3
        .calls()
        .map(({ args: [command] }) => words[command.constructor.name as keyof typeof words]),
    ).toEqual(requests);
  });

  it('name the account that the bucket has to belong to', async () => {
    await answerTo({});

    expect(s3.calls().map(({ args: [{ input }] }) => input)).toEqual([
      uploads.asked,
      uploads.asked,
      uploads.asked,
    ]);
    expect(s3Control.calls().map(({ args: [{ input }] }) => input)).toEqual([
      { AccountId: home.account },
    ]);
  });

  it('ask the account once an hour, and not again where that failed', async () => {
    await answerTo({ account: denied() });
    await answerTo({ account: everything, policy: openPolicy });
    expect(s3Control.calls()).toHaveLength(1);

    now += 60 * 60 * 1000;
    expect(await answerTo({ account: everything, policy: openPolicy })).toEqual({
      known: true,
      value: false,
    });
    expect(s3Control.calls()).toHaveLength(2);
  });

  it('ask each account for itself', async () => {
    answer({ account: everything });
    await blockOf(home);
    await blockOf({ ...home, account: '444455556666' });

    expect(s3Control.calls().map(({ args: [{ input }] }) => input)).toEqual([
      { AccountId: '111122223333' },
      { AccountId: '444455556666' },
    ]);
  });

  it('take what is granted for them, and nothing else', async () => {
    await answerTo({});

    const granted = factSources.function.openTriggers
      .map(({ action }) => action as string)
      .filter((action) => action.startsWith('s3:'));
    // Both operations have one name, and an action each.
    const actions = [...calledActions('s3', s3), ...calledActions('s3', s3Control)];
    expect(actions).toEqual([
      's3:GetBucketAcl',
      's3:GetBucketPolicy',
      's3:GetPublicAccessBlock',
      's3:GetPublicAccessBlock',
    ]);
    expect(granted).toEqual([
      's3:GetAccountPublicAccessBlock',
      's3:GetBucketAcl',
      's3:GetBucketPolicy',
      's3:GetBucketPublicAccessBlock',
    ]);
  });
});

function isOpen() {
  return isOpenBucket(new S3Client({ region: home.region }), uploads, () => blockOf(home));
}

function answerTo(answers: Answers) {
  answer(answers);

  return attempt(isOpen);
}

function answer({ account, bucket, policy: Policy, acl = [owner] }: Answers) {
  const none = named('NoSuchPublicAccessBlockConfiguration');

  s3Control
    .on(GetAccountPublicAccessBlockCommand)
    .callsFake(async () => ({ PublicAccessBlockConfiguration: orThrow(account ?? none) }));
  s3.on(GetPublicAccessBlockCommand).callsFake(async () => ({
    PublicAccessBlockConfiguration: orThrow(bucket ?? none),
  }));
  s3.on(GetBucketPolicyCommand).callsFake(async () => ({
    Policy: orThrow(Policy ?? named('NoSuchBucketPolicy')),
  }));
  s3.on(GetBucketAclCommand).callsFake(async () => ({ Grants: orThrow(acl) }));
}

function orThrow<T>(answered: T | Error): T {
  if (answered instanceof Error) throw answered;

  return answered;
}

function policy(Action: string, Condition?: object): string {
  const Statement = [
    { Effect: 'Allow', Principal: '*', Action, Resource: 'arn:aws:s3:::uploads/*', Condition },
  ];

  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function group(
  name: string,
  Permission: 'READ' | 'READ_ACP' | 'WRITE' | 'WRITE_ACP' | 'FULL_CONTROL',
): Grant {
  return {
    Grantee: { Type: 'Group', URI: `http://acs.amazonaws.com/groups/global/${name}` },
    Permission,
  };
}

function denied(): Error {
  return named('AccessDenied', DENIED);
}

function named(name: string, message = name): Error {
  return Object.assign(new Error(message), { name });
}
