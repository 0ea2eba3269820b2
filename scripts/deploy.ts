import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { sentenceFor } from '../cli/failure.ts';
import { reasonOf } from '../functions/domain/reason-of.ts';
import { InvalidSetting } from '../functions/domain/settings/read-settings.ts';
import type { Settings } from '../functions/domain/settings/settings.ts';
import { vigilCommand } from '../functions/domain/vigil-command.ts';
import { settingsIn, settingsOf } from '../lib/settings.ts';
import { type DeployOptions, deployOptionsIn, UnknownOption } from './deploy-options.ts';

const cdk = join(import.meta.dirname, '../node_modules/.bin/cdk');

try {
  const options = deployOptionsIn(process.argv.slice(2));
  const settings = settingsOf(settingsIn({ ...contextOfProject(), ...options.context }));
  useProfileOf(options);

  const { account, region } = await whereTo();
  console.info(`Deploying lambda-vigil to account ${account}, ${region}.`);
  await bootstrapIfNeeded(`aws://${account}/${region}`, options);
  run(['deploy', ...approvalIn(options), ...options.forDeploy]);
  console.info(['', ...doneLines(settings)].join('\n'));
} catch (error) {
  console.error(`lambda-vigil: ${sentenceFor(error)}`);
  process.exitCode = error instanceof UnknownOption || error instanceof InvalidSetting ? 2 : 1;
}

/** Settings may stand in cdk.json as well. */
function contextOfProject(): Readonly<Record<string, unknown>> {
  const text = readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8');

  return JSON.parse(text).context ?? {};
}

/** The SDK has to use the account and region of the CDK. */
function useProfileOf({ profile, region }: DeployOptions): void {
  if (profile !== undefined) process.env.AWS_PROFILE = profile;
  if (region !== undefined) process.env.AWS_REGION = region;
}

/** @throws a sentence for a caller without credentials or a region. */
async function whereTo() {
  const sts = new STSClient({});

  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    return { account: Account ?? '', region: await sts.config.region() };
  } catch (error) {
    throw new Error(
      `AWS did not say who you are (${reasonOf(error)}). Set credentials and a region, for example AWS_PROFILE and AWS_REGION.`,
      { cause: error },
    );
  }
}

async function bootstrapIfNeeded(
  environment: string,
  { toolkitStack, forBootstrap }: DeployOptions,
): Promise<void> {
  if (await isThere(toolkitStack ?? 'CDKToolkit')) return;

  console.info('The CDK has not been here before: bootstrapping.');
  run(['bootstrap', environment, ...forBootstrap]);
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

/** @throws when the CDK fails: it has said why. */
function run(words: readonly string[]): void {
  const { status } = spawnSync(cdk, words, { stdio: 'inherit' });

  if (status !== 0) throw new Error(`cdk ${words[0]} has failed: it says why above`);
}

/** Last of all, where the lines of the build cannot hide it. */
function doneLines({ email, ...settings }: Settings): readonly string[] {
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
    styleText(
      'yellow',
      'WARNING: no recipient is set. Findings are stored, and no message is sent to anyone.',
    ),
    `  Set one:           npm run deploy -- -c email=you@example.com`,
    `  Or ask for them:   ${vigilCommand('findings')}`,
  ];
}
