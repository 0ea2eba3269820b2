import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ScanSettings } from '../../functions/domain/settings/settings.ts';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import { deployedNights } from './deployed-nights.ts';
import { peakMemory } from './peak-memory.ts';
import { printCalls } from './print-calls.ts';
import { seedAccounts } from './seed-accounts.ts';

/** What one night over several accounts has taken. */
export interface AccountsNight {
  readonly seconds: number;
  readonly processorSeconds: number;
  /** By account and operation. */
  readonly calls: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Items of the facts table. */
  readonly factsRead: number;
  readonly factsReadByKind: Readonly<Record<string, number>>;
  readonly factsWritten: number;
  readonly factsStored: number;
  /** Findings and rows of coverage. */
  readonly rowsWritten: number;
  readonly rowsStored: number;
  readonly open: number;
}

interface Measured {
  readonly functions: number;
  readonly accounts: number;
  readonly megabytes: number;
  readonly nights: readonly AccountsNight[];
}

type FeedSettings = Pick<
  ScanSettings,
  'advisoryUrl' | 'exploitedUrl' | 'epssUrl' | 'nvdUrl' | 'releasesUrl' | 'retireUrl'
>;

const FUNCTIONS = 10_000;
const ACCOUNTS = 20;

/**
 * What scanners, stores in memory and AWS at home make of so many functions in so many accounts, each of
 * which uses one layer of the first: `accounts 10000 20`. How that grows: `accounts doubling 10000 20`.
 * The product as it is deployed: `accounts deployed 1000 4`.
 */
export async function benchAccounts(...words: readonly string[]): Promise<void> {
  if (words[0] === 'deployed') return deployedNights(...words.slice(1).map(Number));

  const doubles = words[0] === 'doubling';
  const [functions = FUNCTIONS, accounts = ACCOUNTS] = (doubles ? words.slice(1) : words).map(
    Number,
  );
  const whole = await measured(functions, accounts);
  print(whole);
  if (!doubles) return;

  const fewer = await measured(functions / 2, accounts);
  print(fewer);
  printGrowth(`twice the functions in ${accounts} accounts`, fewer, whole);
  const half = await measured(functions / 2, accounts / 2);
  print(half);
  printGrowth('twice the accounts, of the same size', half, whole);
}

async function measured(functions: number, accounts: number): Promise<Measured> {
  const cloud = await startLocalCloud();

  try {
    const ids = await seedAccounts(cloud, functions, accounts);

    return { functions, accounts, ...(await nightsOver(cloud, ids)) };
  } finally {
    await cloud.stop();
  }
}

/** Past the recording proxy, in a process whose memory is its own. */
async function nightsOver(
  cloud: LocalCloud,
  others: readonly string[],
): Promise<Pick<Measured, 'megabytes' | 'nights'>> {
  const { osv, kev, epss, nvd, releases, retire } = cloud.advisories;
  // All of them: one that cannot be reached is asked for as long as a night would.
  const feeds: FeedSettings = {
    advisoryUrl: osv,
    exploitedUrl: kev,
    epssUrl: epss,
    nvdUrl: nvd,
    releasesUrl: releases,
    retireUrl: retire,
  };
  const words = [cloud.region, others.join(), JSON.stringify(feeds)];
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'accounts-night.ts'), ...words],
    {
      env: { ...cloud.environment, AWS_ENDPOINT_URL: cloud.direct },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const peak = peakMemory(child.pid ?? 0);
  const ended = new Promise((done) => child.once('close', done));
  const printed = (await Array.fromAsync(child.stdout.setEncoding('utf8'))).join('');
  if ((await ended) !== 0) throw new Error('the nights broke off: see above');

  return { megabytes: await peak, nights: JSON.parse(printed) };
}

function print({ functions, accounts, megabytes, nights }: Measured): void {
  for (const [index, night] of nights.entries()) {
    const { calls, ...figures } = night;
    const totals = Object.values(calls)
      .map(sum)
      .toSorted((a, b) => a - b);
    const byOperation = Object.groupBy(
      Object.values(calls).flatMap((each) => Object.entries(each)),
      ([operation]) => operation,
    );

    console.info(`\n${functions} functions in ${accounts} accounts, night ${index + 1}`);
    console.info(
      `  ${figures.seconds.toFixed(0)} s, ${figures.processorSeconds.toFixed(1)} s of processor, ${megabytes.toFixed(0)} MB at most`,
    );
    console.info(
      `  ${figures.rowsStored} findings and rows of coverage, ${figures.rowsWritten} written, ${figures.open} open`,
    );
    console.info(
      `  ${figures.factsStored} facts stored, ${figures.factsRead} read, ${figures.factsWritten} written`,
    );
    const kinds = Object.entries(figures.factsReadByKind).toSorted(([, a], [, b]) => b - a);
    const most = kinds.slice(0, 5).map(([kind, count]) => `${kind} ${count}`);
    console.info(`  read most: ${most.join(', ')}`);
    console.info(`  about $${usdOf(night).toFixed(3)} for Lambda and DynamoDB`);
    console.info(`  calls of one account: ${totals[0]} to ${totals.at(-1)}`);
    printCalls(
      Object.fromEntries(
        Object.entries(byOperation).map(([operation, some = []]) => [
          operation,
          some.reduce((total, [, count]) => total + count, 0),
        ]),
      ),
      functions,
    );
  }
}

/**
 * As if it had run on functions of 1 GB. Metrics of CloudWatch and requests of queues are left out.
 *
 * Sources: "AWS Lambda Pricing" (arm64) and "Amazon DynamoDB pricing" (on demand), us-east-1.
 */
function usdOf(night: AccountsNight): number {
  const { processorSeconds, factsRead, factsWritten, rowsWritten, rowsStored } = night;
  const perMillion = { writes: 0.625, reads: 0.125 };
  const lambda = processorSeconds * 0.000_013_333_4;
  const reads = (factsRead + rowsStored) * perMillion.reads;

  // A row of findings is written in a transaction, which counts twice.
  return lambda + (reads + (factsWritten + 2 * rowsWritten) * perMillion.writes) / 1e6;
}

/** More than this is more than twice as much, and not the noise of the machine. */
const TWICE = 2.2;

function printGrowth(what: string, small: Measured, big: Measured): void {
  const figures: Readonly<Record<string, (of: Measured) => number>> = {
    'memory, at most': ({ megabytes }) => megabytes,
    ...Object.fromEntries(
      [0, 1].flatMap((night) =>
        Object.entries(figuresOf).map(([name, of]) => [
          `${name}, night ${night + 1}`,
          ({ nights }: Measured) => (nights[night] ? of(nights[night]) : 0),
        ]),
      ),
    ),
  };

  console.info(`\n${what}: ${small.functions} to ${big.functions} functions`);
  for (const [name, of] of Object.entries(figures)) {
    const ratio = of(big) / of(small);
    console.info(`  × ${ratio.toFixed(2)}  ${name}${ratio > TWICE ? ': grows faster' : ''}`);
  }
}

const figuresOf: Readonly<Record<string, (night: AccountsNight) => number>> = {
  'processor time': ({ processorSeconds }) => processorSeconds,
  calls: ({ calls }) => Object.values(calls).reduce((total, each) => total + sum(each), 0),
  'facts read': ({ factsRead }) => factsRead,
  'facts written': ({ factsWritten }) => factsWritten,
  'facts stored': ({ factsStored }) => factsStored,
  'rows written': ({ rowsWritten }) => rowsWritten,
  'findings and rows of coverage': ({ rowsStored }) => rowsStored,
};

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
