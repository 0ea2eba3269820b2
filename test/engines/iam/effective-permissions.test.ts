import { describe, expect, it } from 'vitest';
import { actionsMatching } from '../../../functions/engines/iam/action-catalogue.ts';
import { actionsIn } from '../../../functions/engines/iam/action-set.ts';
import { effectivePermissionsOf } from '../../../functions/engines/iam/effective-permissions.ts';
import { evaluatorOf } from '../../../functions/engines/iam/evaluator.ts';
import { anyFunction, withKnown } from '../../../functions/engines/iam/request-context.ts';
import type { RolePermissions } from '../../../functions/engines/iam/role-permissions.ts';
import { fillWildcards, unspelt } from '../../../functions/engines/iam/wildcard.ts';
import { when } from '../../builders/resource-policy-of.ts';
import { roleOf, type Written } from '../../builders/role-of.ts';
import { fc, property } from '../../property.ts';

const context = withKnown(anyFunction, {
  'aws:CurrentTime': ['2026-11-25T00:00:00Z'],
  'aws:PrincipalAccount': ['111122223333'],
});
const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const deny = (statement: Written): Written => ({ ...statement, Effect: 'Deny' });
const open = when('StringEquals', 'aws:PrincipalTag/team', 'shop');
const over = when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z');
const receive = { Action: 'sqs:ReceiveMessage' };

/** Names, less what everyone may. */
function effective(permissions: RolePermissions) {
  const { allowed, conditional } = effectivePermissionsOf(permissions, context);
  const names = (set: typeof allowed) => actionsIn(set).map(({ name }) => name);

  return {
    allowed: names(allowed).filter((name) => name !== 'sts:GetCallerIdentity'),
    conditional: names(conditional),
  };
}

describe('what a role may do to anything', () => {
  it.each<[string, Written[][], Written[] | undefined, string[], string[]]>([
    ['nothing', [], undefined, [], []],
    [
      'by name, in any case',
      [[{ Action: ' SQS:receivemessage' }]],
      undefined,
      ['sqs:ReceiveMessage'],
      [],
    ],
    [
      'by wildcards',
      [[{ Action: ['sqs:Get*', 'sq?:Purge*'] }]],
      undefined,
      ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:PurgeQueue'],
      [],
    ],
    [
      'the union of policies',
      [[receive], [{ Action: 'sqs:PurgeQueue' }]],
      undefined,
      ['sqs:ReceiveMessage', 'sqs:PurgeQueue'],
      [],
    ],
    ['a policy twice (case 22)', [[receive], [receive]], undefined, ['sqs:ReceiveMessage'], []],
    [
      'what AWS does not know (case 21)',
      [[{ Action: ['sqs:Nonesuch', 'sqs:ReceiveMessage'] }]],
      undefined,
      ['sqs:ReceiveMessage'],
      [],
    ],
    ['on a condition', [[{ ...receive, ...open }]], undefined, [], ['sqs:ReceiveMessage']],
    ['on one that is over', [[{ ...receive, ...over }]], undefined, [], []],
    [
      'on a condition and without',
      [[{ ...receive, ...open }, receive]],
      undefined,
      ['sqs:ReceiveMessage'],
      [],
    ],
    [
      'on what a variable names',
      [[{ ...receive, Resource: `arn:aws:sqs:*:*:\${aws:PrincipalTag/t}` }]],
      undefined,
      [],
      ['sqs:ReceiveMessage'],
    ],
    [
      'on what no variable names',
      [[{ ...receive, Resource: `arn:aws:sqs:*:*:\${aws:username}` }]],
      undefined,
      [],
      [],
    ],
    ['a Deny of it (case 7)', [[receive, deny({ Action: '*' })]], undefined, [], []],
    ['a Deny in another policy, before', [[deny(receive)], [receive]], undefined, [], []],
    [
      'a Deny of something else',
      [[receive, deny({ Action: 'sqs:Send*' })]],
      undefined,
      ['sqs:ReceiveMessage'],
      [],
    ],
    ['a Deny by NotAction', [[receive, deny({ NotAction: 's3:*' })]], undefined, [], []],
    [
      'a Deny on a condition',
      [[receive, deny({ ...receive, ...open })]],
      undefined,
      [],
      ['sqs:ReceiveMessage'],
    ],
    [
      'a Deny that is over',
      [[receive, deny({ ...receive, ...over })]],
      undefined,
      ['sqs:ReceiveMessage'],
      [],
    ],
    [
      'a Deny on one of all resources',
      [[receive, deny({ ...receive, Resource: queue })]],
      undefined,
      ['sqs:ReceiveMessage'],
      [],
    ],
    [
      'a Deny on the one resource',
      [[{ ...receive, Resource: queue }, deny({ ...receive, Resource: 'arn:aws:sqs:*' })]],
      undefined,
      [],
      [],
    ],
    [
      'a Deny on one of two',
      [[{ ...receive, Resource: [queue, `${queue}2`] }, deny({ ...receive, Resource: queue })]],
      undefined,
      ['sqs:ReceiveMessage'],
      [],
    ],
    [
      'a Deny on each of two',
      [
        [
          { ...receive, Resource: [queue, `${queue}2`] },
          deny({ ...receive, Resource: queue }),
          deny({ ...receive, Resource: `${queue}2` }),
        ],
      ],
      undefined,
      [],
      [],
    ],
    [
      'a Deny on all but another',
      [
        [
          { ...receive, Resource: queue },
          deny({ ...receive, NotResource: 'arn:aws:sqs:*:*:wages' }),
        ],
      ],
      undefined,
      [],
      [],
    ],
    [
      'a Deny on all but this',
      [[{ ...receive, Resource: queue }, deny({ ...receive, NotResource: queue })]],
      undefined,
      ['sqs:ReceiveMessage'],
      [],
    ],
    [
      'a Deny on all but what may be this',
      [
        [
          { ...receive, Resource: 'arn:aws:sqs:*:*:orders-*' },
          deny({ ...receive, NotResource: 'arn:aws:sqs:eu-*' }),
        ],
      ],
      undefined,
      [],
      ['sqs:ReceiveMessage'],
    ],
    ['a boundary that has it', [[receive]], [{ Action: 'sqs:*' }], ['sqs:ReceiveMessage'], []],
    ['a boundary without', [[receive]], [{ Action: 's3:*' }], [], []],
    ['a boundary of all but it', [[receive]], [{ NotAction: 'sqs:*' }], [], []],
    ['an empty boundary', [[receive]], [], [], []],
    [
      'a boundary on a condition',
      [[receive]],
      [{ ...receive, ...open }],
      [],
      ['sqs:ReceiveMessage'],
    ],
    [
      'a boundary on something else',
      [[{ ...receive, Resource: queue }]],
      [{ ...receive, Resource: `${queue}2` }],
      [],
      [],
    ],
    [
      'a boundary on names that end otherwise',
      [[{ ...receive, Resource: 'arn:aws:sqs:*-orders' }]],
      [{ ...receive, Resource: 'arn:aws:sqs:*-wages' }],
      [],
      [],
    ],
    [
      'a boundary on names that may be the same',
      [[{ ...receive, Resource: 'arn:aws:sqs:*-orders' }]],
      [{ ...receive, Resource: 'arn:aws:sqs:eu-*' }],
      [],
      ['sqs:ReceiveMessage'],
    ],
    [
      'a boundary on all but it',
      [[{ ...receive, Resource: queue }]],
      [{ ...receive, NotResource: 'arn:aws:sqs:*' }],
      [],
      [],
    ],
    ['a boundary that Denies it', [[receive]], [{ Action: '*' }, deny(receive)], [], []],
    ['what only the boundary allows', [[]], [receive], [], []],
  ])('%s', (_, documents, boundary, allowed, conditional) => {
    const found = effective(roleOf(documents, boundary));

    expect(found.allowed.toSorted()).toEqual(allowed.toSorted());
    expect(found.conditional.toSorted()).toEqual(conditional.toSorted());
  });

  it('all but a few', () => {
    const { allowed } = effective(roleOf([[{ NotAction: ['sqs:*', 's3:Get*'] }]]));
    const left = actionsMatching('*').filter(({ name }) => !/^(?:sqs:|s3:Get)/.test(name));

    expect(allowed.length).toBe(left.length - 1);
  });

  it('its identity, whatever denies it', () => {
    const { allowed } = effectivePermissionsOf(roleOf([[deny({ Action: '*' })]]), context);

    expect(actionsIn(allowed).map(({ name }) => name)).toEqual(['sts:GetCallerIdentity']);
  });

  it('perhaps everything, when too much would have to be compared', () => {
    const many = Array.from({ length: 200 }, (_, index) => `${queue}-${index}`);
    const role = roleOf([[{ ...receive, Resource: many }, deny({ ...receive, Resource: many })]]);

    expect(effective(role)).toEqual({ allowed: [], conditional: ['sqs:ReceiveMessage'] });
  });
});

describe('whatever the policies', () => {
  const actions = ['sqs:ReceiveMessage', 'sqs:SendMessage', 's3:GetObject', 'iam:PassRole'];
  const resources = [
    '*',
    queue,
    'arn:aws:sqs:*',
    'arn:aws:s3:::*',
    `${queue}*`,
    '*:orders',
    `arn:aws:sqs:*:\${aws:PrincipalAccount}:*`,
  ];
  const statement = fc
    .record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      act: fc.constantFrom('Action', 'NotAction'),
      actions: fc.subarray(['*', 'sqs:*', 'sqs:Send*', ...actions], { minLength: 1, maxLength: 2 }),
      on: fc.constantFrom('Resource', 'NotResource'),
      resources: fc.subarray(resources, { minLength: 1, maxLength: 2 }),
      When: fc.constantFrom<Written>({}, {}, open, over),
    })
    .map(({ Effect, act, actions: some, on, resources: those, When }) => ({
      Effect,
      [act]: some,
      [on]: those,
      ...When,
    }));
  const documents = fc.array(fc.array(statement, { minLength: 1, maxLength: 3 }), { maxLength: 2 });
  const boundaries = fc.option(fc.array(statement, { minLength: 1, maxLength: 2 }), {
    nil: undefined,
  });
  const probes = [
    ...resources.map((each) => fillWildcards(each.replace(/\$\{.*?\}/, '111122223333'), unspelt)),
    'arn:aws:s3:::orders',
    'arn:aws:sqs:eu-west-1:999988887777:orders',
    `${queue}:orders`,
    unspelt,
  ];

  property.prop([documents, boundaries])(
    'it has what the evaluator allows somewhere',
    (given, limit) => {
      const role = roleOf(given, limit);
      const { allowed, conditional } = effective(role);
      const found = new Set([...allowed, ...conditional]);
      const decide = evaluatorOf(role);

      for (const action of actions) {
        const answers = probes.map((resource) => decide({ action, resource, context }).answer);
        const isSomewhere = answers.some((answer) => answer !== 'denied');
        if (isSomewhere) expect(found.has(action)).toBe(true);
      }
    },
  );

  property.prop([documents])(
    'and no more, but where one thing is denied piece by piece',
    (given) => {
      const role = roleOf(
        given.map((each) => each.map((one) => ({ ...one, NotResource: undefined, Resource: '*' }))),
      );
      const found = effective(role);
      const decide = evaluatorOf(role);

      for (const action of actions) {
        const { answer } = decide({ action, resource: queue, context });
        expect(found.allowed.includes(action)).toBe(answer === 'allowed');
        expect(found.conditional.includes(action)).toBe(answer === 'conditional');
      }
    },
  );

  property.prop([documents, statement])('a Deny more never allows more', (given, more) => {
    const before = new Set(effective(roleOf(given)).allowed);
    const after = effective(roleOf([...given, [{ ...more, Effect: 'Deny' }]]));

    expect(after.allowed.filter((name) => !before.has(name))).toEqual([]);
  });
});
