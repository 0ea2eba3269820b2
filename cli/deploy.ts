import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Command } from 'commander';
import { checkIds } from '../functions/checks/index.ts';
import { reasonOf } from '../functions/domain/reason-of.ts';
import { settingsIn } from '../functions/domain/settings/context-settings.ts';
import { readSettings } from '../functions/domain/settings/read-settings.ts';
import type { Settings } from '../functions/domain/settings/settings.ts';
import { deployCommand, vigilCommand } from '../functions/domain/vigil-command.ts';
import { type Cdk, contextOfApp, obtainCdk } from './cdk.ts';
import type { CliContext } from './cli-context.ts';
import { type DeployOptions, deployOptions, deployOptionsIn } from './deploy-options.ts';
import { examples } from './examples.ts';
import { Failure } from './failure.ts';
import type { Terminal } from './terminal.ts';

const known = { disabledChecks: checkIds, enabledChecks: checkIds };

/** Its options are those of `cdk deploy`, to which they go on: they are read here and not by commander. */
export function deployCommandOf({ terminal }: CliContext): Command {
  return new Command('deploy')
    .usage('[-c setting=value …] [options of cdk deploy]')
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText(
      'after',
      `\nOptions of cdk deploy:\n  ${Object.keys(deployOptions)
        .map((name) => `--${name}`)
        .join(', ')}`,
    )
    .addHelpText(
      'after',
      examples(
        'vigil deploy -c email=you@example.com',
        'vigil deploy --region eu-west-1 -c email=you@example.com -c idleDays=60',
      ),
    )
    .action((_options, command: Command) => deploy(command.args, terminal));
}

async function deploy(words: readonly string[], terminal: Terminal): Promise<void> {
  const options = deployOptionsIn(words);
  const settings = readSettings(settingsIn({ ...contextOfApp(), ...options.context }), known);

  const { account, region } = await whereTo();
  const cdk = obtainCdk(terminal);
  try {
    terminal.out(`Deploying lambda-vigil to account ${account}, ${region}.`);
    await bootstrapIfNeeded(`aws://${account}/${region}`, options, cdk, terminal);
    cdk.run(['deploy', ...approvalIn(options), ...options.forDeploy]);
  } finally {
    cdk.close();
  }
  terminal.out(['', ...doneLines(settings, terminal)].join('\n'));
}

/** @throws Failure for a caller without credentials or a region. */
async function whereTo() {
  const sts = new STSClient({});

  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    return { account: Account ?? '', region: await sts.config.region() };
  } catch (error) {
    throw new Failure(
      `AWS did not say who you are (${reasonOf(error)}). Set credentials and a region, for example AWS_PROFILE and AWS_REGION.`,
    );
  }
}

async function bootstrapIfNeeded(
  environment: string,
  { toolkitStack, forBootstrap }: DeployOptions,
  cdk: Cdk,
  terminal: Terminal,
): Promise<void> {
  if (await isThere(toolkitStack ?? 'CDKToolkit')) return;

  terminal.out('The CDK has not been here before: bootstrapping.');
  cdk.run(['bootstrap', environment, ...forBootstrap]);
}

async function isThere(StackName: string): Promise<boolean> {
  try {
    const stacks = new CloudFormationClient({});
    await stacks.send(new DescribeStacksCommand({ StackName }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') return false;
    throw error;
  }
}

/** The grants are in docs/permissions.md, so the CDK asks for no approval unless the options want it. */
function approvalIn({ forDeploy }: DeployOptions): readonly string[] {
  const isGiven = forDeploy.some((word) => word.startsWith('--require-approval'));

  return isGiven ? [] : ['--require-approval', 'never'];
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
