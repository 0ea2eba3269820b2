import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { deployedScanners } from '../cli/aws/deployed-scanner.ts';
import { type Deployment, deployment } from '../cli/aws/deployment.ts';
import { runScanner } from '../cli/run-scanner.ts';
import { type ScannerName, scannerNames } from '../functions/checks/index.ts';
import { scannersBefore } from '../functions/domain/night-progress.ts';
import { fireNow, type NamedSchedule } from './fire-now.ts';
import type { LocalCloud } from './local-cloud.ts';

/** The product, deployed to a local cloud. */
export interface DeployedVigil extends Deployment {
  /** What it was deployed with. */
  readonly context: Readonly<Record<string, string>>;
  /** Wakes one scanner as its schedule does, and waits until its queue is empty. */
  scan(name: ScannerName): Promise<void>;
  /** Wakes each scanner once those have ended whose work it reads, and then the digest. */
  night(): Promise<void>;
}

const WEBHOOK_SECRET = 'vigil/slack-webhook';
/** Some ten seconds on two idle cores; a machine that is busy takes many times as long. */
const SCANNER_MS = 300_000;
/** Milliseconds between two looks, while nothing happens from the one to the other. */
const PAUSE = { least: 100, most: 1_000 };
/** Milliseconds after which a scanner is looked at though it is still at work. */
const LONGEST_UNSEEN_MS = 2_000;

/**
 * Deploys with mail and Slack on their receivers and advisories from the stub feed.
 *
 * @param scannerMs the longest that one scanner may take in a night.
 */
export async function deployVigil(
  cloud: LocalCloud,
  context: Readonly<Record<string, string>> = {},
  scannerMs = SCANNER_MS,
): Promise<DeployedVigil> {
  const secrets = new SecretsManagerClient(cloud.client);
  const { webhook } = cloud.slack;
  await secrets.send(new CreateSecretCommand({ Name: WEBHOOK_SECRET, SecretString: webhook }));

  const all = {
    email: 'security@shop.example',
    slackWebhookSecret: WEBHOOK_SECRET,
    slackWebhookOrigin: new URL(webhook).origin,
    advisoryUrl: cloud.advisories.osv,
    exploitedUrl: cloud.advisories.kev,
    epssUrl: cloud.advisories.epss,
    nvdUrl: cloud.advisories.nvd,
    releasesUrl: cloud.advisories.releases,
    retireUrl: cloud.advisories.retire,
    alertWindow: '0',
    apiRate: '200',
    at: halfADayFromNow(),
    ...context,
  };
  await cloud.deploy(all);

  useAccountOf(cloud);
  return { ...(await deployed(cloud, scannerMs)), context: all };
}

/** So that no schedule starts a night while a test runs one. `HH:MM` in UTC. */
function halfADayFromNow(): string {
  const hour = (new Date().getUTCHours() + 12) % 24;

  return `${String(hour).padStart(2, '0')}:00`;
}

/** The SDK's clients of this process, and of the command line within it, use the local account. */
function useAccountOf({ environment }: LocalCloud): void {
  const names = Object.keys(environment).filter((name) => name.startsWith('AWS_'));

  for (const name of names) process.env[name] = environment[name];
}

async function deployed(
  cloud: LocalCloud,
  scannerMs: number,
): Promise<Omit<DeployedVigil, 'context'>> {
  const vigil = await deployment('LambdaVigil');
  const handles = deployedScanners(vigil, () => {});
  const schedules = await schedulesByFunction(cloud);
  const wake = async (functionName: string) => {
    const schedule = schedules.get(functionName);
    if (!schedule) throw new Error(`no schedule wakes ${functionName}`);
    await fireNow(cloud, schedule);
  };
  const timing = { sleep: betweenLooks(cloud), clock: () => new Date() };

  async function scan(name: ScannerName): Promise<void> {
    const start = () => wake(vigil.scanners[name].functionName);
    const deadline = Date.now() + scannerMs;
    const handle = handles.scanner(name);
    // How far it has come is shown to no one here, and costs as much to ask as the rest.
    const watched = { ...handle, start, sweep: async () => undefined };
    const failed = await runScanner(watched, timing, { deadline, report: () => {} }).catch(
      async (cause: unknown) => {
        const errors = (await cloud.log()).split('\n').filter((line) => line.includes(' ERROR '));
        const said =
          errors.length > 0 ? errors.slice(-3).join('\n') : 'the local cloud logged no error';
        throw new Error(`the ${name} scanner has not ended: ${said}`, { cause });
      },
    );

    if (failed > 0) throw new Error(`${failed} chunks of the ${name} scanner have failed for good`);
  }

  return {
    ...vigil,
    scan,
    async night() {
      await inTheirOrder(scan);
      await digested(cloud, vigil, () => wake(vigil.digestFunction));
    },
  };
}

/** Side by side, as their schedules wake them, where neither reads the work of the other. */
async function inTheirOrder(scan: DeployedVigil['scan']): Promise<void> {
  const ended = new Map<string, Promise<void>>();
  for (const name of scannerNames) {
    const before = (scannersBefore[name] ?? []).map((each) => ended.get(each));
    ended.set(
      name,
      Promise.all(before).then(() => scan(name)),
    );
  }

  await Promise.all(ended.values());
}

/**
 * A scanner can only have ended when it asks for nothing: each look costs four requests, which a busy machine has to work
 * for. The local queues answer at once, and exactly.
 */
function betweenLooks({ proxy }: LocalCloud): () => Promise<void> {
  let [seen, pause] = [-1, PAUSE.least];

  return async () => {
    const isIdle = proxy.requestsOfFunctions() === seen;
    pause = isIdle ? Math.min(pause * 2, PAUSE.most) : PAUSE.least;
    const deadline = Date.now() + LONGEST_UNSEEN_MS;
    do {
      seen = proxy.requestsOfFunctions();
      await sleep(pause);
    } while (proxy.requestsOfFunctions() !== seen && Date.now() < deadline);
  };
}

/** The digest ends with a write of its state, also when it sends nothing. */
async function digested(cloud: LocalCloud, vigil: Deployment, wake: () => Promise<void>) {
  const done = () =>
    cloud
      .calls()
      .filter(
        ({ session, action }) => session === vigil.digestFunction && action === 'dynamodb:PutItem',
      ).length;
  const before = done();
  const deadline = Date.now() + SCANNER_MS;

  await wake();
  while (done() === before) {
    if (Date.now() > deadline) throw new Error(`the digest has not ended in ${SCANNER_MS} ms`);
    await sleep(200);
  }
}

/** The schedule that begins the night of each function; others, which say more, wake it again. */
async function schedulesByFunction({
  client,
}: LocalCloud): Promise<ReadonlyMap<string, NamedSchedule>> {
  const scheduler = new SchedulerClient(client);
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
  const whole = await Promise.all(
    Schedules.map(({ Name, GroupName }) =>
      scheduler.send(new GetScheduleCommand({ Name, GroupName })),
    ),
  );

  return new Map(
    whole
      .filter(({ Target }) => Target?.Input === undefined)
      .map(({ Name, GroupName, Target }) => [
        Target?.Arn?.split(':').at(-1) ?? '',
        { Name, GroupName },
      ]),
  );
}
