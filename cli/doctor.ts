import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { STSClient } from '@aws-sdk/client-sts';
import { Command } from 'commander';
import { adaptiveRetry } from '../functions/adapters/aws/adaptive-retry.ts';
import { awsClients } from '../functions/adapters/aws/aws-clients.ts';
import { enabledRegions } from '../functions/adapters/aws/enabled-regions.ts';
import { memberCredentials } from '../functions/adapters/aws/member-credentials.ts';
import { usableRegions } from '../functions/adapters/aws/usable-regions.ts';
import type { Clock } from '../functions/app/ports.ts';
import { partitionOf } from '../functions/core/target.ts';
import { printable, wrapped } from '../functions/domain/notification/plain-text.ts';
import { settingsTable } from '../functions/domain/settings/settings-table.ts';
import { deployCommand } from '../functions/domain/vigil-command.ts';
import { callersIdentity } from './aws/caller.ts';
import { type Deployment, deployment } from './aws/deployment.ts';
import type { CliContext, ExitCode, SetExitCode } from './cli-context.ts';
import { accountsDiagnosis } from './doctor/accounts.ts';
import { type Diagnosis, diagnosed } from './doctor/diagnosis.ts';
import { feedNames, feedsDiagnosis } from './doctor/feeds.ts';
import { type EntersAccounts, memberTrailsDiagnosis } from './doctor/member-trails.ts';
import { nightDiagnosis } from './doctor/night.ts';
import { neededByAudit, neededByDeployed, rightsDiagnosis } from './doctor/rights.ts';
import { routesDiagnosis, subscriptionsDiagnosis } from './doctor/subscriptions.ts';
import { trailsDiagnosis } from './doctor/trails.ts';
import { examples } from './examples.ts';
import { Failure } from './failure.ts';
import { options } from './options.ts';
import { version } from './package-manifest.ts';
import { json } from './render/json.ts';
import { sentenceFor } from './sentence-for.ts';
import { settingOption, settingsFrom } from './setting-options.ts';
import type { Style, Terminal } from './terminal.ts';

interface DoctorOptions {
  readonly stack: string;
  readonly json?: boolean;
  readonly assume?: string;
  readonly externalId?: string;
}

export function doctorCommand({ terminal, clock }: CliContext, setExitCode: SetExitCode): Command {
  const command = new Command('doctor')
    .addOption(options.stack())
    .addOption(options.ownJson())
    .option('--assume <role>', 'name of a role in each other account, to ask for its trail')
    .option('--external-id <id>', 'what that role asks for as sts:ExternalId');
  for (const name of feedNames) command.addOption(settingOption(name));

  return command
    .addHelpText(
      'after',
      examples('vigil doctor', 'vigil doctor --profile audit --region eu-west-1'),
    )
    .addHelpText(
      'after',
      '\nExit codes: 0 when all is ok, 1 when something is not, 3 when something is unknown.',
    )
    .action(async (given: DoctorOptions) => {
      const feeds = diagnosed('feeds', () => feedsDiagnosis(settingsFrom(given), fetch));
      const all = [...(await accountDiagnoses(given, clock)), await feeds];

      if (given.json) terminal.out(json({ diagnoses: all }));
      else terminal.out(all.flatMap((each) => linesOf(each, terminal)).join('\n'));
      setExitCode(exitCodeOf(all));
    });
}

async function accountDiagnoses(given: DoctorOptions, clock: Clock): Promise<readonly Diagnosis[]> {
  const now = clock();
  const caller = await known('credentials', callersIdentity);
  if ('diagnosis' in caller) {
    return [{ ...caller.diagnosis, state: 'not ok' }];
  }
  const { arn, account, region } = caller.value;
  const first: Diagnosis[] = [
    { about: 'credentials', state: 'ok', detail: `${arn}, account ${account}` },
    { about: 'region', state: 'ok', detail: region },
  ];
  const deployed = await known('deployed', () => deployment(given.stack));
  const parts = 'value' in deployed ? deployed.value : undefined;

  const rest = await Promise.all([
    'value' in deployed ? versionDiagnosis(deployed.value) : absent(deployed),
    ...(parts ? deployedDiagnoses(parts, { arn, region, now }) : []),
    ...(parts ? await otherAccountsDiagnoses(parts, { given, clock }) : []),
    diagnosed('rights to audit', () => rightsDiagnosis(arn, [neededByAudit()])),
    diagnosed('regions', regionsDiagnosis),
    diagnosed('trail', () => trailsDiagnosis(region)),
  ]);
  return [...first, ...rest];
}

function deployedDiagnoses(
  parts: Deployment,
  { arn, region, now }: { readonly arn: string; readonly region: string; readonly now: Date },
): readonly Promise<Diagnosis>[] {
  const { routes = [] } = parts;

  return [
    diagnosed('messages', async () => {
      const { alertTopic, chatTopic } = parts;
      if (alertTopic !== undefined) return subscriptionsDiagnosis(alertTopic, chatTopic);

      throw new Failure(
        `the deployed version does not say where it sends: ${deployCommand()} updates it`,
      );
    }),
    ...(routes.length > 0 ? [diagnosed('routes', () => routesDiagnosis(routes))] : []),
    diagnosed('last night', () => nightDiagnosis(parts, now)),
    diagnosed('rights to use it', () => rightsDiagnosis(arn, neededByDeployed(parts, region))),
  ];
}

/** None where the deployment watches its own account alone. */
async function otherAccountsDiagnoses(
  parts: Deployment,
  { given, clock }: { readonly given: DoctorOptions; readonly clock: Clock },
): Promise<readonly Promise<Diagnosis>[]> {
  const others = await known('accounts', parts.otherAccounts);
  if ('diagnosis' in others) return [Promise.resolve(others.diagnosis)];
  if (others.value.length === 0) return [];

  return [
    diagnosed('accounts', () => accountsDiagnosis(parts, others.value, clock())),
    ...(parts.watchesChanges === true
      ? [
          diagnosed('trails elsewhere', () =>
            memberTrailsDiagnosis(others.value, entering(given, parts, clock)),
          ),
        ]
      : []),
  ];
}

function entering(
  { assume, externalId }: DoctorOptions,
  { account: own }: Deployment,
  clock: Clock,
): EntersAccounts {
  if (assume === undefined) return undefined;

  const sts = new STSClient(adaptiveRetry);
  return (account) =>
    memberCredentials({
      sts,
      role: `arn:${partitionOf(own.arn)}:iam::${account}:role/${assume}`,
      scanner: 'doctor',
      externalId,
      clock,
    });
}

function versionDiagnosis({ version: deployed }: Deployment): Diagnosis {
  if (deployed === version) return { about: 'deployed', state: 'ok', detail: `version ${version}` };

  return {
    about: 'deployed',
    state: 'not ok',
    detail: `${deployed === undefined ? 'an earlier version' : `version ${deployed}`}, and this command is of ${version}`,
    toDo: [`${deployCommand()} updates it`],
  };
}

/** That it is not there is known; anything else is not. */
function absent({ diagnosis, error }: Unanswered): Diagnosis {
  if (!(error instanceof Failure)) return diagnosis;

  return { ...diagnosis, state: 'not ok', toDo: ['vigil audit works without it'] };
}

/** Those that the organization denies are not asked, which is no fault. */
async function regionsDiagnosis(): Promise<Omit<Diagnosis, 'about'>> {
  const aws = awsClients({ perSecond: settingsTable.apiRate.default });
  const enabled = enabledRegions(aws.unlimited(EC2Client));
  const { open, closed } = await usableRegions(enabled, aws.unlimitedIn(LambdaClient))();
  const denied = closed.length === 0 ? '' : `; the organization denies ${closed.join(', ')}`;

  return { state: 'ok', detail: `${open.length} are enabled and open${denied}` };
}

interface Unanswered {
  readonly diagnosis: Diagnosis;
  readonly error: unknown;
}

async function known<T>(
  about: string,
  ask: () => Promise<T>,
): Promise<{ readonly value: T } | Unanswered> {
  try {
    return { value: await ask() };
  } catch (error) {
    return { diagnosis: { about, state: 'unknown', detail: sentenceFor(error) }, error };
  }
}

/** As of every command: what is wrong goes before what is not known. See docs/adr/0026-exit-codes.md. */
function exitCodeOf(all: readonly Diagnosis[]): ExitCode {
  if (all.some(({ state }) => state === 'not ok')) return 1;

  return all.some(({ state }) => state === 'unknown') ? 3 : 0;
}

const styles: Readonly<Record<Diagnosis['state'], readonly Style[]>> = {
  ok: ['green'],
  'not ok': ['red'],
  unknown: ['yellow'],
};

const INDENT = ' '.repeat(10);
const ABOUT_WIDTH = 18;

/** `ok        credentials      arn:…`; what is there to be copied is not broken into lines. */
function linesOf(
  { about, state, detail, each = [], toDo = [] }: Diagnosis,
  terminal: Terminal,
): readonly string[] {
  const below = INDENT + ' '.repeat(ABOUT_WIDTH);
  const [first = '', ...more] = wrapped(detail, below, below, terminal.columns);
  const label = terminal.paint(styles[state], state.padEnd(INDENT.length));

  return [
    `${label}${about.padEnd(ABOUT_WIDTH)}${first.slice(below.length)}`,
    ...more,
    ...each.flatMap((line) => wrapped(line, below, `${below}  `, terminal.columns)),
    ...toDo.map((line) => `${INDENT}${printable(line)}`),
  ];
}
