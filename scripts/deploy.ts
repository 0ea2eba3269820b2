import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { vigilCommand } from '../functions/domain/vigil-command.ts';

/** `npm run deploy -- -c email=…`: whatever follows is handed to `cdk deploy`. */
const given = process.argv.slice(2);
const cdk = join(import.meta.dirname, '../node_modules/.bin/cdk');

try {
  const { account, region } = await whereTo();
  console.info(`Deploying lambda-vigil to account ${account}, ${region}.`);

  if (!(await isBootstrapped())) {
    console.info('The CDK has not been here before: bootstrapping.');
    run(['bootstrap', `aws://${account}/${region}`, ...given]);
  }

  run(['deploy', '--require-approval', 'never', ...given]);
  console.info(
    [
      '',
      'Done. Confirm the mail that AWS sends to each new address: before that, nobody is told.',
      `The first night begins by itself. To start it at once:  ${vigilCommand('scan')}`,
    ].join('\n'),
  );
} catch (error) {
  console.error(`lambda-vigil: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** @throws a sentence for whoever has no credentials or no region. */
async function whereTo() {
  const sts = new STSClient({});

  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    return { account: Account ?? '', region: await sts.config.region() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `AWS did not say who you are (${reason}). Set credentials and a region, for example AWS_PROFILE and AWS_REGION.`,
      { cause: error },
    );
  }
}

async function isBootstrapped(): Promise<boolean> {
  try {
    const stacks = new CloudFormationClient({});
    await stacks.send(new DescribeStacksCommand({ StackName: 'CDKToolkit' }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') return false;
    throw error;
  }
}

/** @throws when the CDK fails: it has said why. */
function run(words: readonly string[]): void {
  const { status } = spawnSync(cdk, words, { stdio: 'inherit' });

  if (status !== 0) throw new Error(`cdk ${words[0]} has failed: it says why above`);
}
