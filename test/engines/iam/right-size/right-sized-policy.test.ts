import { describe, expect, it } from 'vitest';
import {
  contextOf,
  evaluatorOf,
  type FunctionUse,
  type LastAccess,
  type RightSizedPolicy,
  rightSizedPolicy,
  rolePermissionsOf,
  type SizedRole,
} from '../../../../functions/engines/iam/index.ts';
import { call, operationNames, useOf } from '../../../builders/function-use.ts';
import { roleOf, type Written } from '../../../builders/role-of.ts';
import { roleNamed } from '../../../fakes/targets.ts';
import { examples, fc, property } from '../../../property.ts';

const now = '2026-11-25T03:00:00.000Z';
const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table';
const logs = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/orders';

describe('what stays', () => {
  it.each<[what: string, granted: readonly Written[], use: FunctionUse, left: readonly string[]]>([
    [
      'is what the code calls, on the resource that it names',
      [{ Action: 'dynamodb:*' }],
      useOf([call('dynamodb.GetItem', { TableName: 'orders' })]),
      [`dynamodb:GetItem on ${table}/orders`],
    ],
    [
      'is on the resource that a variable of its environment names',
      [{ Action: 'dynamodb:*' }],
      useOf([call('dynamodb.GetItem', { TableName: '$TABLE' })], {
        variables: { known: true, value: { TABLE: 'orders' } },
      }),
      [`dynamodb:GetItem on ${table}/orders`],
    ],
    [
      'is the part of a name that is known',
      [{ Action: 's3:*' }],
      useOf([call('s3.PutObject', { Bucket: 'uploads-|?' })]),
      ['s3:PutObject on arn:aws:s3:::uploads-*/*'],
    ],
    [
      'is what is granted, where the code does not show on what',
      [{ Action: 'dynamodb:*', Resource: [`${table}/orders`, `${table}/carts`] }],
      useOf([call('dynamodb.PutItem', { TableName: '?' })]),
      [`dynamodb:PutItem on ${table}/carts ${table}/orders`],
    ],
    [
      'is no wider than what is granted',
      [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/in/*' }],
      useOf([call('s3.GetObject', { Bucket: 'orders' })]),
      ['s3:GetObject on arn:aws:s3:::orders/in/*'],
    ],
    [
      'of what is granted in one place is there alone',
      [{ Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:eu-west-1:*:table/o*' }],
      useOf([call('dynamodb.GetItem', { TableName: '?' })], {}),
      ['dynamodb:GetItem on arn:aws:dynamodb:eu-west-1:*:table/o*'],
    ],
    [
      'has an index where a query may ask one',
      [{ Action: 'dynamodb:*', Resource: [`${table}/orders`, `${table}/orders/index/*`] }],
      useOf([call('dynamodb.Query', { TableName: 'orders' })]),
      [`dynamodb:Query on ${table}/orders ${table}/orders/index/*`],
    ],
    [
      'of an object and its bucket is for each what it is',
      [{ Action: 's3:*', Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'] }],
      useOf([
        call('s3.GetObject', { Bucket: 'orders' }),
        call('s3.ListObjectsV2', { Bucket: '?' }),
      ]),
      ['s3:GetObject on arn:aws:s3:::orders/*', 's3:ListBucket on arn:aws:s3:::orders'],
    ],
    [
      'is everything for an action without a resource',
      [{ Action: 's3:*' }],
      useOf([call('s3.ListBuckets')]),
      ['s3:ListAllMyBuckets on *'],
    ],
    [
      'is a queue by its URL',
      [{ Action: 's*' }],
      useOf([
        call('sqs.SendMessage', {
          QueueUrl: 'https://sqs.eu-north-1.amazonaws.com/444455556666/orders',
        }),
      ]),
      ['sqs:SendMessage on arn:aws:sqs:eu-north-1:444455556666:orders'],
    ],
    [
      'is a secret with what AWS puts behind its name',
      [{ Action: 'secretsmanager:GetSecretValue' }],
      useOf([call('secretsmanager.GetSecretValue', { SecretId: 'shop/key' })]),
      [
        'secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/key-??????',
      ],
    ],
    [
      'is what goes along with a call, where it is granted by name',
      [{ Action: ['s3:GetObject', 's3:ListBucket', 's3:GetObjectVersion', 's3:DeleteObject'] }],
      useOf([call('s3.GetObject', { Bucket: 'orders' })]),
      [
        's3:GetObject on arn:aws:s3:::orders/*',
        's3:GetObjectVersion on arn:aws:s3:::orders/*',
        's3:ListBucket on arn:aws:s3:::orders',
      ],
    ],
    [
      'is what shows that there is no such object, however it is granted',
      [{ Action: 's3:*' }],
      useOf([call('s3.GetObject', { Bucket: 'orders' })]),
      ['s3:GetObject on arn:aws:s3:::orders/*', 's3:ListBucket on arn:aws:s3:::orders'],
    ],
    [
      'is nothing of a grant that is over',
      [
        {
          Action: 's3:PutObject',
          Condition: { DateLessThan: { 'aws:CurrentTime': '2026-11-24T00:00:00Z' } },
        },
      ],
      useOf([call('s3.PutObject', { Bucket: 'orders' })]),
      [],
    ],
    [
      'is what a Deny may spare',
      [
        { Action: 's3:PutObject' },
        {
          Effect: 'Deny',
          Action: 's3:PutObject',
          Condition: { StringEquals: { 'aws:PrincipalTag/team': 'guests' } },
        },
      ],
      useOf([call('s3.PutObject', { Bucket: 'orders' })]),
      ['s3:PutObject on arn:aws:s3:::orders/*'],
    ],
    [
      'is nothing that is granted to users alone',
      [{ Action: 'dynamodb:GetItem', Resource: `${table}/${variable('aws:username')}*` }],
      useOf([call('dynamodb.GetItem', { TableName: 'orders' })]),
      [],
    ],
    [
      'is nothing of an action without a resource that is granted on one',
      [{ Action: 's3:ListAllMyBuckets', Resource: 'arn:aws:s3:::orders' }],
      useOf([call('s3.ListBuckets')]),
      [],
    ],
    [
      'is a key, for what is encrypted with it',
      [{ Action: ['kms:Decrypt', 'sqs:*'], Resource: '*' }],
      useOf([call('sqs.SendMessage', { QueueUrl: '?' })]),
      ['kms:Decrypt on *', 'sqs:SendMessage on *'],
    ],
    [
      'is what Lambda does for it, and no more',
      [{ Action: ['logs:*', 'ec2:*', 'xray:*'] }],
      useOf([]),
      [
        `logs:CreateLogGroup on ${logs} ${logs}:*`,
        `logs:CreateLogStream on ${logs} ${logs}:*`,
        `logs:PutLogEvents on ${logs} ${logs}:*`,
      ],
    ],
    [
      'is all of a service whose calls are not known',
      [{ Action: ['s3:*', 'dynamodb:*', 'sqs:SendMessage'] }],
      useOf([call('dynamodb.GetItem', { TableName: 'orders' })], {
        unresolved: [{ service: 's3', reason: 'made up', path: 'a.mjs', line: 1, column: 1 }],
      }),
      [`dynamodb:GetItem on ${table}/orders`, 's3:* on *'],
    ],
    [
      'is everything where no calls are known',
      [{ Action: ['s3:*', 'dynamodb:GetItem'] }],
      useOf([], { calls: { known: false, reason: 'an image' } }),
      ['dynamodb:GetItem on *', 's3:* on *'],
    ],
    [
      'of everything, where one service is not known, is that service',
      [{ NotAction: 'iam:*', Resource: '*' }],
      useOf([], {
        unresolved: [{ service: 's3', reason: 'made up', path: 'a.mjs', line: 1, column: 1 }],
      }),
      ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']
        .map((action) => `${action} on ${logs} ${logs}:*`)
        .concat('s3:* on *'),
    ],
  ])('%s', (_, granted, use, left) => {
    const sized = sizedRole(granted);

    expect(allowedIn(rightSizedPolicy(sized, [use], operationNames))).toEqual(left);
  });

  it('keeps the conditions of what grants it, and the Denies that concern it', () => {
    const condition = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
    const sized = sizedRole([
      { Action: 'dynamodb:*', Condition: condition },
      { Sid: 'Guard', Effect: 'Deny', Action: 'dynamodb:*', Resource: `${table}/*-prod` },
      { Effect: 'Deny', Action: 's3:*' },
    ]);

    const { statements } = rightSizedPolicy(
      sized,
      [useOf([call('dynamodb.GetItem', { TableName: 'orders-|?' })])],
      operationNames,
    );

    expect(statements.map(({ statement }) => statement)).toEqual([
      expect.objectContaining({
        sid: 'CodeDynamodb',
        conditions: [{ operator: 'StringEquals', key: 'aws:SourceVpc', values: ['vpc-1'] }],
      }),
      expect.objectContaining({ sid: 'Guard', effect: 'Deny' }),
    ]);
  });

  it('has a statement for each reason, and says which', () => {
    const { statements } = rightSizedPolicy(
      sizedRole([{ Action: ['dynamodb:*', 'logs:*', 'sns:*'] }], used('sns', ['sns:CreateTopic'])),
      [useOf([call('dynamodb.GetItem', { TableName: 'orders' }, 7)])],
      operationNames,
    );

    expect(statements.map(({ statement: { sid }, reasons }) => [sid, reasons[0]])).toEqual([
      [
        'CodeDynamodb',
        {
          action: 'dynamodb:GetItem',
          reason: {
            because: 'code',
            path: 'index.mjs',
            line: 7,
            operation: 'dynamodb.GetItem',
          },
        },
      ],
      [
        'PlatformLogs',
        {
          action: 'logs:CreateLogGroup',
          reason: { because: 'platform', what: 'writes its logs' },
        },
      ],
      [
        'UsedSns',
        { action: 'sns:CreateTopic', reason: { because: 'used', at: '2026-11-20T03:00:00.000Z' } },
      ],
    ]);
  });

  it('keeps a service that is used though nothing shows by what', () => {
    const policy = rightSizedPolicy(
      sizedRole([{ Action: ['s3:*', 'sns:*'] }], used('S3', [])),
      [useOf([])],
      operationNames,
    );

    expect(allowedIn(policy)).toEqual(['s3:* on *']);
    expect(policy.undecided).toEqual([
      { service: 's3', why: 'IAM saw it used on 2026-11-20, and no code shows by what' },
    ]);
  });

  it('keeps nothing of what was used long ago', () => {
    const lastAt = '2026-01-20T03:00:00.000Z';
    const policy = rightSizedPolicy(
      sizedRole([{ Action: ['s3:*', 'sns:*'] }], {
        ...used('s3', []),
        services: [
          { service: 's3', lastAt, actions: [] },
          { service: 'sns', lastAt, actions: [{ name: 'sns:CreateTopic', lastAt }] },
        ],
      }),
      [useOf([])],
      operationNames,
    );

    expect([policy.statements, policy.undecided]).toEqual([[], []]);
  });

  it('knows a service that is used by its code, in whichever letters IAM writes it', () => {
    const policy = rightSizedPolicy(
      sizedRole([{ Action: 's3:*' }], used('S3', [])),
      [useOf([call('s3.ListBuckets')])],
      operationNames,
    );

    expect(allowedIn(policy)).toEqual(['s3:ListAllMyBuckets on *']);
    expect(policy.undecided).toEqual([]);
  });

  it('drops of what is not known what IAM would have seen', () => {
    const policy = rightSizedPolicy(
      sizedRole([{ Action: ['s3:*', 'sns:*', 'sqs:CreateQueue'] }], {
        ...used('s3', []),
        services: [
          { service: 's3', lastAt: '2026-11-20T03:00:00.000Z', actions: [] },
          { service: 'sns', actions: [] },
          { service: 'sqs', lastAt: '2026-11-20T03:00:00.000Z', actions: [] },
        ],
      }),
      [useOf([], { calls: { known: false, reason: 'an image' } })],
      operationNames,
    );

    expect(allowedIn(policy)).toEqual(['s3:* on *']);
  });

  it('keeps a call free that is granted freely, beside a service that stays under a condition', () => {
    const policy = rightSizedPolicy(
      sizedRole(
        [
          { Action: 'dynamodb:*', Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } },
          { Action: 'dynamodb:CreateTable' },
        ],
        used('dynamodb', []),
      ),
      [
        useOf([call('dynamodb.CreateTable', { TableName: 'orders' })], {
          unresolved: [{ service: 'dynamodb', reason: 'made up', path: 'a', line: 1, column: 1 }],
        }),
      ],
      operationNames,
    );

    expect(allowedIn(policy)).toEqual([
      `dynamodb:* on *`,
      `dynamodb:CreateTable on ${table}/orders`,
    ]);
  });

  it('says what the code calls and nothing grants', () => {
    const { missing, statements } = rightSizedPolicy(
      sizedRole([{ Action: 'dynamodb:GetItem', Resource: `${table}/orders` }]),
      [
        useOf([
          call('dynamodb.GetItem', { TableName: 'carts' }),
          call('ssm.GetParameter', { Name: '/shop/key' }),
        ]),
      ],
      operationNames,
    );

    expect(missing.map(({ action, resources }) => [action, resources])).toEqual([
      ['dynamodb:GetItem', [`${table}/carts`]],
      ['ssm:GetParameter', ['arn:aws:ssm:eu-west-1:111122223333:parameter/shop/key']],
    ]);
    expect(statements).toEqual([]);
  });
});

const bases = ['a', 'b', 'ab', '?', 'a|?'] as const;
const actions = [
  'dynamodb:GetItem',
  'dynamodb:Query',
  's3:GetObject',
  's3:ListBucket',
  'sqs:SendMessage',
];
const patterns = fc.constantFrom(
  '*',
  `${table}/*`,
  `${table}/a`,
  `${table}/a*`,
  `${table}/*b`,
  `${table}/*/index/*`,
  'arn:aws:dynamodb:*:*:table/?',
  'arn:aws:s3:::*',
  'arn:aws:s3:::a',
  'arn:aws:s3:::a/*',
  'arn:aws:s3:::a*/x',
  'arn:aws:sqs:*:*:*',
  'arn:aws:sqs:eu-west-1:111122223333:b',
  `arn:aws:s3:::${variable('aws:PrincipalAccount')}/*`,
  `arn:aws:s3:::${variable('aws:PrincipalTag/team')}/*`,
);
const names = fc.constantFrom(...actions, '*', 's3:*', 'dynamodb:*', 's3:Get*', '*:*Item');
const statement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    list: fc.tuple(
      fc.constantFrom('Action', 'Action', 'NotAction'),
      fc.array(names, { minLength: 1, maxLength: 3 }),
    ),
    on: fc.tuple(
      fc.constantFrom('Resource', 'Resource', 'NotResource'),
      fc.array(patterns, { minLength: 1, maxLength: 3 }),
    ),
    Condition: fc.option(
      fc.constantFrom(
        { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
        { Bool: { 'aws:SecureTransport': 'false' } },
        { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      ),
      { nil: undefined },
    ),
  })
  .map(
    ({ Effect, list, on, Condition }): Written => ({
      Effect,
      [list[0]]: list[1],
      ...(on[0] === 'NotResource' ? { NotResource: on[1] } : { Resource: on[1] }),
      ...(Condition && { Condition }),
    }),
  );
const anyCall = fc
  .tuple(fc.constantFrom(...actions), fc.constantFrom(...bases))
  .map(([action, name]) => {
    const [service, operation] = action.split(':');
    const parameters: Record<string, Record<string, string>> = {
      dynamodb: { TableName: name },
      s3: { Bucket: name },
      sqs: { QueueUrl: `https://sqs.eu-west-1.amazonaws.com/111122223333/|${name}` },
    };
    const named = operation === 'ListBucket' ? 'ListObjectsV2' : operation;
    return call(`${service}.${named}`, parameters[service ?? '']);
  });
const resources = [
  ...['a', 'b', 'ab', 'c'].map((name) => `${table}/${name}`),
  `${table}/a/index/i`,
  ...['a', 'ab', 'b', '111122223333'].flatMap((name) => [
    `arn:aws:s3:::${name}`,
    `arn:aws:s3:::${name}/x`,
  ]),
  ...['a', 'b'].map((name) => `arn:aws:sqs:eu-west-1:111122223333:${name}`),
];

describe('whatever is granted, called and used', () => {
  property.prop(
    [
      fc.array(statement, { minLength: 1, maxLength: 5 }),
      fc.option(fc.array(statement, { minLength: 1, maxLength: 2 }), { nil: undefined }),
      fc.array(anyCall, { maxLength: 4 }),
      fc.constantFrom([], ['s3'], ['*']),
    ],
    { numRuns: examples(150, 3_000) },
  )(
    'allows nothing that was not allowed, and all that the code calls',
    (written, boundary, calls, unseen) => {
      const sized = sizedRole(written, undefined, boundary);
      const unresolved = unseen.map((service) => ({
        ...(service !== '*' && { service }),
        reason: 'made up',
        path: 'a.mjs',
        line: 1,
        column: 1,
      }));

      const { statements } = rightSizedPolicy(
        sized,
        [useOf(calls, { unresolved })],
        operationNames,
      );

      const context = contextOf(sized.role, now);
      const before = evaluatorOf(sized.permissions);
      const after = evaluatorOf(afterwards(sized, statements));
      for (const action of [...actions, 's3:PutObject', 'iam:PassRole']) {
        for (const resource of resources) {
          const [was, is] = [before, after].map((decide) =>
            rank(decide({ action, resource, context }).answer),
          );
          expect(is, `${action} on ${resource}`).toBeLessThanOrEqual(was ?? 0);
        }
      }
      for (const { action, resource } of calledIn(calls)) {
        const [was, is] = [before, after].map(
          (decide) => decide({ action, resource, context }).answer,
        );
        expect(is, `${action} on ${resource}`).toBe(was);
      }
    },
  );
});

/** What calls of it can be about, of the resources above. */
function calledIn(calls: ReturnType<typeof call>[]) {
  return calls.flatMap((each) =>
    operationNames
      .requestsOf(each)
      .flatMap(({ action }) =>
        resources
          .filter((resource) => isAsked(each, action, resource))
          .map((resource) => ({ action, resource })),
      ),
  );
}

function isAsked(
  { resources: [first], service }: ReturnType<typeof call>,
  action: string,
  resource: string,
) {
  if (resource.split(':')[2] !== service) return false;
  const parts = first?.values[0] ?? [];
  const known =
    parts
      .map((part) => ('text' in part ? part.text : ''))
      .join('')
      .split('/')
      .at(-1) ?? '';
  const isOpen = parts.some((part) => 'unknown' in part);
  const name =
    service === 's3'
      ? resource.split(':::')[1]
      : service === 'sqs'
        ? resource.split(':')[5]
        : resource.split('table/')[1];
  const isPart = name?.includes('/') === true;
  if (isPart !== (action === 's3:GetObject') && !(action === 'dynamodb:Query' && isPart))
    return false;

  const [own = ''] = name?.split('/') ?? [];
  return isOpen ? own.startsWith(known) : own === known;
}

/** As policies write one. */
function variable(name: string): string {
  return ['$', '{', name, '}'].join('');
}

function rank(answer: string): number {
  return ['denied', 'conditional', 'allowed'].indexOf(answer);
}

function sizedRole(
  written: readonly Written[],
  lastAccess?: LastAccess,
  boundary?: readonly Written[],
): SizedRole {
  return {
    permissions: roleOf([written], boundary),
    role: roleNamed('orders'),
    now,
    lastAccess,
  };
}

function afterwards({ permissions }: SizedRole, statements: RightSizedPolicy['statements']) {
  const policy = {
    name: 'after',
    source: 'inline' as const,
    statements: statements.map(({ statement: each }) => each),
  };

  return rolePermissionsOf([policy], permissions.boundary);
}

function used(service: string, names: readonly string[]): LastAccess {
  const lastAt = '2026-11-20T03:00:00.000Z';

  return {
    days: 90,
    since: '2026-08-27T03:00:00.000Z',
    services: [{ service, lastAt, actions: names.map((name) => ({ name, lastAt })) }],
    recent: [],
  };
}

function allowedIn({ statements }: RightSizedPolicy): readonly string[] {
  return statements
    .filter(({ statement: { effect } }) => effect === 'Allow')
    .flatMap(({ statement: each }) =>
      each.actions.patterns.map((action) => `${action} on ${each.resources.patterns.join(' ')}`),
    )
    .toSorted();
}
