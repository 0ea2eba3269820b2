import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';

export interface NewStack {
  readonly name: string;
  readonly template: string;
  /** Values by the names of parameters. @default what the template says */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What `aws cloudformation deploy` does where there is no such stack yet. @throws where it fails. */
export async function createStack(
  client: CloudFormationClientConfig,
  { name, template, parameters = {} }: NewStack,
): Promise<void> {
  const cloudformation = new CloudFormationClient(client);
  await cloudformation.send(
    new CreateStackCommand({
      StackName: name,
      TemplateBody: template,
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );

  for (;;) {
    const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: name }));
    const { StackStatus = '', StackStatusReason } = Stacks?.[0] ?? {};
    if (StackStatus === 'CREATE_COMPLETE') return;
    if (StackStatus !== 'CREATE_IN_PROGRESS') {
      throw new Error(`the stack ${name} is ${StackStatus}: ${StackStatusReason ?? 'no reason'}`);
    }
    await sleep(50);
  }
}
