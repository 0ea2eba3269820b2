import { describe, expect, it } from 'vitest';
import type { NamedPolicy } from '../../../functions/engines/iam/named-policy.ts';
import {
  rolePermissions,
  rolePermissionsOf,
} from '../../../functions/engines/iam/role-permissions.ts';
import { policyOf } from '../../builders/role-of.ts';

const inline = policyOf('logs', [{ Sid: 'S', Action: 'logs:*' }]);
const managed: NamedPolicy = {
  ...inline,
  source: 'managed',
  arn: 'arn:aws:iam::111122223333:policy/logs',
};

describe('rolePermissionsOf', () => {
  it('counts a policy once, however often it is attached (case 22)', () => {
    expect(rolePermissionsOf([managed, managed], undefined).policies).toEqual([managed]);
  });

  it('keeps an inline and a managed policy of one name apart', () => {
    expect(rolePermissionsOf([managed, inline], undefined).policies).toHaveLength(2);
  });

  it('is the same in whichever order they are attached', () => {
    expect(rolePermissionsOf([managed, inline], undefined)).toEqual(
      rolePermissionsOf([inline, managed], undefined),
    );
  });
});

it.each([inline, undefined])('permissions come back from the table as they were', (boundary) => {
  const permissions = rolePermissionsOf([inline, managed], boundary);

  expect(rolePermissions.parse(JSON.parse(JSON.stringify(permissions)))).toEqual(permissions);
});
