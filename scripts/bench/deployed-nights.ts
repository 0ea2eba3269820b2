import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoArchive } from '../../functions/adapters/tables/dynamo-archive.ts';
import type { Gap } from '../../functions/core/gap.ts';
import type { Call } from '../../local/call.ts';
import { deployVigil } from '../../local/deployed-vigil.ts';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import { deployMember, memberAccount } from '../../local/member-account.ts';
import { type NightFigures, nightFigures } from '../../local/night-figures.ts';
import { printCalls } from './print-calls.ts';
import { seedAccounts } from './seed-accounts.ts';

/** What one night of the deployed product has taken. */
interface DeployedNight extends NightFigures {
  readonly seconds: number;
  /** What was asked about functions, roles and metrics, by operation. */
  readonly asked: Readonly<Record<string, number>>;
  /** Of functions, roles, layers and accounts. */
  readonly open: number;
  /** What was not seen of functions, roles and layers. */
  readonly gaps: readonly Gap[];
}

const FUNCTIONS = 1_000;
const ACCOUNTS = 4;
/** For one function: the emulator and all functions share the processors of one machine. */
const SCANNER_MS = 2_000;

const run = promisify(execFile);

/**
 * Two nights of the product as it is deployed, over so many functions in so many accounts, of which the
 * others let it in by the template for members.
 */
export async function deployedNights(functions = FUNCTIONS, accounts = ACCOUNTS): Promise<void> {
  const cloud = await startLocalCloud();

  try {
    const others = await seedAccounts(cloud, functions, accounts);
    const context = { accounts: others.join(), regions: cloud.region, apiRate: '1000' };
    const vigil = await deployVigil(cloud, context, functions * SCANNER_MS);
    await letIn(cloud, others);
    const archive = dynamoArchive(new DynamoDBClient(cloud.client), vigil.findingsTable);

    for (const night of ['one', 'two']) {
      cloud.proxy.clear();
      const started = performance.now();
      await vigil.night();
      const seconds = (performance.now() - started) / 1_000;
      const stored = await Array.fromAsync(archive.everything());

      console.info(`\nDeployed, ${functions} functions in ${accounts} accounts, night ${night}`);
      print(functions, {
        seconds,
        ...nightFigures(cloud.calls()),
        asked: asked(cloud.calls()),
        open: stored.filter((item) => 'status' in item && item.status === 'open').length,
        gaps: stored.flatMap((item) => ('gaps' in item ? item.gaps : [])),
      });
    }
  } finally {
    await cloud.stop();
  }
}

async function letIn(cloud: LocalCloud, others: readonly string[]): Promise<void> {
  const vigil = join(import.meta.dirname, '../../bin/vigil.mjs');
  const words = [vigil, 'member-template', '--format', 'json'];
  const { stdout } = await run(process.execPath, words, { env: cloud.environment });

  for (const account of others) await deployMember(memberAccount(cloud, account), stdout);
}

function asked(calls: readonly Call[]): Readonly<Record<string, number>> {
  const own = calls.filter(({ role }) => role !== undefined);

  return countBy(
    own
      .map(({ action = '' }) => action)
      .filter((action) => !/^(?:dynamodb|sqs|sts|events|ssm|kms):|^sns:Publish$/.test(action)),
  );
}

function countBy(words: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]),
  );
}

function print(functions: number, night: DeployedNight): void {
  console.info(`  ${night.seconds.toFixed(0)} s, ${night.calls} requests of the product in all`);
  console.info(`  ${night.downloads} downloads of code, ${night.messages} messages`);
  console.info(
    `  ${night.findingsWritten} findings and ${night.coverageWritten} rows of coverage written, ${night.open} open`,
  );
  for (const [fact, [first, ...more]] of Map.groupBy(night.gaps, (gap) => gap.fact)) {
    console.info(`  ${fact} not seen of ${1 + more.length}, as: ${first?.reason}`);
  }
  printCalls(night.asked, functions);
}
