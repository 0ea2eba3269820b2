import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import { bigAccount } from '../../local/shop/big-account.ts';
import { plant } from '../../local/shop/plant.ts';
import type { ShopLayer } from '../../local/shop/sibling.ts';
import { metricsServer } from './metrics-server.ts';
import { printCalls } from './print-calls.ts';

const sizes = [100, 1_000, 5_000];

/** Of these, the calls are told one by one. */
const COUNTED = 1_000;

const insights: ShopLayer = { name: 'LambdaInsightsExtension', account: '580247275435' };

/** What the usage scanner costs, in calls, time and memory, and how that grows with the account. */
export async function benchUsage(): Promise<void> {
  for (const size of sizes) {
    const cloud = await startLocalCloud();

    try {
      await plantMany(cloud, size);
      const { seconds, cpuSeconds, megabytes, calls } = await usageNight(cloud);

      console.info(`\nUsage scanner, ${size} functions of one region`);
      console.info(`  ${seconds.toFixed(1)} s, of which the processor ${cpuSeconds.toFixed(1)} s`);
      console.info(`  ${megabytes.toFixed(0)} MB at most`);
      console.info(`  ${calls['cloudwatch:GetMetricData'] ?? 0} calls for metrics`);
      if (size === COUNTED) printCalls(calls, size);
    } finally {
      await cloud.stop();
    }
  }
}

/** One in ten is watched by Lambda Insights. What is measured, the metrics server makes up. */
async function plantMany(cloud: LocalCloud, size: number): Promise<void> {
  const { siblings, roles } = bigAccount(size);

  await plant(
    cloud,
    siblings.map((sibling, index) => ({
      ...sibling,
      invocations: 'never',
      ...(index % 10 === 3 && { layers: [{ layer: insights, version: 60 }] }),
    })),
    roles,
  );
}

async function usageNight(cloud: LocalCloud): Promise<UsageNight> {
  const metrics = await metricsServer();

  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(import.meta.dirname, 'usage-night.ts'), cloud.region],
      {
        env: {
          ...cloud.environment,
          AWS_ENDPOINT_URL: cloud.direct,
          AWS_ENDPOINT_URL_CLOUDWATCH: metrics.url,
        },
      },
    );
    return JSON.parse(stdout) as UsageNight;
  } finally {
    await metrics.stop();
  }
}

interface UsageNight {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Of memory, at most. */
  readonly megabytes: number;
  readonly calls: Readonly<Record<string, number>>;
}
