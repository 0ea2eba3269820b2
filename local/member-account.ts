import { createStack } from './create-stack.ts';
import type { LocalCloud } from './local-cloud.ts';
import type { SeedContext } from './shop/seed-context.ts';

/** Another account of the same local cloud: there, a key of twelve digits is an account of that number. */
export function memberAccount({ client, region }: LocalCloud, account: string): SeedContext {
  const { secretAccessKey } = client.credentials;

  return {
    account,
    region,
    client: { ...client, credentials: { accessKeyId: account, secretAccessKey } },
  };
}

/** The roles of the scanners there. @throws where they cannot be made. */
export function deployMember({ client }: SeedContext, template: string): Promise<void> {
  return createStack(client, { name: 'lambda-vigil-member', template });
}
