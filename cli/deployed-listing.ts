import { partitionOf, type Target } from '../functions/core/target.ts';
import type { Listing } from './listing.ts';
import { deployedPlaces } from './render/code-places.ts';

/** Whose findings they are. */
export interface ListedAccount {
  readonly account: Target<'account'>;
  /** Of who looked: functions are of any. */
  readonly region: string;
}

/** Findings of what is deployed. @param what they are of: `Findings`. */
export function deployedListing(
  what: string,
  { account, region }: ListedAccount,
  found: Pick<Listing, 'at' | 'findings' | 'checks' | 'notChecked'>,
): Listing {
  return {
    ...found,
    title: `${what} of account ${account.account}`,
    home: { account: account.account, region, partition: partitionOf(account.arn) },
    places: deployedPlaces(account.account),
  };
}
