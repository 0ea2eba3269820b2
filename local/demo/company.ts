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
}

export const company: readonly MemberOfCompany[] = [
  {
    account: '222233334444',
    name: 'warehouse',
    functions: named('shop-parcels', 'shop-shelf-labels', 'shop-restock'),
  },
  {
    account: '777788889999',
    name: 'partners',
    functions: named('shop-partner-feed', 'shop-legacy-export'),
  },
];

/** What lies in the other accounts before they are watched. */
export async function seedCompany(cloud: LocalCloud): Promise<void> {
  for (const { account, functions } of company) {
    await seed(memberAccount(cloud, account), functions, []);
  }
}

/** Each account deploys the roles that let the scanners in. */
export async function letIn(cloud: LocalCloud, template: string): Promise<void> {
  for (const { account } of company) await deployMember(memberAccount(cloud, account), template);
}

function named(...names: readonly string[]): readonly SampleFunction[] {
  return shop.filter(({ name }) => names.includes(name));
}
