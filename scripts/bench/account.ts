import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { deployVigil } from '../../local/deployed-vigil.ts';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import { nightFigures } from '../../local/night-figures.ts';
import { bigAccount } from '../../local/shop/big-account.ts';
import { seed } from '../../local/shop/seed.ts';
import { peakMemory } from './peak-memory.ts';
import { printCalls } from './print-calls.ts';

/** One that is read whole every night, and one of which most is read in turn. */
const SIZES = [100, 1_000];

/** Of the deployed nights: more functions than a region may have that is read whole. */
const DEPLOYED = 200;

/** What an audit costs, in calls, time and memory, and how that grows with the account. */
export async function benchAccount(sizes: readonly number[] = SIZES): Promise<void> {
  const rows = [];
  for (const size of sizes) {
    const cloud = await startLocalCloud();

    try {
      const { functions, roles } = bigAccount(size);
      await seed(cloud, functions, roles);
      rows.push({ size, ...(await audit(cloud)) });
    } finally {
      await cloud.stop();
    }
  }

  for (const { size, seconds, megabytes, calls, findings } of rows) {
    console.info(`\n${size} functions`);
    console.info(
      `  ${(size / seconds).toFixed(0)} functions a second, ${seconds.toFixed(1)} s in all`,
    );
    console.info(`  ${megabytes.toFixed(0)} MB at most`);
    console.info(`  ${findings} findings`);
    printCalls(calls, size);
  }

  const [small, big] = rows;
  if (small && big) {
    const grown = big.size / small.size;
    console.info(`\nFrom ${small.size} to ${big.size} functions (${grown} times as many)`);
    console.info(`  time    × ${(big.seconds / small.seconds).toFixed(1)}`);
    console.info(`  memory  × ${(big.megabytes / small.megabytes).toFixed(2)}`);
  }

  if (sizes === SIZES) await benchNights(DEPLOYED);
}

/** Two deployed nights, counted from the calls that the recording proxy has noted. */
async function benchNights(size: number): Promise<void> {
  const cloud = await startLocalCloud();

  try {
    const { functions, roles } = bigAccount(size);
    await seed(cloud, functions, roles);
    const vigil = await deployVigil(cloud, { regions: cloud.region });

    for (const night of ['one', 'two']) {
      cloud.proxy.clear();
      const started = performance.now();
      await vigil.night();
      const seconds = (performance.now() - started) / 1_000;
      const { downloads, findingsWritten } = nightFigures(cloud.calls());

      console.info(
        `\nDeployed, ${size} functions and its own, night ${night}: ${seconds.toFixed(0)} s`,
      );
      console.info(`  ${downloads} downloads of code, ${findingsWritten} findings written`);
      printCalls(controlPlaneCalls(cloud), size);
    }
  } finally {
    await cloud.stop();
  }
}

/** What the product asks AWS about the account; its own tables, queues and topics are its own. */
function controlPlaneCalls(cloud: LocalCloud): Readonly<Record<string, number>> {
  const asked = cloud
    .calls()
    .filter(({ session }) => session?.startsWith('LambdaVigil'))
    .map(({ action = '' }) => action)
    .filter((action) => /^(?:lambda|iam|cloudwatch|ec2):/.test(action));

  return Object.fromEntries(
    [...Map.groupBy(asked, (action) => action)].map(([action, all]) => [action, all.length]),
  );
}

/** Past the recording proxy, which would halve the pace; what was called the audit counts itself. */
async function audit(cloud: LocalCloud) {
  const started = performance.now();
  const words = ['audit', '--json', '--rate', '1000', '--regions', cloud.region];
  const { osv, kev, epss, nvd, releases, retire } = cloud.advisories;
  // All of them: one that cannot be reached is asked for as long as a night would.
  const feeds = Object.entries({
    '--advisories': osv,
    '--exploited': kev,
    '--epss': epss,
    '--nvd': nvd,
    '--releases': releases,
    '--retire': retire,
  }).flat();
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../bin/vigil.mjs'), ...words, ...feeds],
    {
      env: { ...cloud.environment, AWS_ENDPOINT_URL: cloud.direct },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const peak = peakMemory(child.pid ?? 0);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  await new Promise((done) => child.once('close', done));

  const seconds = (performance.now() - started) / 1_000;
  const { calls, findings } = JSON.parse(printed) as {
    readonly calls: Record<string, number>;
    readonly findings: readonly unknown[];
  };
  return { seconds, megabytes: await peak, calls, findings: findings.length };
}
