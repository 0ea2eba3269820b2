import { describe, expect, it } from 'vitest';
import {
  limited,
  withCalledActions,
  withoutActions,
  withScoped,
} from '../../../functions/domain/remediation/narrowed.ts';
import { actionsMatching } from '../../../functions/engines/iam/action-catalogue.ts';
import { evaluatorOf } from '../../../functions/engines/iam/evaluator.ts';
import type { Statement } from '../../../functions/engines/iam/policy-document.ts';
import { anyFunction, withKnown } from '../../../functions/engines/iam/request-context.ts';
import { fillWildcards } from '../../../functions/engines/iam/wildcard.ts';
import { policyOf, type Written } from '../../builders/role-of.ts';

const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const sends = (action: string) => action === 'sqs:SendMessage';

describe('actions that are limited to what the functions use', () => {
  it.each<[string, Written, readonly Written[]]>([
    [
      'stand alone, the rest as before',
      { Sid: 'Queue', Action: ['sqs:SendMessage', 'sqs:ListQueues'] },
      [
        { Sid: 'Queue', Action: 'sqs:SendMessage', Resource: '<ARN of the queue it uses>' },
        { Sid: 'QueueRest', Action: 'sqs:ListQueues' },
      ],
    ],
    [
      'are the whole of a pattern',
      { Action: 'sqs:SendMessage*' },
      [{ Action: 'sqs:SendMessage*', Resource: '<ARN of the queue it uses>' }],
    ],
    [
      'are spelt out of a pattern',
      { Action: 'sqs:*Message' },
      [
        { Action: 'sqs:SendMessage', Resource: '<ARN of the queue it uses>' },
        { Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'] },
      ],
    ],
    [
      'are what the code calls, of a pattern too wide to spell out',
      { Action: 'sqs:*' },
      [{ Action: 'sqs:<each action it calls>', Resource: '<ARN of the queue it uses>' }],
    ],
    ['are not known of all but a few', { NotAction: 's3:*' }, [unknownCalls]],
  ])('%s', (_, written, proposed) => {
    expect(withScoped(only(written), sends)).toEqual(proposed.map(only));
  });

  it('keep the resources that are named', () => {
    const [scoped] = withScoped(
      only({ Action: 'sqs:SendMessage', Resource: [queue, '*'] }),
      sends,
      [queue],
    );

    expect(scoped?.resources.patterns).toEqual([queue, '<ARN of the queue it uses>']);
  });
});

describe('a statement without some actions', () => {
  it.each<[string, Written, readonly Written[]]>([
    ['is gone where none is left', { Action: 'sqs:SendMessage' }, []],
    [
      'keeps the others',
      { Action: ['sqs:SendMessage', 's3:*'], Resource: queue },
      [{ Action: 's3:*', Resource: queue }],
    ],
    [
      'spells out what a pattern stood for besides',
      { Action: 'sqs:*Message' },
      [{ Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'] }],
    ],
    [
      'leaves what the code calls of a pattern too wide to spell out',
      { Action: 'sqs:*' },
      [{ Action: 'sqs:<each action it calls>' }],
    ],
    ['keeps what is in no catalogue', { Action: 'sqs:Nonesuch' }, [{ Action: 'sqs:Nonesuch' }]],
  ])('%s', (_, written, proposed) => {
    expect(withoutActions(only(written), sends)).toEqual(proposed.map(only));
  });
});

const written: readonly Written[] = [
  { Action: '*', Resource: 'arn:aws:sqs:*:111122223333:orders' },
  { NotAction: 'iam:*' },
  { Action: ['SQS:sendmessage', 'sqs:*', 's3:Get*', 'sqs:ListQueues'] },
  { Action: 'sqs:*Message', Resource: [queue, 'arn:aws:sqs:*:*:*'] },
  { Action: 'sqs:SendMessage', NotResource: 'arn:aws:sqs:*:*:secret-*' },
  { Action: 'sqs:*', Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } },
  { Action: 's?s:S*', Resource: 'arn:aws:s?s:*' },
];
const ways: readonly [string, (statement: Statement) => readonly Statement[]][] = [
  ['withScoped', (statement) => withScoped(statement, sends)],
  ['withoutActions', (statement) => withoutActions(statement, sends)],
  ['withCalledActions', (statement) => [withCalledActions(statement, 'sqs')]],
  ['limited', (statement) => [limited(statement)]],
];

describe.each(ways)('%s', (_, narrow) => {
  it.each(written)('allows nothing new, whatever its owner fills in that was there: %j', (one) => {
    const before = only(one);
    const requests = requestsAbout(before);
    const isAllowed = requests.map((request) => allows([before], request));

    for (const [index, request] of requests.entries()) {
      const after = narrow(before).map((statement) => filled(statement, before, request.resource));
      if (!isAllowed[index]) expect(allows(after, request), JSON.stringify(request)).toBe(false);
    }
    expect(isAllowed).toContain(true);
    expect(isAllowed).toContain(false);
  });
});

const unknownCalls = { Action: '<each action it calls>', Resource: '<ARN of what it uses>' };

function only(statement: Written): Statement {
  const [parsed] = policyOf('p', [statement]).statements;
  if (!parsed) throw new Error('no statement');

  return parsed;
}

interface Request {
  readonly action: string;
  readonly resource: string;
}

function requestsAbout({ resources }: Statement): readonly Request[] {
  const named = resources.patterns.map((pattern) => fillWildcards(pattern, 'x'));
  const actions = ['sqs:SendMessage', 'sqs:DeleteMessage', 'sqs:ListQueues', 's3:GetObject'];

  return [...actions, 'iam:PutRolePolicy', 'states:StartExecution'].flatMap((action) =>
    [...named, queue, `${queue}-other`, 'arn:aws:sqs:eu-west-1:1:secret-x'].map((resource) => ({
      action,
      resource,
    })),
  );
}

/** An owner writes for a placeholder what the statement allowed, and the wildcards that it had. */
function filled(statement: Statement, before: Statement, resource: string): Statement {
  const isOpen = (pattern: string) => pattern.includes('<');
  const mine = allows([before], { action: 'sqs:SendMessage', resource }) ? [resource] : [];
  const actions = statement.actions.patterns.flatMap((pattern) =>
    isOpen(pattern)
      ? actionsMatching('sqs:*')
          .map(({ name }) => name)
          .filter((action) => allows([before], { action, resource: mine[0] ?? queue }))
      : pattern,
  );
  const resources = statement.resources.patterns.flatMap((pattern) =>
    isOpen(pattern) ? mine : pattern,
  );

  return {
    ...statement,
    actions: { ...statement.actions, patterns: actions },
    resources: { ...statement.resources, patterns: resources },
  };
}

function allows(statements: readonly Statement[], request: Request): boolean {
  const policies = [{ name: 'p', source: 'inline' as const, statements }];
  const context = withKnown(anyFunction, { 'aws:RequestedRegion': ['eu-west-1'] });

  return evaluatorOf({ policies })({ ...request, context }).answer !== 'denied';
}
