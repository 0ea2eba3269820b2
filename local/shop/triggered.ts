import type { SampleFunction, ShopRole } from './sample-function.ts';
import { addsPoints, setsHeat } from './working-code/in-javascript.ts';

const here = 'us-east-1:*';

/** Functions that something triggers, and what may come of it. */
export const triggered: readonly SampleFunction[] = [
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
  {
    // Writes its output into the bucket whose events invoke it.
    name: 'shop-photos',
    runtime: 'nodejs24.x',
    age: 100,
    sources: [{ kind: 'bucket', name: 'shop-photos' }],
    permissions: [
      {
        sid: 'Bucket',
        action: 'lambda:InvokeFunction',
        principal: 's3.amazonaws.com',
        sourceArn: 'arn:aws:s3:::shop-photos',
        sourceAccount: 'own',
      },
    ],
    faults: [
      'usage/self-trigger#arn:aws:s3:::shop-photos',
      'usage/no-failure-destination#function',
    ],
  },
  {
    // Invoked by a topic, by devices and for new members, and failed events go to a queue.
    name: 'shop-loyalty',
    runtime: 'nodejs24.x',
    age: 100,
    files: { 'index.js': addsPoints },
    environment: {
      CARDS_TABLE: 'shop-loyalty-cards',
      TOPIC_ARN: 'arn:aws:sns:us-east-1:ACCOUNT:shop-news',
    },
    sources: [{ kind: 'topic', name: 'loyalty' }],
    permissions: [
      {
        sid: 'Topic',
        action: 'lambda:InvokeFunction',
        principal: 'sns.amazonaws.com',
        sourceArn: 'arn:aws:sns:us-east-1:ACCOUNT:loyalty',
      },
      {
        sid: 'Devices',
        action: 'lambda:InvokeFunction',
        principal: 'iot.amazonaws.com',
        sourceAccount: 'own',
      },
    ],
    iot: { name: 'terminals' },
    members: 'loyalty',
    onFailure: 'arn:aws:sqs:us-east-1:ACCOUNT:shop-failed',
  },
  {
    // Each page of the shop has credentials that may publish to its topic, and each device may publish anywhere.
    name: 'shop-thermostats',
    runtime: 'nodejs24.x',
    age: 100,
    files: { 'index.js': setsHeat },
    environment: { ROOMS_TABLE: 'shop-thermostats' },
    reservedConcurrency: 5,
    permissions: [
      {
        sid: 'Devices',
        action: 'lambda:InvokeFunction',
        principal: 'iot.amazonaws.com',
        sourceArn: 'arn:aws:iot:us-east-1:ACCOUNT:rule/thermostats',
        sourceAccount: 'own',
      },
    ],
    iot: { name: 'thermostats', isOpen: true },
    onFailure: 'arn:aws:sqs:us-east-1:ACCOUNT:shop-failed',
    faults: ['permissions/open-iot-topic#thermostats'],
  },
  {
    // Every deployment left a version, and its alias has moved on.
    name: 'shop-receipts',
    runtime: 'nodejs24.x',
    age: 100,
    versions: 3,
    aliases: ['live'],
    faults: ['usage/stale-version#function'],
  },
  {
    // A client still invokes the first of its versions by its number.
    name: 'shop-ledger',
    runtime: 'nodejs24.x',
    age: 100,
    versions: 2,
    invokedVersion: '1',
  },
  {
    // Its mapping was disabled long ago, and never enabled again.
    name: 'shop-restock',
    runtime: 'nodejs24.x',
    age: 100,
    eventSources: [{ queue: 'shop-restock', isOff: true }],
    invocations: { daily: 12, quietFor: 20 },
    faults: ['usage/dead-trigger#function'],
  },
  {
    // The same of its rule.
    name: 'shop-season',
    runtime: 'nodejs24.x',
    age: 100,
    sources: [{ kind: 'rule', name: 'season', isOff: true }],
    permissions: [
      {
        sid: 'Rule',
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
        sourceArn: 'arn:aws:events:us-east-1:ACCOUNT:rule/season',
      },
    ],
    onFailure: 'arn:aws:sqs:us-east-1:ACCOUNT:shop-failed',
    invocations: { daily: 12, quietFor: 20 },
    faults: ['usage/dead-trigger#function'],
  },
];

export const triggeredRoles: readonly ShopRole[] = [
  writing('shop-returns', 'sqs:SendMessage', `arn:aws:sqs:${here}:shop-returns`),
  writing('shop-refunds', 'sqs:SendMessage', `arn:aws:sqs:${here}:shop-refunds`),
  writing(
    'shop-thermostats',
    'dynamodb:UpdateItem',
    `arn:aws:dynamodb:${here}:table/shop-thermostats`,
  ),
  writing('shop-photos', 's3:PutObject', 'arn:aws:s3:::shop-photos/*'),
];

function writing(name: string, Action: string, Resource: string): ShopRole {
  return { name, statements: [{ Effect: 'Allow', Action, Resource }] };
}
