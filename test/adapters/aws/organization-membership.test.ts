import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { beforeEach, expect, it } from 'vitest';
import { isInOrganization } from '../../../functions/adapters/aws/organization-membership.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const iam = mockClient(IAMClient);

beforeEach(() => iam.reset());

const read = () => isInOrganization(new IAMClient({}));

it('is in one where Organizations has its role', async () => {
  iam.on(GetRoleCommand, { RoleName: 'AWSServiceRoleForOrganizations' }).resolves({});

  expect(await read()).toBe(true);
});

it('is in none without it', async () => {
  iam
    .on(GetRoleCommand)
    .rejects(Object.assign(new Error('none'), { name: 'NoSuchEntityException' }));

  expect(await read()).toBe(false);
});

it('throws when it is denied', async () => {
  iam.on(GetRoleCommand).rejects(accessDenied());

  await expect(read()).rejects.toThrow('not authorised');
});
