import { partitionOf, type Target } from '../functions/core/target.ts';
import { accountsInWords } from './account-option.ts';
import type { Listing } from './listing.ts';
import { deployedPlaces } from './render/code-places.ts';

/** Whose findings they are. */
export interface ListedAccount {
  readonly account: Target<'account'>;
  /** Of who looked: functions are of any. */
  readonly region: string;
}

/**
 * Findings of what is deployed.
 *
 * @param what they are of: `Findings`.
 * @param targets ARNs of what was looked at: their accounts are named.
 */
export function deployedListing(
  what: string,
  { account, region }: ListedAccount,
  found: Pick<Listing, 'at' | 'findings' | 'checks' | 'notChecked' | 'leftOut'>,
  targets: readonly string[],
): Listing {
  return {
    ...found,
    title: `${what} of ${accountsInWords(account.account, targets)}`,
    home: { account: account.account, region, partition: partitionOf(account.arn) },
    places: deployedPlaces(account.account),
  };
}
