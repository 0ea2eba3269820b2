import { CfnOutput, Stack } from 'aws-cdk-lib';
import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { InvalidSetting } from '../functions/domain/settings/read-settings.ts';
import type { SlackChannel } from '../functions/domain/settings/takes.ts';
import { onlySubscribers } from './only-subscribers.ts';

/** Where Amazon Q Developer takes what it posts, from topics of every region. */
const AMAZON_Q = 'https://global.sns-api.chatbot.amazonaws.com';

/**
 * A topic of its own, for Amazon Q Developer takes no other messages than those in its schema; and a
 * configuration of the channel, of which an account has one for all regions, unless there is one.
 */
export class ChatChannel extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, channel: SlackChannel | 'existing') {
    super(scope, id);

    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    this.topic.addToResourcePolicy(onlySubscribers(this.topic.topicArn, [AMAZON_Q]));

    if (channel === 'existing') this.outputTopic();
    else this.configure(channel);
  }

  private outputTopic(): void {
    new CfnOutput(this, 'TopicArn', {
      description: 'Add this topic to the channel in Amazon Q Developer in chat applications',
      value: this.topic.topicArn,
    });
  }

  private configure({ workspace, channel }: SlackChannel): void {
    new SlackChannelConfiguration(this, 'Slack', {
      // Of all regions, for the name is taken once in an account.
      slackChannelConfigurationName: `lambda-vigil-${Stack.of(this).region}-${this.node.addr.slice(-8)}`,
      slackWorkspaceId: workspace,
      slackChannelId: channel,
      notificationTopics: [this.topic],
      // Its default lets the channel do anything. Ours is there to be read.
      guardrailPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AWSDenyAll')],
    });
  }
}

/**
 * CloudFormation has no such type there, and would only say that it does not know it.
 *
 * @throws InvalidSetting in another partition than that of the commercial regions.
 */
export function refuseChatIn(region: string): void {
  const partition = RegionInfo.get(region).partition;
  if (partition === undefined || partition === 'aws') return;

  throw new InvalidSetting(
    `setting "slackChannel" cannot be used in ${region}: Amazon Q Developer in chat applications is not there; use slackWebhookSecret`,
  );
}
