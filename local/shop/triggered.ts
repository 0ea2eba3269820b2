import type { ShopRole, Sibling } from './sibling.ts';

const here = 'us-east-1:*';

/** Functions that something triggers, and what may come of it. */
export const triggered: readonly Sibling[] = [
  {
    // Puts back what it cannot deliver, and has asked Lambda to let it.
    name: 'shop-returns',
    runtime: 'nodejs24.x',
    age: 100,
    eventSources: [{ queue: 'shop-returns' }],
    recursion: 'Allow',
    faults: [
      'usage/recursion-allowed#function',
      'usage/self-trigger#arn:aws:sqs:us-east-1:ACCOUNT:shop-returns',
    ],
  },
  {
    // The same with a limit, of which Lambda stops loops.
    name: 'shop-refunds',
    runtime: 'nodejs24.x',
    age: 100,
    eventSources: [{ queue: 'shop-refunds', mostAtOnce: 2 }],
  },
];

export const triggeredRoles: readonly ShopRole[] = [
  writing('shop-returns', 'sqs:SendMessage', `arn:aws:sqs:${here}:shop-returns`),
  writing('shop-refunds', 'sqs:SendMessage', `arn:aws:sqs:${here}:shop-refunds`),
];

function writing(name: string, Action: string, Resource: string): ShopRole {
  return { name, statements: [{ Effect: 'Allow', Action, Resource }] };
}
