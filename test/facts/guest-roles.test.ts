import { describe, expect, it } from 'vitest';
import type { AccountRole } from '../../functions/app/account-readers.ts';
import { unknown } from '../../functions/core/known.ts';
import { guestRoleSurvey, surveyedGuestRoles } from '../../functions/facts/guest-roles.ts';
import { withoutUsers } from '../builders/account-roles.ts';
import { roleOf } from '../builders/role-of.ts';
import { lambdaTrust, trustOf } from '../builders/trust-of.ts';
import { recordedFacts } from '../fakes/fact-store.ts';

const role = 'arn:aws:iam::111122223333:role/guests';
const pool = 'eu-west-1:a1';
const permissions = roleOf([[{ Action: 'iot:Publish' }]]);
const trust = trustOf([
  {
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': pool } },
  },
]);
const known = <T>(value: T) => ({ known: true, value }) as const;
const found = [{ role, pools: [pool], isOfAny: false, permissions }];

describe('roles of guests that may publish', () => {
  it.each<[string, Partial<AccountRole>, object]>([
    ['are found', {}, known(found)],
    ['are none that functions run as', { trust: known(lambdaTrust) }, known([])],
    ['are none that may not', { permissions: known(roleOf([[{ Action: 's3:*' }]])) }, known([])],
    [
      'are found as far as their policies are read',
      { permissions: { ...known(permissions), incomplete: 'malformed' } },
      { ...known(found), incomplete: `${role} (malformed)` },
    ],
    [
      'may be one whose policies are not read',
      { permissions: unknown('malformed') },
      { ...known([]), incomplete: `${role} (malformed)` },
    ],
    [
      'may be one of which no one knows whom it lets in',
      { trust: unknown('malformed') },
      { ...known([]), incomplete: `${role} (who may assume it: malformed)` },
    ],
  ])('%s', async (_, some, expected) => {
    expect(await surveyed(new Map([[role, accountRole(some)]]))).toEqual(expected);
  });

  it('are not known where the roles cannot be listed, or no survey has been', async () => {
    const facts = recordedFacts();
    expect(await surveyedGuestRoles(facts)).toMatchObject({ known: false });

    const read = async () => Promise.reject(new Error('denied'));
    await guestRoleSurvey({ read }, facts).survey([], []);
    expect(await surveyedGuestRoles(facts)).toEqual({ known: false, reason: 'denied' });
  });

  it('are kept up to fifty, and the others are said', async () => {
    const roles = Array.from({ length: 52 }, (_, at) => [`${role}${at}`, accountRole()] as const);

    const answer = await surveyed(new Map(roles));
    expect(answer).toMatchObject({ incomplete: expect.stringContaining(`${role}51 (too many)`) });
    expect(answer.known && answer.value).toHaveLength(50);
  });
});

async function surveyed(roles: ReadonlyMap<string, AccountRole>) {
  const facts = recordedFacts();
  await guestRoleSurvey({ read: async () => withoutUsers(roles) }, facts).survey([], []);

  return surveyedGuestRoles(facts);
}

function accountRole(some: Partial<AccountRole> = {}): AccountRole {
  return {
    permissions: known(permissions),
    trust: known(trust),
    createdAt: known(undefined),
    lastUsedAt: known(undefined),
    ...some,
  };
}
