import { describe, expect, it } from 'vitest';
import { faultsIn } from '../../../../functions/engines/iam/right-size/policy-proof.ts';
import { policyOf, roleOf, type Written } from '../../../builders/role-of.ts';
import { roleNamed } from '../../../fakes/targets.ts';

const bucket = 'arn:aws:s3:::orders';
const Condition = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
const more = { ...Condition, Bool: { 'aws:SecureTransport': 'true' } };
const variable = (name: string) => ['$', '{', name, '}'].join('');
const [account, team] = [variable('aws:PrincipalAccount'), variable('aws:PrincipalTag/team')];
const get = { Action: 's3:GetObject' };

type Policy = Written | readonly Written[];

describe('a policy', () => {
  it.each<[what: string, today: Policy, policy: Policy, isWider?: boolean]>([
    ['that is the same', get, get],
    ['of less', { Action: 's3:*' }, { ...get, Resource: bucket }],
    ['of another action', get, { Action: 's3:PutObject' }, true],
    ['of another action beside it', get, { Action: ['s3:GetObject', 's3:PutObject'] }, true],
    ['of other resources', { ...get, Resource: bucket }, get, true],
    [
      'of other resources beside them',
      { ...get, Resource: bucket },
      { ...get, Resource: [bucket, 'b'] },
      true,
    ],
    [
      'on what one of several statements grants',
      [
        { ...get, Resource: 'a' },
        { ...get, Resource: 'b' },
      ],
      { ...get, Resource: ['a', 'b'] },
    ],
    ['of a pattern', { Action: 'S3:Get*' }, { Action: 's3:GetObject*' }],
    ['of a pattern in other letters', { Action: 's3:Get*' }, { Action: 'S3:GetObject*' }],
    ['of a pattern, by one of several', { Action: ['sns:*', 's3:*'] }, { Action: 's3:Get*' }],
    ['of a wider pattern', { Action: 's3:GetObject*' }, { Action: 's3:Get*' }, true],
    [
      'of a pattern that all but others leave',
      { NotAction: ['iam:*', 'SNS:*'] },
      { Action: 's3:*' },
    ],
    [
      'of a pattern, some of which is left out',
      { NotAction: ['iam:*', 's3:GetObject'] },
      { Action: 's3:*' },
      true,
    ],
    ['under a condition more', get, { ...get, Condition }],
    ['under the same conditions', { ...get, Condition }, { ...get, Condition }],
    ['under one of two conditions', { ...get, Condition: more }, { ...get, Condition }, true],
    ['without the condition', { ...get, Condition }, get, true],
    [
      'with a variable as today',
      { ...get, Resource: `${bucket}/${team}/*` },
      { ...get, Resource: `${bucket}/${team}/*` },
    ],
    [
      'with what a variable is',
      { ...get, Resource: `arn:aws:s3:::${account}/*` },
      { ...get, Resource: 'arn:aws:s3:::111122223333/a' },
    ],
    [
      'with what a variable may be',
      { ...get, Resource: `arn:aws:s3:::${team}/*` },
      { ...get, Resource: `${bucket}/*` },
      true,
    ],
    [
      'with a variable beside what it may be',
      { ...get, Resource: [`${bucket}/${team}`, bucket] },
      { ...get, Resource: bucket },
    ],
    [
      'on all but the same',
      { ...get, NotResource: ['b', 'a'] },
      { ...get, NotResource: ['a', 'b'] },
    ],
    ['on all but others', { ...get, NotResource: ['a', 'b'] }, { ...get, NotResource: 'a' }, true],
    ['on all but what it was on', { ...get, Resource: 'a' }, { ...get, NotResource: 'a' }, true],
    [
      'on all but some, of another action',
      { ...get, NotResource: 'a' },
      { Action: 's3:PutObject', NotResource: 'a' },
      true,
    ],
    [
      'on all but some, of one of two statements',
      [
        { ...get, NotResource: 'b' },
        { ...get, NotResource: 'a' },
      ],
      { ...get, NotResource: 'a' },
    ],
    [
      'on what all but some leave',
      { ...get, NotResource: 'arn:aws:s3:::b*' },
      { ...get, Resource: bucket },
    ],
    [
      'on what all but some may leave',
      { ...get, NotResource: `arn:aws:s3:::${team}*` },
      { ...get, Resource: bucket },
      true,
    ],
    ['of what is denied', [get, { ...get, Effect: 'Deny' }], get, true],
    ['that denies as today', [get, { ...get, Effect: 'Deny' }], [get, { ...get, Effect: 'Deny' }]],
    ['that is not granted at all, but denied', { ...get, Effect: 'Deny' }, get, true],
    ['that denies more', get, { Effect: 'Deny', Action: '*' }],
    [
      'without a Deny of a pattern',
      [{ Action: 's3:Get*' }, { Effect: 'Deny', Action: 's3:GetAccelerateConfiguration' }],
      { Action: 's3:Get*' },
      true,
    ],
    [
      'without a Deny of a resource',
      [get, { ...get, Effect: 'Deny', NotResource: bucket }],
      get,
      true,
    ],
    [
      'on all but some, of what is denied',
      { ...get, Effect: 'Deny', NotResource: 'a' },
      { ...get, NotResource: 'a' },
      true,
    ],
    [
      'on what a variable spares',
      { ...get, NotResource: `a${team}` },
      { ...get, Resource: `a${team}` },
      true,
    ],
    [
      'on what a variable may spare',
      { ...get, NotResource: `a${team}*` },
      { ...get, Resource: `ab${account}` },
      true,
    ],
    [
      'on what a variable may be',
      { ...get, Resource: `a${team}*` },
      { ...get, Resource: `ab${account}` },
      true,
    ],
    ['of all but the same', { NotAction: ['a:*', 'b:*'] }, { NotAction: ['b:*', 'a:*'] }],
    [
      'of all but the same, one of two statements',
      [{ NotAction: 'a:*' }, { NotAction: 'b:*' }],
      { NotAction: 'b:*' },
    ],
    ['of all but others', { NotAction: ['a:*', 'b:*'] }, { NotAction: 'a:*' }, true],
    ['of all but others, where it named them', { Action: 'iam:*' }, { NotAction: 'iam:*' }, true],
    [
      'of all but the same on more',
      { NotAction: 'iam:*', Resource: 'a' },
      { NotAction: 'iam:*' },
      true,
    ],
    [
      'of all but the same, without the condition',
      { NotAction: 'iam:*', Condition },
      { NotAction: 'iam:*' },
      true,
    ],
    [
      'of all but the same, under a condition more',
      { NotAction: 'iam:*' },
      { NotAction: 'iam:*', Condition },
    ],
  ])('%s', (_, today, policy, isWider = false) => {
    const faults = faultsOf(today, policy);

    expect(faults.length > 0).toBe(isWider);
    expect(faults.filter((fault) => !/^it would allow .* not allowed today$/.test(fault))).toEqual(
      [],
    );
  });

  it.each<[what: string, on: readonly string[] | undefined, policy: Policy, faults: number]>([
    ['allows what is needed', [bucket], get, 0],
    ['does not allow what is needed', [bucket], { ...get, Resource: 'b' }, 1],
    ['does not allow all of it', [bucket, 'b'], { ...get, Resource: 'b' }, 1],
    [
      'allows what is granted of what may be on any',
      undefined,
      { ...get, Resource: `${bucket}/*` },
      0,
    ],
    [
      'does not allow what is granted of what may be on any',
      undefined,
      { ...get, Resource: 'b' },
      1,
    ],
    ['allows what is needed under a condition alone', [bucket], { ...get, Condition }, 1],
    ['does not allow everything', ['*'], { ...get, Resource: bucket }, 2],
    ['allows some of everything', ['*'], { ...get, Resource: 'a*' }, 2],
    ['need not allow what a variable may be', [`${team}*`], { ...get, Resource: 'b' }, 0],
    ['does not allow any one letter', ['b?'], { ...get, Resource: 'bb' }, 1],
  ])('%s', (_, resources, policy, count) => {
    const faults = faultsOf(get, policy, [resources]);

    expect(faults).toHaveLength(count);
    expect(faults.filter((fault) => !/^it would not allow .* allowed today$/.test(fault))).toEqual(
      [],
    );
  });

  it('says a fault once, and in the words of policies', () => {
    expect(faultsOf(get, { ...get, Resource: 'b' }, [['a*-?'], ['a*-?']])).toEqual([
      'it would not allow s3:GetObject on a*-?, which is needed and allowed today',
    ]);
  });

  it('is tried with a thousand requests, and no more', () => {
    const resources = Array.from({ length: 1_001 }, (_, at) => `a${at}`);

    expect(faultsOf(get, { ...get, Resource: 'b' }, [resources.slice(1)])).toHaveLength(1_000);
    expect(faultsOf(get, { ...get, Resource: 'b' }, [resources])).toHaveLength(501);
  });

  it('is held against what is granted on all but some, where nothing else is known', () => {
    const origin = {
      policy: policyOf('today', [get]),
      statement: policyOf('a', [get]).statements[0],
      number: 1,
    };
    const parts = [{ origin, resources: { scope: 'all but' as const, patterns: ['a'] } }];

    const faults = faultsIn([], sizedBy(get), [
      { need: { ...need, resources: undefined }, parts: parts as never },
    ]);

    expect(faults).toEqual([]);
  });
});

const need = { action: 's3:GetObject', reason: { because: 'used' as const, at: '2026-11-20' } };

/** Needs of `s3:GetObject`, each on some resources. */
function faultsOf(
  today: Policy,
  policy: Policy,
  needed: readonly (readonly string[] | undefined)[] = [],
) {
  const { statements } = policyOf('own', [policy].flat());
  const [statement] = policyOf('today', [today].flat()).statements;
  const origin = statement && { policy: policyOf('today', []), statement, number: 1 };
  const patterns = [`${bucket}/*`];

  return faultsIn(
    statements.map((each) => ({ statement: each, reasons: [] })),
    sizedBy(today),
    needed.map((resources) => ({
      need: { ...need, resources },
      parts: origin ? [{ origin, resources: { scope: 'only', patterns } }] : [],
    })),
  );
}

function sizedBy(today: Policy) {
  return {
    permissions: roleOf([[today].flat()]),
    role: roleNamed('orders'),
    now: '2026-11-25T03:00:00.000Z',
  };
}
