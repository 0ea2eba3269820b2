import type { Gap } from '../core/gap.ts';
import { accountOf, partitionOf, regionOf, type Target, type TargetKind } from '../core/target.ts';
import { unreadableRows } from '../domain/unreadable-rows.ts';
import type { WatchedAccounts } from '../domain/watched-account.ts';
import { layerUsersOf } from './layer-users.ts';
import type { FactStore, FindingsStore } from './ports.ts';
import type { SweptResources } from './surveys.ts';

export interface Listing extends SweptResources {
  readonly closed: ReadonlySet<string>;
  readonly unlisted: readonly Gap[];
}

export interface GoneProps {
  readonly scanner: string;
  readonly kinds: ReadonlySet<TargetKind>;
  readonly account: Target<'account'>;
  readonly findings: Pick<FindingsStore, 'known'>;
  /** The others that are watched; undefined in the sweep of one of them. */
  readonly others: WatchedAccounts | undefined;
  /** Those of all accounts. */
  readonly shared: FactStore | undefined;
}

export interface GoneTargets {
  /** ARNs, by the account that they were of, or were seen for. */
  readonly gone: ReadonlyMap<string, readonly string[]>;
  readonly unread: readonly Gap[];
}

/**
 * Seen before and not listed now, where all was listed that could have shown them; and whatever no
 * check asks about any more, for nothing else would ever resolve its findings.
 *
 * The sweep of a member account judges its own functions and roles, and nothing else. That of the
 * deployment's account also judges layers, which several accounts may use, and accounts that are
 * watched no more.
 */
export async function goneSince(props: GoneProps, listing: Listing): Promise<GoneTargets> {
  const { scanner, findings, account, others } = props;
  const within =
    others === undefined
      ? {
          account: account.account,
          partition: partitionOf(account.arn),
          regions: [...listing.complete, ...listing.closed],
        }
      : undefined;
  const rows = { own: [], layers: [], accounts: [], foreign: [] } as Rows;
  const unreadable: string[] = [];

  for await (const known of findings.known(scanner, within)) {
    if ('unreadable' in known) unreadable.push(known.unreadable);
    else rows[whose(known.target, account)].push(known.target);
  }

  return {
    gone: grouped([
      ...goneOfOwn(rows.own, props, listing).map((arn) => [account.account, arn] as const),
      ...(await goneLayers(rows, props, listing)).map((arn) => [account.account, arn] as const),
      ...goneAccounts([...rows.accounts, ...rows.foreign], props),
    ]),
    unread: unreadableRows(unreadable),
  };
}

type Rows = Record<'own' | 'layers' | 'accounts' | 'foreign', string[]>;

function whose(arn: string, account: Target<'account'>): keyof Rows {
  if (kindOf(arn) === 'layer') return 'layers';
  if (kindOf(arn) === 'account') return 'accounts';

  return accountOf(arn) === account.account ? 'own' : 'foreign';
}

function goneOfOwn(
  known: readonly string[],
  { kinds }: GoneProps,
  listing: Listing,
): readonly string[] {
  const retired = known.filter((arn) => !kinds.has(kindOf(arn)));
  const unmet = known.filter(
    (arn) =>
      kinds.has(kindOf(arn)) && !listing.functions.has(arn) && !listing.functionsOfRole.has(arn),
  );
  const isLeft = unmet.some((arn) => listing.closed.has(regionOf(arn)));

  return [...retired, ...unmet.filter((arn) => wouldBeListed(arn, listing, isLeft))];
}

/**
 * A layer is used in its own region alone. Source: "Working with layers" (Developer Guide).
 *
 * @param isLeft something was seen in a region that has been closed since: what a role was seen for
 *   may be there.
 */
function wouldBeListed(arn: string, { complete, unlisted }: Listing, isLeft: boolean): boolean {
  return kindOf(arn) === 'role' ? unlisted.length === 0 && !isLeft : complete.has(regionOf(arn));
}

/**
 * In a region that only other accounts have, they say what is in use. Of one that was seen before and
 * has not stored all its users, any layer may be in use.
 */
async function goneLayers(
  { layers, accounts }: Rows,
  { kinds, others, shared }: GoneProps,
  listing: Listing,
): Promise<readonly string[]> {
  if (others === undefined) return [];
  if (!kinds.has('layer')) return layers;
  const ids = watchedIds(others);
  const isElsewhere = (region: string) =>
    ids.length > 0 && listing.unlisted.length === 0 && !listing.closed.has(region);
  const unmet = layers.filter((arn) => {
    const region = regionOf(arn);
    const isSettled = listing.complete.has(region) || isElsewhere(region);
    return !listing.functionsOfLayer.has(arn) && isSettled;
  });
  if (unmet.length === 0 || ids.length === 0 || shared === undefined) return unmet;

  const users = await layerUsersOf(shared, ids);
  const seen = new Set(accounts.map(accountOf));
  if (ids.some((id) => seen.has(id) && !users.get(id)?.isWhole)) return [];
  return unmet.filter(
    (arn) => ![...users.values()].some(({ functionsOfLayer }) => functionsOfLayer.has(arn)),
  );
}

/** What is of an account that a complete list does not have any more. */
function goneAccounts(
  known: readonly string[],
  { others, account }: GoneProps,
): readonly (readonly [string, string])[] {
  if (others === undefined || others.unlisted.length > 0) return [];
  const watched = new Set([account.account, ...watchedIds(others)]);

  return known.flatMap((arn) => (watched.has(accountOf(arn)) ? [] : [[accountOf(arn), arn]]));
}

function watchedIds({ entered, closed }: WatchedAccounts): readonly string[] {
  return [...entered, ...closed].map(({ account }) => account);
}

function grouped(entries: readonly (readonly [string, string])[]) {
  const groups = Map.groupBy(entries, ([account]) => account);

  return new Map([...groups].map(([account, arns]) => [account, arns.map(([, arn]) => arn)]));
}

function kindOf(arn: string): TargetKind {
  if (arn.includes(':role/')) return 'role';
  const [, , , , , resource] = arn.split(':');
  if (resource === 'root') return 'account';

  return resource === 'layer' ? 'layer' : 'function';
}
