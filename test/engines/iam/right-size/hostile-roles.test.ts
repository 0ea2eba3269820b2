import { expect, it } from 'vitest';
import {
  excessAccess,
  rightSizedPolicy,
  type SizedRole,
} from '../../../../functions/engines/iam/index.ts';
import { call, operationNames, useOf } from '../../../builders/function-use.ts';
import { roleOf, type Written } from '../../../builders/role-of.ts';
import { roleNamed } from '../../../fakes/targets.ts';
import { processorTime } from '../../../processor-time.ts';
import { examples } from '../../../property.ts';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table';
const operations = ['GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem', 'DeleteItem'];
/** In the long run as much as the policies of a role have room for. */
const many = Array.from({ length: examples(8, 20) }, (_, policy) =>
  Array.from({ length: 60 }, (_, at) => ({
    Action: 'dynamodb:*',
    Resource: `${table}/t${policy}-${at}*`,
  })),
);
const denies = Array.from({ length: 100 }, (_, at) => ({
  Effect: 'Deny',
  Action: 'dynamodb:*',
  Resource: `arn:aws:dynamodb:*:*:table/*x${at}*`,
}));
const calls = Array.from({ length: examples(120, 300) }, (_, line) =>
  call(`dynamodb.${operations[line % operations.length]}`, { TableName: '?' }, line + 1),
);
const unresolved = [{ service: 'dynamodb', reason: 'made up', path: 'a', line: 1, column: 1 }];

it.each<[what: string, granted: readonly (readonly Written[])[], unseen: typeof unresolved]>([
  ['statements', many, []],
  ['statements, of calls that are not known', many, unresolved],
  ['Denies', [...many, denies], []],
  [
    'patterns in one statement',
    [[{ Action: 'dynamodb:*', Resource: many.flat().map(({ Resource }) => `${Resource}?`) }]],
    [],
  ],
])('takes its time for very many %s, and no more', (_, granted, unseen) => {
  const role: SizedRole = {
    permissions: roleOf(granted),
    role: roleNamed('orders'),
    now: '2026-11-25T03:00:00.000Z',
  };
  const use = useOf(calls, { unresolved: unseen });

  const ms = processorTime(() => {
    rightSizedPolicy(role, [use], operationNames);
    excessAccess(role, [use], operationNames);
  });

  expect(ms).toBeLessThan(examples(10_000, 30_000));
});
