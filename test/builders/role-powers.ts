import type { RolePower } from '../../functions/engines/iam/index.ts';

/** What roles may give, the least first: logs alone, a write to a table, any secret. */
export const little: RolePower = {
  gives: 'little',
  writes: false,
  because: 'its role may write logs',
};
export const something: RolePower = {
  gives: 'something',
  writes: true,
  because: 'its role may call dynamodb:PutItem',
};
export const much: RolePower = {
  gives: 'much',
  writes: true,
  because: 'its role may read any secrets of the account',
};
