import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AdvisoryFeed, type AdvisoryFeedOptions, startAdvisoryFeed } from './advisory-feed.ts';
import { type Cdk, cdkFor, type Outputs } from './cdk.ts';
import { freePort, startEmulator } from './emulator.ts';
import { firstAlone } from './first-alone.ts';
import { isAlive } from './is-alive.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';
import { type RecordingProxy, startRecordingProxy } from './recording-proxy.ts';
import { type SlackReceiver, startSlackReceiver } from './slack-receiver.ts';
import { localCloudPackages, virtualEnvironment } from './virtual-environment.ts';

export { CannotStart } from './virtual-environment.ts';

const project = join(import.meta.dirname, '..');

/** Outside the project: functions run in it, and must not find the project's own packages. */
const runPrefix = 'lambda-vigil-';
const ownerOf = /^lambda-vigil-(\d+)-/;

export interface LocalCloudOptions {
  /** @default us-east-1 */
  readonly region?: string;
  /** Those that the account has enabled. @default the 17 that take no opt-in */
  readonly regions?: readonly string[];
  /** Twelve digits. @default 111122223333 */
  readonly account?: string;
  /** The CDK project to deploy. @default this one */
  readonly project?: string;
  /** @default every known advisory, a hundred to a page */
  readonly advisories?: AdvisoryFeedOptions;
  /** Gets a line for the start, and for each step of a deployment. @default the lines are dropped */
  readonly say?: (line: string) => void;
}

/** An AWS account on loopback ports, with the services around it: mail, Slack, advisories. */
export interface LocalCloud {
  readonly endpoint: string;
  /** Past the proxy: quicker, and not recorded. */
  readonly direct: string;
  readonly account: string;
  readonly region: string;
  /** The whole environment of a child process that uses this account: CLI, CDK, any SDK. */
  readonly environment: Readonly<Record<string, string>>;
  /** For an SDK client: `new LambdaClient(cloud.client)`. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    /** One for all clients that are made with it: thousands of them have no sockets of their own. */
    readonly requestHandler: { readonly httpAgent: Agent };
  };
  /** Records calls with their callers, and injects faults. */
  readonly proxy: RecordingProxy;
  readonly calls: RecordingProxy['calls'];
  readonly mailbox: Mailbox;
  readonly slack: SlackReceiver;
  readonly advisories: AdvisoryFeed;
  /** Folder of the virtual environment's programs: its Python. */
  readonly bin: string;
  /** Files of this run: emulator.log, cdk.out. Deleted by `stop`. */
  readonly folder: string;
  /** What `cdk bootstrap` does (once), and `cdk deploy` with this context; outputs by stack. */
  deploy(context?: Readonly<Record<string, string>>): Promise<Outputs>;
  /** Any other command of the CDK CLI, such as diff or destroy; returns what it printed. */
  readonly cdk: Cdk['run'];
  /** What the emulator and the functions printed. */
  log(): Promise<string>;
  /** Leaves no process and no file. */
  stop(): Promise<void>;
}

/** @throws CannotStart */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const { region = 'us-east-1', account = '111122223333', say = () => {} } = options;
  await sweepRuns();
  const { python, bin } = await virtualEnvironment(localCloudPackages, say);
  const folder = await newRun();
  const started: Stoppable[] = [];

  async function stop(): Promise<void> {
    for (const signal of signals) process.off(signal, onSignal);
    await Promise.allSettled(started.splice(0).map((each) => each.stop()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  async function onSignal(signal: NodeJS.Signals): Promise<void> {
    await stop();
    process.kill(process.pid, signal);
  }

  for (const signal of signals) process.on(signal, onSignal);

  try {
    const keep = <T extends Stoppable>(part: T): T => {
      started.push(part);
      return part;
    };
    const port = await freePort();
    const mailbox = keep(await startMailbox());
    const slack = keep(await startSlackReceiver());
    const advisories = keep(await startAdvisoryFeed(options.advisories));
    const proxy = keep(await startRecordingProxy(port));
    const environment = environmentFor({ endpoint: proxy.url, account, region, folder });
    // The first compiles all modules of Python that it imports: two seconds of a processor.
    const emulator = keep(
      await firstAlone(join(localCloudPackages.folder, 'started'), () =>
        startEmulator({
          python,
          port,
          folder,
          environment: { ...environment, NODE_PATH: join(folder, RUNTIME) },
          smtpPort: mailbox.port,
          regions: options.regions,
        }),
      ),
    );
    const cdk = keep(cdkFor({ project: options.project ?? project, environment, folder, say }));

    return {
      endpoint: proxy.url,
      direct: `http://127.0.0.1:${port}`,
      account,
      region,
      environment,
      client: {
        endpoint: proxy.url,
        region,
        credentials: { accessKeyId: account, secretAccessKey: SECRET },
        requestHandler: { httpAgent: new Agent({ keepAlive: true, ...SOCKETS }) },
      },
      proxy,
      calls: proxy.calls,
      mailbox,
      slack,
      advisories,
      bin,
      folder,
      deploy: cdk.deploy,
      cdk: cdk.run,
      log: emulator.log,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Stoppable {
  stop(): Promise<void>;
}

/** What the runtime of Node.js has for every function, by `require`: the SDK. */
const RUNTIME = 'runtime';
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const SECRET = 'test';
/** Idle ones are closed before a server does it. */
const SOCKETS = { maxSockets: 32, timeout: 3_000 };

/** A clean one: AWS settings of the user's own shell must not reach the local account. */
function environmentFor({
  endpoint,
  account,
  region,
  folder,
}: {
  readonly endpoint: string;
  readonly account: string;
  readonly region: string;
  readonly folder: string;
}): Readonly<Record<string, string>> {
  return {
    PATH: `${join(project, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    LANG: 'C.UTF-8',
    AWS_ENDPOINT_URL: endpoint,
    // A key of twelve digits is an account's own.
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: SECRET,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
  };
}

async function newRun(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${runPrefix}${process.pid}-`));
  for (const part of ['home', 'tmp', 'state', 's3']) {
    await mkdir(join(folder, part), { recursive: true });
  }
  await mkdir(join(folder, RUNTIME));
  await symlink(join(project, 'node_modules/@aws-sdk'), join(folder, RUNTIME, '@aws-sdk'));

  return folder;
}

/** A process that was killed outright leaves its folder to the next. */
async function sweepRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(ownerOf.exec(name)?.[1]);
    if (pid && !isAlive(pid)) {
      await rm(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}
