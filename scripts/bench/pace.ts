import type { Call } from '../../local/call.ts';
import { deployVigil } from '../../local/deployed-vigil.ts';
import { startLocalCloud } from '../../local/local-cloud.ts';
import { bigAccount } from '../../local/shop/big-account.ts';
import { seed } from '../../local/shop/seed.ts';

const SIZE = 100;
/** Calls a second: the default. At a higher one this machine, which runs the cloud too, sends late and then at once. */
const RATE = 10;
const SECOND_MS = 1_000;

/** The product's own tables, queues, topics and logs are no control plane that it shares. */
const ownServices = new Set(['dynamodb', 'sqs', 'sns', 'sts', 'secretsmanager', 's3']);

/**
 * How many calls a deployed night makes of each control plane within any second, where two
 * scanners start at once; the others wait for those whose work they read. It is to stay within
 * `apiRate`.
 */
export async function benchPace(): Promise<void> {
  const cloud = await startLocalCloud();

  try {
    const { functions, roles } = bigAccount(SIZE);
    await seed(cloud, functions, roles);
    const vigil = await deployVigil(cloud, { regions: cloud.region, apiRate: String(RATE) });
    cloud.proxy.clear();
    await Promise.all([vigil.scan('code'), vigil.scan('permissions')]);
    await vigil.scan('dependencies');
    await vigil.scan('usage');

    const asked = cloud
      .calls()
      .filter(({ session, service }) => session?.startsWith('LambdaVigil') && isShared(service));
    console.info(`\n${SIZE} functions, code and permissions at once, apiRate ${RATE}`);
    for (const [service, calls] of Map.groupBy(asked, (call) => call.service ?? '')) {
      console.info(`  ${service}: ${calls.length} calls, at most ${mostInASecond(calls)} a second`);
    }
    // Besides slots, what counts messages of the night.
    const updates = cloud.calls().filter(({ action }) => action === 'dynamodb:UpdateItem').length;
    console.info(
      `  ${(updates / asked.length).toFixed(2)} updates of tables for each of these calls`,
    );
  } finally {
    await cloud.stop();
  }
}

function isShared(service: string | undefined): boolean {
  return service !== undefined && !ownServices.has(service);
}

/** Of every second that begins with a call. */
function mostInASecond(calls: readonly Call[]): number {
  const times = calls.map(({ startedAt }) => Date.parse(startedAt)).sort((a, b) => a - b);
  let first = 0;
  let most = 0;

  for (const [index, time] of times.entries()) {
    while (time - (times[first] ?? time) >= SECOND_MS) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
