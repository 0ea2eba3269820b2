import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sentChanges } from '../../functions/domain/sent-changes.ts';
import { ChangeBus } from '../../lib/change-bus.ts';
import { ChangeRule } from '../../lib/change-rule.ts';
import { reportCall } from '../../local/cloud-trail.ts';
import { type LocalCloud, startLocalCloud } from '../../local/local-cloud.ts';
import { deployMember, memberAccount } from '../../local/member-account.ts';

const member = '444455556666';
const stranger = '777788889999';

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await startLocalCloud();
}, 300_000);

afterAll(() => cloud?.stop());

it('a scanner is sent the changes of a member, by the role for it, and none of another account', async () => {
  const hub = memberAccount(cloud, cloud.account);
  await deployMember(hub, hubTemplate());
  const { bus, queue } = await outputs();
  for (const account of [member, stranger]) {
    const Resources = sentChanges('lambda-vigil', bus ?? '');
    await deployMember(memberAccount(cloud, account), JSON.stringify({ Resources }));
  }

  for (const account of [stranger, member]) {
    for (const eventName of ['CreateFunctionUrlConfig', 'UpdateFunctionCode20150331v2', 'Invoke']) {
      await reportCall(cloud, {
        account,
        region: cloud.region,
        eventSource: 'lambda.amazonaws.com',
        eventName,
        requestParameters: { functionName: 'orders' },
      });
    }
  }

  const { Messages = [] } = await new SQSClient(cloud.client).send(
    new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10 }),
  );
  const events = Messages.map(({ Body = '' }) => JSON.parse(Body));
  expect(events.map(({ account, detail }) => [account, detail.eventName])).toEqual([
    [member, 'CreateFunctionUrlConfig'],
  ]);
});

/** The bus, and the rule of one scanner. */
function hubTemplate(): string {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Hub');
  const bus = new ChangeBus(stack, 'Bus', {
    accounts: [member],
    organization: [],
    memberRole: 'lambda-vigil',
  });
  const queue = new Queue(stack, 'Queue');
  const deadLetters = new Queue(stack, 'DeadLetters');
  new ChangeRule(stack, 'Changes', { scanner: 'permissions', queue, deadLetters, bus });
  new CfnOutput(stack, 'bus', { value: bus.eventBusArn });
  new CfnOutput(stack, 'queue', { value: queue.queueUrl });

  // Without what the CDK asks of an account that it deploys to.
  const { Resources, Outputs } = Template.fromStack(stack).toJSON();
  return JSON.stringify({ Resources, Outputs });
}

async function outputs(): Promise<Readonly<Record<string, string | undefined>>> {
  const { Stacks } = await new CloudFormationClient(cloud.client).send(
    new DescribeStacksCommand({ StackName: 'lambda-vigil-member' }),
  );

  return Object.fromEntries(
    (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
}
