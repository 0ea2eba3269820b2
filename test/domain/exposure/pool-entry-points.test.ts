import { expect, it } from 'vitest';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import { withUserPools } from '../../../functions/domain/exposure/pool-entry-points.ts';
import type { TriggerSource } from '../../../functions/domain/exposure/trigger-source.ts';

const orders = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const arn = 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Shop';
const byPool: EntryPoint = {
  kind: 'service',
  service: 'cognito-idp.amazonaws.com',
  source: arn,
  isForAnyone: false,
};
const live: EntryPoint = { ...byPool, qualifier: 'live' };
const anyone = { userPool: 'eu-west-1_Shop', by: 'anyone' } as const;
const decided = { userPool: 'eu-west-1_Shop', by: 'function' } as const;
const unread = { userPool: 'eu-west-1_Shop', by: 'unknown', reason: 'denied' } as const;

it.each<[string, EntryPoint, Omit<TriggerSource, 'arn'> | undefined, readonly EntryPoint[]]>([
  [
    'with who signs up, of one of its triggers',
    byPool,
    { exists: true, userPool: { signUp: anyone, triggers: { arns: [orders] } } },
    [{ ...byPool, signUp: anyone }],
  ],
  [
    'anyone, before it has refused a sign-up itself',
    byPool,
    {
      exists: true,
      userPool: { signUp: decided, triggers: { arns: [orders], preSignUp: orders } },
    },
    [{ ...byPool, signUp: anyone }],
  ],
  [
    'whom another function lets sign up',
    byPool,
    {
      exists: true,
      userPool: {
        signUp: decided,
        triggers: { arns: [orders, `${orders}2`], preSignUp: `${orders}2` },
      },
    },
    [{ ...byPool, signUp: decided }],
  ],
  [
    'by its alias',
    live,
    { exists: true, userPool: { signUp: anyone, triggers: { arns: [`${orders}:live`] } } },
    [{ ...live, signUp: anyone }],
  ],
  [
    'none, of a pool that runs another alias',
    byPool,
    { exists: true, userPool: { signUp: anyone, triggers: { arns: [`${orders}:live`] } } },
    [],
  ],
  [
    'none, of a pool that runs other functions',
    byPool,
    { exists: true, userPool: { signUp: anyone, triggers: { arns: [] } } },
    [],
  ],
  ['none, of a pool that is gone', byPool, { exists: false }, []],
  [
    'as unknown as the pool is',
    byPool,
    { exists: true, userPool: { signUp: unread } },
    [{ ...byPool, signUp: unread }],
  ],
  ['as it is, of a pool that was not asked about', byPool, undefined, [byPool]],
  [
    'as it is, of no user pool',
    { ...byPool, source: arn.replace('userpool', 'identitypool') },
    { exists: true },
    [{ ...byPool, source: arn.replace('userpool', 'identitypool') }],
  ],
])('comes in %s', (_, way, found, expected) => {
  const source = 'source' in way ? way.source : undefined;
  const sources = found && source !== undefined ? [{ arn: source, ...found }] : [];

  expect(withUserPools([way], sources, orders)).toEqual(expected);
});
