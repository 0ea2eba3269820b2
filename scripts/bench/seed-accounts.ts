import type { LocalCloud } from '../../local/local-cloud.ts';
import { memberAccount } from '../../local/member-account.ts';
import { bigAccount } from '../../local/shop/big-account.ts';
import type { UsedLayer } from '../../local/shop/sample-function.ts';
import { seed } from '../../local/shop/seed.ts';
import { seedLayer } from '../../local/shop/seed-layer.ts';

/**
 * Spreads so many functions over so many accounts, each of which uses one layer of the first.
 *
 * @returns the ids of the accounts beside the cloud's own.
 */
export async function seedAccounts(
  cloud: LocalCloud,
  functions: number,
  accounts: number,
): Promise<readonly string[]> {
  const layer = {
    name: 'common',
    account: cloud.account,
    versions: [
      {
        files: { 'node_modules/common/index.js': 'module.exports = {};' },
        permissions: [{ sid: 'Others', principal: '*' }],
      },
    ],
  };
  const used: readonly UsedLayer[] = [{ layer: { ...layer, versions: [] }, version: 1 }];
  const others = Array.from({ length: accounts - 1 }, (_, index) =>
    String(400_000_000_001 + index),
  );

  // Past the proxy, which would keep each of these calls.
  const past = { ...cloud, client: { ...cloud.client, endpoint: cloud.direct } };
  await seedLayer(past, layer);
  for (const account of [cloud.account, ...others]) {
    const context = account === cloud.account ? past : memberAccount(past, account);
    const there = bigAccount(Math.round(functions / accounts), `of-${account}`, used);
    await seed(context, there.functions, there.roles);
  }
  return others;
}
