import {
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { beforeEach, describe, expect, it } from 'vitest';
import { organizationUnits } from '../../../functions/adapters/aws/organization-units.ts';
import { memberGrants } from '../../../functions/domain/grants.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const organizations = mockClient(OrganizationsClient);
const management = '999988887777';
const [top, below] = ['ou-ab12-top00000', 'ou-ab12-below000'];
const account = (Id: string, more: object = {}) => ({
  Id,
  Arn: `arn:aws:organizations::${management}:account/o-example123/${Id}`,
  Name: `team ${Id[0]}`,
  State: 'ACTIVE' as const,
  ...more,
});
const read = () => organizationUnits(new OrganizationsClient({ region: 'us-east-1' }))(top);

beforeEach(() => {
  organizations.reset();
  organizations.on(ListAccountsForParentCommand).resolves({ Accounts: [] });
  organizations.on(ListOrganizationalUnitsForParentCommand).resolves({ OrganizationalUnits: [] });
});

describe('organizationUnits', () => {
  it('lists the accounts of a unit and of those below it, and calls exactly what is declared', async () => {
    organizations
      .on(ListAccountsForParentCommand, { ParentId: top })
      .resolvesOnce({ Accounts: [account('111111111111')], NextToken: 'more' })
      .resolves({ Accounts: [account('222222222222')] });
    organizations
      .on(ListOrganizationalUnitsForParentCommand, { ParentId: top })
      .resolves({ OrganizationalUnits: [{ Id: below }] });
    organizations
      .on(ListAccountsForParentCommand, { ParentId: below })
      .resolves({ Accounts: [account('333333333333')] });

    expect(await read()).toEqual([
      { account: '111111111111', name: 'team 1' },
      { account: '222222222222', name: 'team 2' },
      { account: '333333333333', name: 'team 3' },
    ]);
    const declared = memberGrants
      .map(({ action }) => action)
      .filter((action) => action.startsWith('organizations:'));
    expect(calledActions('organizations', organizations)).toEqual([...declared].sort());
  });

  it.each([
    ['that is suspended', { State: 'SUSPENDED' }, 'SUSPENDED'],
    [
      'whose closure is pending, as it was once called',
      { State: undefined, Status: 'PENDING_CLOSURE' },
      'PENDING_CLOSURE',
    ],
    [
      'that manages the organization',
      { Arn: `arn:aws:organizations::111111111111:account/o-e/111111111111` },
      'manages the organization',
    ],
  ])('says why it enters no account %s', async (_, more, why) => {
    organizations
      .on(ListAccountsForParentCommand)
      .resolves({ Accounts: [account('111111111111', more)] });

    expect(await read()).toEqual([
      { account: '111111111111', name: 'team 1', closed: expect.stringContaining(why) },
    ]);
  });

  it.each([
    ['is denied', () => organizations.on(ListAccountsForParentCommand).rejects(accessDenied())],
    ['lacks its list', () => organizations.on(ListAccountsForParentCommand).resolves({})],
    [
      'has an account without an id',
      () => organizations.on(ListAccountsForParentCommand).resolves({ Accounts: [{ Name: 'x' }] }),
    ],
    [
      'is denied below',
      () => organizations.on(ListOrganizationalUnitsForParentCommand).rejects(accessDenied()),
    ],
  ])('throws when a listing %s, for what is missing counts as gone', async (_, answer) => {
    answer();

    await expect(read()).rejects.toThrow();
  });

  it('does not follow units that lead in a circle', async () => {
    organizations
      .on(ListOrganizationalUnitsForParentCommand)
      .resolves({ OrganizationalUnits: [{ Id: top }] });

    expect(await read()).toEqual([]);
  });
});
