import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import { notFoundAsNone } from './not-found-as-none.ts';

/**
 * Whether the account is, or was, part of an organization: Organizations makes this role in each
 * account that is. To ask Organizations itself would take a permission on the whole of it.
 *
 * Source: "AWS Organizations and service-linked roles" (AWS Organizations User Guide).
 *
 * @throws when it is not known.
 */
export async function isInOrganization(client: IAMClient): Promise<boolean> {
  const role = await notFoundAsNone(
    () => client.send(new GetRoleCommand({ RoleName: 'AWSServiceRoleForOrganizations' })),
    'NoSuchEntityException',
  );

  return role !== undefined;
}
