import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Command } from 'commander';
import { checkIds } from '../functions/checks/index.ts';
import { settingsIn } from '../functions/domain/settings/context-settings.ts';
import { readSettings } from '../functions/domain/settings/read-settings.ts';
import type { Settings } from '../functions/domain/settings/settings.ts';
import { deployCommand, vigilCommand } from '../functions/domain/vigil-command.ts';
import { deployment } from './aws/deployment.ts';
import { type Cdk, contextOfApp, obtainCdk } from './cdk.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { type DeployOptions, deployOptions, deployOptionsIn } from './deploy-options.ts';
import { examples } from './examples.ts';
import { Failure } from './failure.ts';
import { leavingAccounts } from './leaving-accounts.ts';
import { nextInMembers } from './next-in-members.ts';
import { version } from './package-manifest.ts';
import { RULES_FILE, rulesIn } from './rules-file.ts';
import { sentenceFor } from './sentence-for.ts';
import type { Terminal } from './terminal.ts';

const known = { disabledChecks: checkIds, enabledChecks: checkIds };

/**
 * Its options are those of `cdk deploy`, to which they go on: they are read here and not by commander.
 *
 * @param obtain where the CDK comes from.
 */
export function deployCommandOf(context: CliContext, _: SetExitCode, obtain = obtainCdk): Command {
  return new Command('deploy')
    .usage('[-c setting=value …] [--yes] [options of cdk deploy]')
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText(
      'after',
      `\nIt shows what its roles will be allowed, and asks; --yes deploys without asking.
Options of cdk deploy:\n  ${Object.keys(deployOptions)
        .map((name) => `--${name}`)
        .join(', ')}`,
    )
    .addHelpText(
      'after',
      examples(
        'vigil deploy -c email=you@example.com',
        'vigil deploy --region eu-west-1 -c email=you@example.com -c idleDays=60',
        'vigil deploy --yes -c email=you@example.com',
      ),
    )
    .action((_options, command: Command) => deploy(command.args, context, obtain));
}

async function deploy(
  words: readonly string[],
  { terminal, ask }: Pick<CliContext, 'terminal' | 'ask'>,
  obtain: typeof obtainCdk,
): Promise<void> {
  const options = deployOptionsIn(words);
  const context = { ...contextOfApp(), ...options.context };
  const settings = readSettings(settingsIn(context), known);
  const rules = rulesFile(settings);
  if (rules !== undefined) await rulesIn(rules, terminal);
  const place = await whereTo();
  if (!options.isAgreed && !ask) {
    throw new Failure('there is no terminal to ask on: --yes deploys without asking');
  }

  const toolkit = await toolkitStack(options);
  const cdk = obtain(terminal);
  try {
    terminal.out(`lambda-vigil ${version} for account ${place.account}, ${place.region}.`);
    terminal.out(toolkit.sentence);
    const forRules = rules === undefined ? [] : ['-c', `rules=${rules}`];
    cdk.run(['synth', '--quiet', ...options.forSynth, ...forRules]);
    await warnOfLeaving(settings, terminal);
    await agree(place, options, { terminal, ask, cdk });

    const environment = `aws://${place.account}/${place.region}`;
    // The app again, where the assembly is not named: then it is written anew, and without the code of the functions.
    const made = ['--app', cdk.assembly];
    if (!toolkit.isUsable) cdk.run(['bootstrap', environment, ...made, ...options.forBootstrap]);
    cdk.run(['deploy', ...made, ...options.forDeploy]);
  } finally {
    cdk.close();
  }
  const done = [...doneLines(settings, terminal), ...membersLines(settings)];
  terminal.out(['', ...done].join('\n'));
}

/** By its whole path, for the app runs in a folder of its own; undefined for rules of no file. */
function rulesFile({ rules }: Settings): string | undefined {
  if (typeof rules === 'object') return undefined;
  const file = resolve(rules ?? RULES_FILE);

  return rules === undefined && !existsSync(file) ? undefined : file;
}

interface Place {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** @throws Failure for a caller without credentials or a region. */
async function whereTo(): Promise<Place> {
  const sts = new STSClient({});

  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    return { account: Account ?? '', region: await sts.config.region() };
  } catch (error) {
    throw new Failure(`AWS did not say who you are: ${sentenceFor(error)}`);
  }
}

/** Before anyone is asked: accounts that the deployment here would not watch any more. */
async function warnOfLeaving(settings: Settings, { out, paint }: Terminal): Promise<void> {
  if (!(await stackNamed(STACK))) return;
  const watching = await leavingAccounts(() => deployment(STACK), settings);

  if (watching.length > 0) out(['', paint(['yellow'], watching.join('\n'))].join('\n'));
}

/** As the app of the package calls it. */
const STACK = 'LambdaVigil';

interface Means extends Pick<CliContext, 'terminal' | 'ask'> {
  readonly cdk: Cdk;
}

/** Shows what the roles of the stack may do that they may not yet. @throws Failure when it is declined. */
async function agree(
  { account, region }: Place,
  { isAgreed }: DeployOptions,
  { terminal, ask, cdk }: Means,
): Promise<void> {
  terminal.out('\nChanges of IAM and of what may be called:');
  cdk.run(['diff', '--app', cdk.assembly, '--security-only', '--no-fail', '--method', 'template']);
  if (isAgreed) return;

  if (!(await ask?.(`Deploy to account ${account}, ${region}?`))) {
    throw new Failure('it was declined: nothing was deployed');
  }
}

interface Toolkit {
  readonly isUsable: boolean;
  readonly sentence: string;
}

const UNUSABLE = ['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'DELETE_COMPLETE'];

/** The CDK's own stack, through which it deploys. It is made where it is not there, and else left alone. */
async function toolkitStack({
  toolkitStack: name = 'CDKToolkit',
}: DeployOptions): Promise<Toolkit> {
  const there = await stackNamed(name);
  if (there && !UNUSABLE.includes(there.StackStatus ?? '')) {
    const output = there.Outputs?.find(({ OutputKey }) => OutputKey === 'BootstrapVersion');

    return {
      isUsable: true,
      sentence: `The CDK is bootstrapped here: stack ${name}, version ${output?.OutputValue ?? 'unknown'}.`,
    };
  }
  return {
    isUsable: false,
    sentence: `The CDK is not bootstrapped here: it will be, as stack ${name}: a bucket, a repository and the roles that it deploys with.`,
  };
}

/** Undefined where there is none. */
async function stackNamed(StackName: string): Promise<Stack | undefined> {
  try {
    const stacks = new CloudFormationClient({});
    const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') return undefined;
    throw error;
  }
}

/** How the other accounts get their roles. */
function membersLines({ organization, accounts }: Settings): readonly string[] {
  const joining =
    organization.length === 0
      ? []
      : [
          '',
          `The accounts of ${organization.join(', ')} get their roles from a stack set, as do those that join.`,
          '  The management account does not: to audit it too, name it in accounts.',
        ];

  return [...joining, ...nextInMembers(accounts)];
}

/** Last of all, where the lines of the build cannot hide it. */
function doneLines({ email, ...settings }: Settings, { paint }: Terminal): readonly string[] {
  const first = `The first night begins by itself. To start it at once:  ${vigilCommand('scan')}`;
  if (email.length > 0) {
    return [
      'Done. Confirm the mail that AWS sends to each new address: before that, none arrives.',
      first,
    ];
  }
  if (settings.slackChannel || settings.slackWebhookSecret || settings.subscribers.length > 0) {
    return ['Done.', first];
  }
  return [
    'Done.',
    first,
    '',
    paint(
      ['yellow'],
      'WARNING: no recipient is set. Findings are stored, and no message is sent to anyone.',
    ),
    `  Set one:           ${deployCommand('-c email=you@example.com')}`,
    `  Or ask for them:   ${vigilCommand('findings')}`,
  ];
}
