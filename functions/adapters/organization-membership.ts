import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';

/**
 * Whether the account is, or was, part of an organisation: Organizations makes this role in each
 * account that is. To ask Organizations itself would take a right over the whole of it.
 *
 * Source: "AWS Organizations and service-linked roles" (AWS Organizations User Guide).
 *
 * @throws when it cannot be told.
 */
export async function isInOrganization(client: IAMClient): Promise<boolean> {
  try {
    await client.send(new GetRoleCommand({ RoleName: 'AWSServiceRoleForOrganizations' }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchEntityException') return false;
    throw error;
  }
}
