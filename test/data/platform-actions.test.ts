import { expect, it } from 'vitest';
import {
  networkActions,
  permissionOnlyActions,
  permissionOnlyServices,
  platformActions,
  platformServices,
} from '../../functions/data/platform-actions.ts';
import { actionsMatching } from '../../functions/engines/iam/index.ts';

it('names actions and services that AWS has', () => {
  const services = [...platformServices, ...permissionOnlyServices].map((name) => `${name}:*`);
  const actions = [...networkActions, ...platformActions, ...permissionOnlyActions];

  expect([...services, ...actions].filter((one) => actionsMatching(one).length === 0)).toEqual([]);
});

it('is asked in lower case', () => {
  const all = [...platformActions, ...permissionOnlyActions];

  expect(all.filter((action) => action !== action.toLowerCase())).toEqual([]);
});

it('has what joins a network among what the platform needs', () => {
  expect(networkActions.filter((one) => !platformActions.has(one.toLowerCase()))).toEqual([]);
});
