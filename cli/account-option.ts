import { Option } from 'commander';
import type { Coverage, Finding } from '../functions/domain/finding.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import type { WatchedAccount } from '../functions/domain/watched-account.ts';
import type { Deployment } from './aws/deployment.ts';
import { Failure } from './failure.ts';

/** Of several accounts that are watched, one. A new option each time: commander keeps state in them. */
export function accountOption(): Option {
  return new Option(
    '--account <account>',
    'of one of the accounts that are watched: its id or name',
  );
}

/** The account that a question is about. */
export interface AskedAccount {
  /** Twelve digits; undefined for all. */
  readonly account?: string | undefined;
  /**
   * ARNs of the layer versions that its functions use. Undefined where that is not known: then it may
   * use any.
   */
  readonly layers?: ReadonlySet<string> | undefined;
}

/**
 * The account that is asked for, by its id or name, and the layers that are its own to deal with.
 *
 * @param scanned what scanners know of.
 * @throws Failure for an account that is not watched: it would pass for one without findings.
 */
export async function askedAccount(
  asked: string | undefined,
  { otherAccounts, layersOf }: Pick<Deployment, 'otherAccounts' | 'layersOf'>,
  scanned: readonly Pick<Coverage | Finding, 'target'>[],
): Promise<AskedAccount> {
  if (asked === undefined) return {};
  const account = await idOf(asked, otherAccounts, scanned);

  return { account, layers: await layersOf(account) };
}

/** A layer is of its publisher, and concerns every account whose functions run its code. */
export function isOfAccount(target: string, { account, layers }: AskedAccount): boolean {
  if (account === undefined) return true;
  const { kind, account: own } = identityOf(target);
  if (own === account) return true;

  return kind === 'layer' && (layers === undefined || layers.has(target));
}

/** @param listed as the organization calls them; asked only for a name. */
async function idOf(
  account: string,
  listed: () => Promise<readonly WatchedAccount[]>,
  scanned: readonly Pick<Coverage | Finding, 'target'>[],
): Promise<string> {
  const ids = [...new Set(scanned.flatMap(({ target }) => accountWatched(target)))].toSorted();
  if (ids.includes(account)) return account;

  const named = (await listed()).filter(({ name }) => name === account);
  const [only, ...others] = named;
  if (only && others.length === 0) return only.account;
  if (only) {
    const all = named.map((each) => each.account).join(', ');
    throw new Failure(`several accounts are called ${account}: name one by its id, ${all}`);
  }
  throw new Failure(
    `no account that is watched is ${account}; there ${ids.length === 1 ? 'is' : 'are'} ${ids.join(', ') || 'none yet'}`,
  );
}

/** A layer is of its publisher, which is not watched for that. */
export function accountWatched(target: string): readonly string[] {
  const { kind, account } = identityOf(target);

  return kind === 'layer' ? [] : [account];
}

/**
 * `account 111122223333`, `4 accounts`: whose what is shown is.
 *
 * @param own where nothing was looked at yet.
 */
export function accountsInWords(own: string, targets: readonly string[]): string {
  const [only = own, ...others] = new Set(targets.flatMap(accountWatched));

  return others.length > 0 ? `${others.length + 1} accounts` : `account ${only}`;
}

/** Whether targets are of several accounts, so that a reader has to know of which each is. */
export function areOfSeveral(targets: readonly string[]): boolean {
  return new Set(targets.flatMap(accountWatched)).size > 1;
}
