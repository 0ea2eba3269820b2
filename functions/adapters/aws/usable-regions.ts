import { paginateListFunctions } from '@aws-sdk/client-lambda';
import type { UsableRegions } from '../../app/ports.ts';
import type { LambdaClients } from './lambda-clients.ts';
import { listsOf } from './pages.ts';

/**
 * Which of some regions the organization lets the account use, and which of these have no function:
 * each is asked for one. A listing leaves the closed ones alone, so that no other call is denied there,
 * and the empty ones, of which it would show nothing. Any other failure is for the listing of the
 * region to say, and so is a policy that denies it in all of them: that is about the action and not
 * about the region.
 *
 * Asked anew each time: a process may live on until another night, and functions come.
 *
 * @throws when the regions are not known.
 *
 * Source: "Configure the Region deny control" (AWS Control Tower User Guide).
 */
export function usableRegions(
  regions: () => Promise<readonly string[]>,
  lambda: LambdaClients,
): () => Promise<UsableRegions> {
  return async () => {
    const asked = (await regions()).map(
      async (region) => [region, await stateOf(region, lambda)] as const,
    );
    const answers = await Promise.all(asked);
    const those = (wanted: (state: RegionState) => boolean) =>
      answers.filter(([, state]) => wanted(state)).map(([region]) => region);

    const open = those((state) => state !== 'closed');
    const closed = those((state) => state === 'closed');
    const empty = those((state) => state === 'empty');
    return open.length > 0 ? { open, empty, closed } : { open: closed, empty, closed: [] };
  };
}

type RegionState = 'closed' | 'empty' | 'to be listed';

async function stateOf(region: string, lambda: LambdaClients): Promise<RegionState> {
  try {
    const pages = paginateListFunctions({ client: lambda(region), pageSize: 1 }, {});
    for await (const page of listsOf(pages, 'Functions', 'NextMarker')) {
      if (page.length > 0) return 'to be listed';
    }
    return 'empty';
  } catch (error) {
    return isDeniedByOrganization(error) ? 'closed' : 'to be listed';
  }
}

/**
 * Whether a policy of the organization denies it.
 *
 * Source: "Troubleshooting access denied error messages" (IAM User Guide). The ARN of the policy may
 * follow.
 */
export function isDeniedByOrganization(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name.startsWith('AccessDenied') &&
    error.message.includes('with an explicit deny in a service control policy')
  );
}
