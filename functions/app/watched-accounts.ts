import * as z from 'zod/mini';
import {
  type Watch,
  type WatchedAccount,
  type WatchedAccounts,
  watchedAccount,
} from '../domain/watched-account.ts';
import { accountFacts } from './account-facts.ts';
import { attempt } from './collectors.ts';
import type { Clock, FactStore, UnitReader } from './ports.ts';

export interface WatchedAccountsProps {
  readonly watch: Watch;
  /** That of the deployment. Twelve digits. */
  readonly own: string;
  readonly readUnit: UnitReader;
  readonly facts: FactStore;
  readonly clock: Clock;
}

/**
 * Lists the accounts that are named, and those of the units that are named. Of a unit that cannot be
 * listed those count that were there when it last could. What is listed is stored for those who name
 * accounts and trust them.
 */
export async function listWatchedAccounts(props: WatchedAccountsProps): Promise<WatchedAccounts> {
  const { watch, own, readUnit, facts, clock } = props;
  const before = await attempt(() => storedList(facts));
  const units = await Promise.all(
    watch.organization.map(async (unit) => ({ unit, listed: await attempt(() => readUnit(unit)) })),
  );

  const ofUnits = units.flatMap(({ unit, listed }) =>
    listed.known
      ? listed.value.map((account) => ({ ...account, unit }))
      : before.known
        ? before.value.accounts.filter((account) => account.unit === unit)
        : [],
  );
  const named = watch.accounts.map((account) => ({ account }));
  const all = distinct([...ofUnits, ...named]).filter(({ account }) => account !== own);
  const listedUnits = units.flatMap(({ unit, listed }) =>
    listed.known || (before.known && before.value.units.includes(unit)) ? [unit] : [],
  );
  const list = { at: clock().toISOString(), accounts: all, units: listedUnits };
  await facts.write(KIND, new Map([[ID, list]]));

  const isNamed = new Set(watch.accounts);
  const closed = all.flatMap(({ account, closed }) =>
    closed === undefined || isNamed.has(account) ? [] : [{ account, reason: closed }],
  );
  const isClosed = new Set(closed.map(({ account }) => account));
  return {
    entered: all.filter(({ account }) => !isClosed.has(account)),
    closed,
    unlisted: units.flatMap(({ unit, listed }) =>
      listed.known ? [] : [{ fact: `accounts of ${unit}`, reason: listed.reason }],
    ),
  };
}

/**
 * The accounts that the last night has listed, by their ids; none where no night ever has.
 *
 * @throws when the facts table does not answer.
 */
export async function storedAccounts(facts: FactStore): Promise<readonly WatchedAccount[]> {
  return (await storedList(facts)).accounts;
}

/** Whether an account is named, or is among those that the last night has listed. */
export async function isWatched(
  account: string,
  { watch, facts }: Pick<WatchedAccountsProps, 'watch' | 'facts'>,
): Promise<boolean> {
  if (watch.accounts.includes(account)) return true;

  return (await storedAccounts(facts)).some((each) => each.account === account);
}

async function storedList(facts: FactStore): Promise<Omit<z.infer<typeof accountList>, 'at'>> {
  const stored = await facts.read(KIND, [ID]);
  const parsed = accountList.safeParse(stored.get(ID));

  return parsed.success ? parsed.data : { accounts: [], units: [] };
}

/** Those who are watched together, and so trust each other. */
export interface WatchedBy {
  /** Facts of all accounts. */
  readonly facts: FactStore;
  /** Their ids, that of the deployment among them. @throws when they are not known. */
  readonly ids: () => Promise<readonly string[]>;
  /** Facts as the sweeps of an account keep them. */
  readonly factsOf: (account: string) => FactStore;
}

export function watchedBy({
  watch,
  own,
  facts,
}: Pick<WatchedAccountsProps, 'watch' | 'own' | 'facts'>): WatchedBy {
  return {
    facts,
    factsOf: (account) => factsIn(account, own, facts),
    async ids() {
      const { accounts, units } = await storedList(facts);
      const unread = watch.organization.find((unit) => !units.includes(unit));
      if (unread !== undefined) throw new Error(`the accounts of ${unread} were never listed`);

      return [...new Set([own, ...watch.accounts, ...accounts.map(({ account }) => account)])];
    },
  };
}

/** @param own the account of the deployment, whose facts have their ids as they are. */
export function factsIn(account: string, own: string, facts: FactStore): FactStore {
  return account === own ? facts : accountFacts(facts, account);
}

/** An account of two units is of the first; one that is named too has the name that it has there. */
function distinct(accounts: readonly WatchedAccount[]): readonly WatchedAccount[] {
  const byId = new Map<string, WatchedAccount>();
  for (const account of accounts) {
    if (!byId.has(account.account)) byId.set(account.account, account);
  }

  return [...byId.values()].toSorted((a, b) => Number(a.account) - Number(b.account));
}

const KIND = 'watched accounts';
const ID = 'all';

const accountList = z.object({
  at: z.string(),
  accounts: z.array(watchedAccount),
  /** Those that were listed at some time: one may have no account, or none that another has not. */
  units: z.array(z.string()),
});
