import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import type { LocalCloud } from './local-cloud.ts';
import type { SeedContext } from './shop/seed-context.ts';

/** Another account of the same local cloud: there, a key of twelve digits is an account of that number. */
export function memberAccount({ client, region }: LocalCloud, account: string): SeedContext {
  const { secretAccessKey } = client.credentials;

  return {
    account,
    region,
    client: { ...client, credentials: { accessKeyId: account, secretAccessKey } },
  };
}

/** What `aws cloudformation deploy` does with the template of a member. @throws where it fails. */
export async function deployMember({ client }: SeedContext, template: string): Promise<void> {
  const cloudformation = new CloudFormationClient(client);
  const StackName = 'lambda-vigil-member';
  await cloudformation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: template,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );

  for (;;) {
    const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
    const { StackStatus = '', StackStatusReason } = Stacks?.[0] ?? {};
    if (StackStatus === 'CREATE_COMPLETE') return;
    if (StackStatus !== 'CREATE_IN_PROGRESS') {
      throw new Error(`the member's stack is ${StackStatus}: ${StackStatusReason ?? 'no reason'}`);
    }
    await sleep(50);
  }
}
