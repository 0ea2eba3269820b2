import {
  DescribeAccountCommand,
  DescribePolicyCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { beforeEach, describe, expect, it } from 'vitest';
import { readControls } from '../../../functions/adapters/aws/organization-controls.ts';
import { controlsFact } from '../../../functions/facts/role/controls.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const organizations = mockClient(OrganizationsClient);
const read = readControls(new OrganizationsClient({}));
const account = '111122223333';
const noIam = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };
const SERVICE = 'SERVICE_CONTROL_POLICY';
const RESOURCE = 'RESOURCE_CONTROL_POLICY';

beforeEach(() => {
  organizations.reset();
  organizations.on(DescribeAccountCommand).resolves({
    Account: { Arn: `arn:aws:organizations::999988887777:account/o-shop/${account}` },
  });
  parents(account, 'ou-1', 'ORGANIZATIONAL_UNIT');
  parents('ou-1', 'r-1', 'ROOT');
  for (const id of [account, 'ou-1', 'r-1']) {
    attached(id, SERVICE, 'p-FullAWSAccess');
    attached(id, RESOURCE, 'p-RCPFullAWSAccess');
  }
});

describe('readControls', () => {
  it('reads the levels from the root down, and each policy once', async () => {
    attached('ou-1', SERVICE, 'p-FullAWSAccess', 'p-noiam');
    attached(account, SERVICE, 'p-FullAWSAccess', 'p-noiam');
    policy('p-noiam', noIam);

    expect(await read(account)).toMatchObject({
      organization: 'o-shop',
      levels: [
        { id: 'r-1', policies: [{ name: 'named p-FullAWSAccess (p-FullAWSAccess)' }] },
        {
          id: 'ou-1',
          policies: [{}, { source: 'service control', statements: [{ effect: 'Deny' }] }],
        },
        { id: account },
      ],
      resources: [{ source: 'resource control' }],
      unread: [],
    });
    expect(organizations.commandCalls(DescribePolicyCommand)).toHaveLength(1);
  });

  it('calls exactly what the fact declares', async () => {
    attached('ou-1', SERVICE, 'p-noiam');
    policy('p-noiam', noIam);
    await read(account);
    const granted = controlsFact.grants.map(({ action }) => action);

    expect(calledActions('organizations', organizations)).toEqual(
      granted.filter((action) => action.startsWith('organizations:')).toSorted(),
    );
  });

  it('has none for the management account', async () => {
    expect(await read('999988887777')).toEqual({
      organization: 'o-shop',
      levels: [],
      resources: [],
      unread: [],
    });
  });

  it('has no level where the organization has turned these policies off', async () => {
    for (const id of [account, 'ou-1', 'r-1']) attached(id, SERVICE);

    expect((await read(account)).levels).toEqual([]);
  });

  it.each([
    [
      'is denied',
      () => organizations.on(DescribePolicyCommand, { PolicyId: 'p-x' }).rejects(accessDenied()),
    ],
    ['is no policy', () => policy('p-x', { Effect: 'Deny' })],
  ])('names a policy that %s, and leaves open what it says', async (_, answer) => {
    attached('ou-1', SERVICE, 'p-x');
    answer();

    const { levels, unread } = await read(account);

    expect(unread).toEqual([expect.stringMatching(/^named p-x \(p-x\): /)]);
    expect(levels.find(({ id }) => id === 'ou-1')).toEqual({
      id: 'ou-1',
      policies: [],
      isIncomplete: true,
    });
  });

  it('reads service control policies where resource control policies are not to be had', async () => {
    organizations
      .on(ListPoliciesForTargetCommand, { Filter: RESOURCE })
      .rejects(new Error('no such type'));

    const { levels, unread } = await read(account);

    expect(levels).toHaveLength(3);
    expect(unread).toEqual(['the resource control policies: no such type']);
  });

  it.each([DescribeAccountCommand, ListParentsCommand, ListPoliciesForTargetCommand])(
    'throws when %o is denied, with who may ask',
    async (Command) => {
      const denied = Object.assign(new Error('no access'), { name: 'AccessDeniedException' });
      organizations.on(Command as typeof ListParentsCommand).rejects(denied);

      await expect(read(account)).rejects.toThrow('delegated administrators');
    },
  );

  it('throws where the levels lead in a circle', async () => {
    parents('ou-1', 'ou-1', 'ORGANIZATIONAL_UNIT');

    await expect(read(account)).rejects.toThrow('more than');
  });
});

function parents(ChildId: string, Id: string, Type: 'ROOT' | 'ORGANIZATIONAL_UNIT'): void {
  organizations.on(ListParentsCommand, { ChildId }).resolves({ Parents: [{ Id, Type }] });
}

function attached(
  TargetId: string,
  Filter: typeof SERVICE | typeof RESOURCE,
  ...ids: readonly string[]
) {
  organizations.on(ListPoliciesForTargetCommand, { TargetId, Filter }).resolves({
    Policies: ids.map((Id) => ({ Id, Name: `named ${Id}` })),
  });
}

function policy(PolicyId: string, Statement: object): void {
  organizations
    .on(DescribePolicyCommand, { PolicyId })
    .resolves({ Policy: { Content: JSON.stringify({ Statement }) } });
}
