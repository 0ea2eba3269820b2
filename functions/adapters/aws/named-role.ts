import { GetRoleCommand, type IAMClient, type Role } from '@aws-sdk/client-iam';
import { notFoundAsNone } from './not-found-as-none.ts';

/** A role by its name; undefined where IAM says that there is none. @throws when it does not say. */
export async function namedRole(client: IAMClient, RoleName: string): Promise<Role | undefined> {
  const answer = await notFoundAsNone(
    () => client.send(new GetRoleCommand({ RoleName })),
    'NoSuchEntityException',
  );
  if (answer && !answer.Role) throw new Error('GetRole answered without a role');

  return answer?.Role;
}

/** Whether there is no such role, by its ARN. @throws when IAM does not say. */
export function roleIsGone(client: IAMClient) {
  return async (arn: string): Promise<boolean> => {
    const role = await namedRole(client, arn.split('/').at(-1) ?? '');

    // Another one of that name, under another path, is another role.
    return role?.Arn !== arn;
  };
}
