import { callersAccount } from '../../cli/aws/caller.ts';
import { callCount } from '../../cli/call-count.ts';
import { inProcessNight } from '../../cli/in-process-night.ts';
import { scanners } from '../../cli/scanners.ts';
import { defaultScanSettings } from '../../functions/domain/settings/read-settings.ts';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import { bigAccount } from '../../local/shop/big-account.ts';
import { seed } from '../../local/shop/seed.ts';
import { printCalls } from './print-calls.ts';

/** What the permissions scanner asks AWS about an account of so many functions, alone. */
export async function benchPermissionCalls(size: number): Promise<void> {
  const cloud = await startLocalCloud();

  try {
    const { functions, roles } = bigAccount(size);
    await seed(cloud, functions, roles);
    const used = new Set(functions.map(({ role }) => role)).size;

    console.info(`\nPermissions scanner, ${size} functions with ${used} roles`);
    printCalls(await callsOfANight(cloud), size);
  } finally {
    await cloud.stop();
  }
}

async function callsOfANight(cloud: LocalCloud): Promise<Readonly<Record<string, number>>> {
  Object.assign(process.env, cloud.environment, { AWS_ENDPOINT_URL: cloud.direct });
  const { onCall, calls } = callCount();
  const night = inProcessNight({
    scanners,
    account: (await callersAccount(() => undefined)).account,
    settings: { ...defaultScanSettings, regions: [cloud.region], apiRate: 100_000 },
    clock: () => new Date(),
    onCall,
  });

  await night.run('permissions', () => undefined);
  return calls();
}
