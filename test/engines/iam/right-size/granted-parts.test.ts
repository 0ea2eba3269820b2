import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../../functions/engines/iam/index.ts';
import type { Statement } from '../../../../functions/engines/iam/policy-document.ts';
import {
  deniedOn,
  deniesAbout,
  grantedParts,
  grantedTo,
} from '../../../../functions/engines/iam/right-size/granted-parts.ts';
import { policyOf, roleOf, type Written } from '../../../builders/role-of.ts';
import { roleNamed } from '../../../fakes/targets.ts';

const context = contextOf(roleNamed('orders'), '2026-11-25T03:00:00.000Z');
const tables = 'arn:aws:dynamodb:eu-west-1:111122223333:table';
const Condition = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
const never = { Bool: { 'aws:SecureTransport': 'false' } };
const variable = (name: string) => ['$', '{', name, '}'].join('');
const account = variable('aws:PrincipalAccount');
const team = variable('aws:PrincipalTag/team');
const user = variable('aws:username');

describe('of a need', () => {
  const get = { Action: 'dynamodb:GetItem' };
  const [a, ab, b] = ['a', 'ab', 'b'].map((name) => `${tables}/${name}`);

  it.each<
    [
      what: string,
      granted: readonly Written[],
      on: readonly (string | undefined)[] | undefined,
      parts: readonly string[],
    ]
  >([
    ['what is granted', [{ ...get, Resource: a }], [a, b], [`${a}`]],
    ['nothing of another action', [{ Action: 'dynamodb:PutItem' }], [a], []],
    ['what is wanted of more', [{ ...get, Resource: `${tables}/*` }], [a, b], [`${a} ${b}`]],
    ['each once', [{ ...get, Resource: [`${tables}/*`, '*'] }], [a], [`${a}`]],
    [
      'what both say',
      [{ ...get, Resource: 'arn:aws:dynamodb:*:111122223333:table/a*' }],
      ['arn:aws:dynamodb:eu-west-1:*:table/*'],
      [`${tables}/a*`],
    ],
    [
      'what no pattern says, as it is granted',
      [{ ...get, Resource: `${tables}/a*` }],
      [`${tables}/*b`],
      [`${tables}/a*`],
    ],
    [
      'nothing that is denied',
      [{ ...get }, { ...get, Effect: 'Deny', Resource: a }],
      [a, b],
      [`${b}`],
    ],
    ['nothing under a condition that never holds', [{ ...get, Condition: never }], [a], []],
    [
      'what is free, and not the same under a condition',
      [
        { ...get, Resource: a },
        { ...get, Resource: a, Condition },
      ],
      [a],
      [`${a}`],
    ],
    [
      'what is free, and not what it takes in',
      [
        { ...get, Resource: `${tables}/a*` },
        { ...get, Resource: ab, Condition },
      ],
      undefined,
      [`${tables}/a*`],
    ],
    [
      'what is free, and what is not, under a condition',
      [
        { ...get, Resource: [a, `${tables}/c*`] },
        { ...get, Resource: [a, b], Condition },
      ],
      undefined,
      [`${a} ${tables}/c*`, `${a} ${b} if`],
    ],
    [
      'one of several that are free',
      [
        { ...get, Resource: `${tables}/c*` },
        { ...get, Resource: `${tables}/a*` },
        { ...get, Resource: [a, ab], Condition },
      ],
      undefined,
      [`${tables}/c*`, `${tables}/a*`],
    ],
    [
      'what is free, and all but that',
      [
        { ...get, Resource: a },
        { ...get, NotResource: a, Condition },
      ],
      undefined,
      [`${a}`, `but ${a} if`],
    ],
    [
      'what is free beside all but some, which is free too',
      [
        { ...get, NotResource: a },
        { ...get, Resource: a, Condition },
      ],
      undefined,
      [`but ${a}`, `${a} if`],
    ],
    [
      'all that is under conditions',
      [
        { ...get, Resource: a, Condition },
        { ...get, Resource: b, Condition },
      ],
      undefined,
      [`${a} if`, `${b} if`],
    ],
    [
      'what it can be about',
      [{ ...get, Resource: ['arn:aws:s3:::a', `${a}`] }],
      undefined,
      [`${a}`],
    ],
    ['nothing where it can be about none', [{ ...get, Resource: 'arn:aws:s3:::a' }], undefined, []],
    [
      'all but what is spared, where it is not known on what',
      [{ ...get, NotResource: a }],
      undefined,
      [`but ${a}`],
    ],
    ['what all but some leaves', [{ ...get, NotResource: a }], [a, b], [`${b}`]],
    ['what all but several leaves', [{ ...get, NotResource: [a, b] }], [a, ab], [`${ab}`]],
    ['nothing of what all but some spares', [{ ...get, NotResource: `${tables}/*` }], [a], []],
    [
      'all but some, where it may spare some of it',
      [{ ...get, NotResource: `${tables}/a*` }],
      [`${tables}/*b`, b],
      [`but ${tables}/a*`],
    ],
    [
      'all but some, where a variable may be any',
      [{ ...get, NotResource: `${tables}/${team}*` }],
      [a],
      [`but ${tables}/${team}*`],
    ],
    [
      'what all but some leaves, with a variable that is known',
      [{ ...get, NotResource: `arn:aws:dynamodb:*:${account}:table/a` }],
      [a, b],
      [`${b}`],
    ],
    [
      'what is wanted, where a variable is known',
      [{ ...get, Resource: `arn:aws:dynamodb:*:${account}:table/*` }],
      [a],
      [`${a}`],
    ],
    [
      'what is granted, where a variable is known and leaves less',
      [{ ...get, Resource: `arn:aws:dynamodb:*:${account}:table/a` }],
      [`${tables}/*`],
      [`arn:aws:dynamodb:*:${account}:table/a`],
    ],
    [
      'what is granted, where a variable may be any',
      [{ ...get, Resource: `${tables}/${team}*` }],
      [a],
      [`${tables}/${team}*`],
    ],
    [
      'nothing of what a variable leaves elsewhere',
      [{ ...get, Resource: `${tables}/b${team}` }],
      [a],
      [],
    ],
    [
      'nothing where a variable has no value',
      [{ ...get, Resource: `${tables}/${user}*` }],
      [`${tables}/*`],
      [],
    ],
    ['all of an action without resources', [{ Action: 'dynamodb:ListTables' }], ['*'], []],
  ])('is granted %s', (_, granted, on, parts) => {
    const resources = on?.flatMap((each) => each ?? []);

    const found = grantedParts({ action: 'dynamodb:GetItem', resources }, grantedOf(granted));

    expect(found.map(shownOf)).toEqual(parts);
  });

  it('is granted what is free, of however many, and not the same under a condition', () => {
    const free = Array.from({ length: 101 }, (_, at) => ({ ...get, Resource: `${tables}/t${at}` }));
    const granted = grantedOf([...free, { ...get, Resource: `${tables}/t100`, Condition }]);

    const found = grantedParts({ action: 'dynamodb:GetItem', resources: undefined }, granted);

    expect(found).toHaveLength(101);
  });

  it('is granted everything, of an action without resources, or nothing', () => {
    const partsOf = (granted: Written) =>
      grantedParts({ action: 's3:ListAllMyBuckets', resources: ['*'] }, grantedOf([granted]));

    expect(partsOf({ Action: 's3:*' }).map(shownOf)).toEqual(['*']);
    expect(
      grantedParts(
        { action: 's3:ListAllMyBuckets', resources: undefined },
        grantedOf([{ Action: 's3:*' }]),
      ),
    ).toHaveLength(1);
    expect(partsOf({ Action: 's3:*', Resource: 'arn:aws:s3:::a' })).toEqual([]);
  });
});

describe('a Deny', () => {
  it.each<[what: string, deny: Written, pattern: string, hits: boolean]>([
    ['hits what it names', { Resource: 'a*' }, 'ab', true],
    ['hits no other', { Resource: 'a*' }, 'b', false],
    ['hits no other action', { Action: 's3:PutObject', Resource: '*' }, 'b', false],
    ['may not hit, under a condition', { Resource: 'a*', Condition }, 'ab', false],
    ['may not hit what has a variable', { Resource: `${team}*` }, `${team}*`, false],
    ['may not hit all but what has a variable', { NotResource: ['a', `b${team}`] }, 'bc', false],
    ['hits all but what it spares', { NotResource: 'a' }, 'b', true],
    ['does not hit what it spares', { NotResource: 'a' }, 'a', false],
  ])('surely %s', (_, written, pattern, hits) => {
    const granted = grantedOf([{ Action: 's3:*', ...written, Effect: 'Deny' }]);

    expect(deniedOn(pattern, granted)('s3:GetObject')).toBe(hits);
  });

  const object = { Action: 's3:GetObject', Resource: 'arn:aws:s3:::ab/*' };

  it.each<[what: string, deny: Written, allow: Written | readonly Written[], isAbout: boolean]>([
    ['the same', { Action: 's3:GetObject' }, object, true],
    ['not of another action', { Action: 's3:PutObject' }, object, false],
    [
      'one of several',
      { Action: 's3:PutObject' },
      { Action: ['s3:GetObject', 's3:PutObject'] },
      true,
    ],
    ['one statement of several', { Action: 'sns:*' }, [object, { Action: 'sns:Publish' }], true],
    [
      'one resource of several',
      { Action: 's3:*', Resource: 'b' },
      { Action: 's3:Get*', Resource: ['a', 'b'] },
      true,
    ],
    ['not of other resources', { Action: 's3:*', Resource: 'arn:aws:s3:::b*' }, object, false],
    [
      'not of what stands in another statement',
      { Action: 's3:*', Resource: 'a' },
      [object, { Action: 'sns:Publish', Resource: 'a' }],
      false,
    ],
    ['some of a pattern', { Action: 'S3:GetObject' }, { Action: 's3:Get*' }, true],
    ['some of a pattern in other letters', { Action: 's3:GetObject' }, { Action: 'S3:Get*' }, true],
    ['one of several patterns', { Action: ['sns:*', 's3:GetObject'] }, { Action: 's3:Get*' }, true],
    ['not of another pattern', { Action: 'dynamodb:*' }, { Action: 's3:*' }, false],
    ['all but others', { NotAction: 'iam:*' }, { Action: 's3:*' }, true],
    ['not what it leaves alone', { NotAction: 's3:Get*' }, object, false],
    ['some of all but others', { Action: 's3:*' }, { NotAction: 'iam:*' }, true],
    [
      'some on all but others',
      { Action: 's3:*', Resource: 'a' },
      { Action: 's3:*', NotResource: 'b' },
      true,
    ],
    ['not on what it spares', { Action: 's3:*', NotResource: 'arn:aws:s3:::ab/*' }, object, false],
    [
      'what a variable may not spare',
      { Action: 's3:*', NotResource: `arn:aws:s3:::a${team}*` },
      object,
      true,
    ],
    [
      'what a variable may be',
      { Action: 's3:*', Resource: `arn:aws:s3:::a${team}/*` },
      object,
      true,
    ],
    [
      'not what a variable cannot be',
      { Action: 's3:*', Resource: `arn:aws:s3:::b${team}/*` },
      object,
      false,
    ],
    [
      'what a variable is',
      { Action: 's3:*', Resource: 'arn:aws:s3:::111122223333/*' },
      { Action: 's3:*', Resource: `arn:aws:s3:::${account}/*` },
      true,
    ],
    ['not under a condition that never holds', { Action: 's3:*', Condition: never }, object, false],
  ])('is about %s', (_, deny, allow, isAbout) => {
    const { statements } = policyOf('own', [allow].flat());

    const found = deniesAbout(statements, grantedOf([{ ...deny, Effect: 'Deny' }]));

    expect(found).toHaveLength(isAbout ? 1 : 0);
  });
});

function grantedOf(written: readonly Written[]) {
  return grantedTo(roleOf([written]), context);
}

function shownOf({
  origin,
  resources: { scope, patterns },
}: ReturnType<typeof grantedParts>[number]) {
  const { conditions }: Statement = origin.statement;
  const sign = scope === 'only' ? [] : ['but'];

  return [...sign, ...patterns, ...(conditions.length > 0 ? ['if'] : [])].join(' ');
}
