import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient, PublishVersionCommand } from '@aws-sdk/client-lambda';
import pMap from 'p-map';
import { archiveOf } from '../../local/archive.ts';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import { metricsServer } from './metrics-server.ts';
import { printCalls } from './print-calls.ts';

const sizes = [100, 1_000, 5_000];

/** With as many functions, the calls are printed one by one. */
const COUNTED = 1_000;

const INSIGHTS = 'arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension:60';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
});

/** What the usage scanner costs, in calls, time and memory, and how that grows with the account. */
export async function benchUsage(): Promise<void> {
  for (const size of sizes) {
    const cloud = await startLocalCloud();

    try {
      await seedMany(cloud, size);
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

/** Only what listings show, for 5,000 functions take long to create: one in ten has Lambda Insights, another a version. */
async function seedMany({ client }: LocalCloud, size: number): Promise<void> {
  const lambda = new LambdaClient(client);
  const ZipFile = await archiveOf({ 'index.js': '' });
  const { Role } = await new IAMClient(client).send(
    new CreateRoleCommand({ RoleName: 'many', AssumeRolePolicyDocument: TRUST }),
  );

  await pMap(
    Array.from({ length: size }, (_, index) => index),
    async (index) => {
      const FunctionName = `many-${index}`;
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Role: Role?.Arn,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Layers: index % 10 === 3 ? [INSIGHTS] : [],
          Tags: { 'vigil:last-modified': '2025-01-01T00:00:00.000Z' },
          Code: { ZipFile },
        }),
      );
      if (index % 10 === 5) await lambda.send(new PublishVersionCommand({ FunctionName }));
    },
    { concurrency: 8 },
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
