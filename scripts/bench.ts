import { benchAccount } from './bench/account.ts';
import { benchAccounts } from './bench/accounts.ts';
import { benchArchives, benchHostileArchives, benchLargeCode } from './bench/archives.ts';
import { benchBundles } from './bench/bundles.ts';
import { benchCode } from './bench/code.ts';
import { benchNoise } from './bench/noise.ts';
import { benchPace } from './bench/pace.ts';
import { benchPackages } from './bench/packages.ts';
import { benchPermissions } from './bench/permissions.ts';
import { benchReport } from './bench/report.ts';
import { benchUsage } from './bench/usage.ts';

/** `npm run bench`, or `npm run bench -- NAME`: what the product costs, as figures to compare. */
const benches: Readonly<Record<string, (...words: readonly string[]) => Promise<void>>> = {
  // Of these sizes: `npm run bench -- account 10000`.
  account: (...sizes) => benchAccount(sizes.length > 0 ? sizes.map(Number) : undefined),
  // `accounts 10000 20`, or how it grows: `accounts doubling 10000 20`.
  accounts: benchAccounts,
  // Of one: `bundles CDK`.
  bundles: benchBundles,
  code: benchCode,
  async dependencies() {
    await benchArchives();
    await benchHostileArchives();
    await benchLargeCode();
    benchPackages();
  },
  noise: benchNoise,
  pace: benchPace,
  permissions: benchPermissions,
  report: benchReport,
  usage: benchUsage,
};

const [name = 'account', ...words] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  throw new Error(`there is no bench "${name}"; there are ${Object.keys(benches).join(', ')}`);
}
await bench(...words);
