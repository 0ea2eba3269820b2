import { describe, expect, it } from 'vitest';
import { contextOf, type LastAccess } from '../../../../functions/engines/iam/index.ts';
import { grantedTo } from '../../../../functions/engines/iam/right-size/granted-parts.ts';
import {
  keptPieces,
  keptStatements,
} from '../../../../functions/engines/iam/right-size/kept-pieces.ts';
import { roleOf, type Written } from '../../../builders/role-of.ts';
import { roleNamed } from '../../../fakes/targets.ts';

const context = contextOf(roleNamed('orders'), '2026-11-25T03:00:00.000Z');
const at = '2026-11-20T03:00:00.000Z';
const long = '2026-01-20T03:00:00.000Z';
const s3 = [{ service: 's3', why: 'made up' }];
const any = [{ service: '*', why: 'an image' }];

describe('of what is granted', () => {
  it.each<
    [what: string, Action: string | readonly string[], unseen: typeof s3, kept: readonly string[]]
  >([
    ['everything stays where nothing is known', ['s3:Get*', 'sns:*'], any, ['s3:Get*', 'sns:*']],
    ['it stays once', ['s3:Get*'], [...any, ...s3], ['s3:Get*']],
    ['a service stays', ['s3:Get*', 'sns:*'], s3, ['s3:Get*']],
    ['a service stays in whichever letters', ['S3:Get*'], s3, ['S3:Get*']],
    ['a service stays as it is written, beside others', ['s3:Get*', 'd*:*'], s3, ['s3:Get*']],
    ['a service stays as a whole of more', ['sns:Publish', '*'], s3, ['s3:*']],
    ['a service stays as a whole of several', ['s3:Get*', 'S*:*', 'd*:*'], s3, ['s3:*']],
    [
      'some of it stay one by one',
      ['s*:*LegalHold'],
      s3,
      ['s3:GetObjectLegalHold', 's3:PutObjectLegalHold'],
    ],
    ['nothing stays of another', ['sns:*'], s3, []],
  ])('%s', (_, Action, unseen, kept) => {
    expect(keptOf({ Action }, unseen)).toEqual(kept);
  });

  it('a service stays of all but others, or what it leaves of it', () => {
    expect(keptOf({ NotAction: 'iam:*' }, s3)).toEqual(['s3:*']);
    const left = keptOf({ NotAction: ['iam:*', 'S3:Get*'] }, s3);
    expect(left).toContain('s3:PutObject');
    expect(left.filter((name) => !/^s3:(?!Get)\w+$/.test(name))).toEqual([]);
    expect(keptOf({ NotAction: 'iam:*' }, any)).toEqual([]);
  });

  it('a statement of all but others stays where nothing is known', () => {
    const granted = grantedOf([{ Action: 's3:*' }, { NotAction: 'iam:*' }, { NotAction: 'a:*' }]);

    expect(keptStatements(any, granted).map(({ statement: { sid } }) => sid)).toEqual([
      'UndecidedAllBut1',
      'UndecidedAllBut2',
    ]);
    expect(keptStatements(s3, granted)).toEqual([]);
  });
});

describe('what IAM would have seen used', () => {
  it.each<[what: string, action: string, access: Partial<LastAccess>, isKept: boolean]>([
    ['stays where it is not asked about', 'sqs:CreateQueue', {}, true],
    ['goes where its service is not used', 'sqs:CreateQueue', ofSqs(undefined), false],
    [
      'goes where its service is not used, in whichever letters',
      'SQS:*',
      ofSqs(undefined, 'SQS'),
      false,
    ],
    ['goes where its service was used long ago', 'sqs:*', ofSqs(long), false],
    ['stays where its service is used', 'sqs:*', ofSqs(at), true],
    [
      'stays where its service was granted lately',
      'sqs:*',
      { ...ofSqs(undefined), recent: ['sqs'] },
      true,
    ],
    ['stays where all was granted lately', 'sqs:*', { ...ofSqs(undefined), recent: ['*'] }, true],
    [
      'goes where another was granted lately',
      'sqs:*',
      { ...ofSqs(undefined), recent: ['sns'] },
      false,
    ],
    ['goes where it is not used though its service is', 'sqs:CreateQueue', ofSqs(at), false],
    ['stays where it is used', 'SQS:CREATEQUEUE', ofSqs(at, 'sqs', at), true],
    ['goes where it was used long ago', 'sqs:CreateQueue', ofSqs(at, 'sqs', long), false],
    ['goes where another is used', 'sqs:DeleteQueue', ofSqs(at, 'sqs', at), false],
    ['stays where IAM does not look at it', 'sqs:SendMessage', ofSqs(at), true],
    ['stays where Lambda may call it', 'sqs:ReceiveMessage', ofSqs(undefined), true],
    ['stays where it is called by no name', 'execute-api:Invoke', of('execute-api'), true],
    ['stays where its service is called by no name', 'kafka-cluster:*', of('kafka-cluster'), true],
  ])('%s', (_, Action, access, isKept) => {
    const lastAccess = {
      days: 90,
      since: '2026-08-27T03:00:00.000Z',
      services: [],
      recent: [],
      ...access,
    };

    expect(keptOf({ Action }, any, lastAccess)).toEqual(isKept ? [Action] : []);
  });
});

function ofSqs(lastAt: string | undefined, service = 'sqs', created?: string): Partial<LastAccess> {
  const actions = created === undefined ? [] : [{ name: 'sqs:CreateQueue', lastAt: created }];

  return { services: [{ service, lastAt, actions }] };
}

function of(service: string): Partial<LastAccess> {
  return { services: [{ service, actions: [] }] };
}

function keptOf(written: Written, unseen: typeof s3, lastAccess?: LastAccess): readonly string[] {
  return keptPieces(unseen, { lastAccess }, grantedOf([written])).map(({ action }) => action);
}

function grantedOf(written: readonly Written[]) {
  return grantedTo(roleOf([written]), context);
}
