import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import type { UsableRegions } from '../../app/ports.ts';
import { memoizedOnSuccess } from '../calls/memoized-on-success.ts';
import type { LambdaClients } from './lambda-clients.ts';

/**
 * Which of some regions the organisation lets the account use: each is asked for one function, once.
 * A listing leaves the closed ones alone, so that no other call is denied there. Any
 * other failure is for the listing of the region to say, and so is a policy that denies it in all of
 * them: that is about the action and not about the region.
 *
 * @throws when the regions are not known.
 *
 * Source: "Configure the Region deny control" (AWS Control Tower User Guide).
 */
export function usableRegions(
  regions: () => Promise<readonly string[]>,
  lambda: LambdaClients,
): () => Promise<UsableRegions> {
  return memoizedOnSuccess(async () => {
    const asked = (await regions()).map(
      async (region) => [region, await isClosed(region, lambda)] as const,
    );
    const answers = await Promise.all(asked);
    const open = answers.filter(([, closed]) => !closed).map(([region]) => region);
    const closed = answers.filter(([, isOne]) => isOne).map(([region]) => region);

    return open.length > 0 ? { open, closed } : { open: closed, closed: [] };
  });
}

async function isClosed(region: string, lambda: LambdaClients): Promise<boolean> {
  try {
    await lambda(region).send(new ListFunctionsCommand({ MaxItems: 1 }));
    return false;
  } catch (error) {
    return isDeniedByOrganization(error);
  }
}

/**
 * Source: "Troubleshooting access denied error messages" (IAM User Guide). The ARN of the policy may
 * follow.
 */
function isDeniedByOrganization(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name.startsWith('AccessDenied') &&
    error.message.includes('with an explicit deny in a service control policy')
  );
}
