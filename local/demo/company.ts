import { accountOf } from '../../functions/core/target.ts';
import type { LocalCloud } from '../local-cloud.ts';
import { deployMember, memberAccount } from '../member-account.ts';
import type { SampleFunction } from '../shop/sample-function.ts';
import { seed } from '../shop/seed.ts';
import { shop } from '../shop/shop-functions.ts';

/** Another account of the company that the shop belongs to. */
interface MemberOfCompany {
  readonly account: string;
  readonly name: string;
  readonly functions: readonly SampleFunction[];
  /** Whether it deploys the roles that let the scanners in. */
  readonly letsIn: boolean;
}

export const company: readonly MemberOfCompany[] = [
  {
    account: '222233334444',
    name: 'warehouse',
    functions: named('shop-parcels', 'shop-shelf-labels', 'shop-restock'),
    letsIn: true,
  },
  {
    account: '777788889999',
    name: 'partners',
    functions: named('shop-partner-feed', 'shop-legacy-export'),
    letsIn: true,
  },
  // What cannot be looked into must not pass for clean.
  { account: '333322221111', name: 'archive', functions: [], letsIn: false },
];

/** Whether a target is the shop's, or of what the shop uses: a layer may be anyone's. */
export function isOfShop(target: string): boolean {
  return !company.some(({ account }) => accountOf(target) === account);
}

/** What lies in the other accounts before they are watched. */
export async function seedCompany(cloud: LocalCloud): Promise<void> {
  for (const { account, functions } of company.filter(({ letsIn }) => letsIn)) {
    await seed(memberAccount(cloud, account), functions, []);
  }
}

/** Each account but one deploys the roles that let the scanners in. */
export async function letIn(cloud: LocalCloud, template: string): Promise<void> {
  for (const { account } of company.filter(({ letsIn }) => letsIn)) {
    await deployMember(memberAccount(cloud, account), template);
  }
}

function named(...names: readonly string[]): readonly SampleFunction[] {
  return shop.filter(({ name }) => names.includes(name));
}
