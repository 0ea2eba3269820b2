import { CfnOutput, Stack } from 'aws-cdk-lib';
import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { InvalidSetting } from '../functions/domain/settings/read-settings.ts';
import type { SlackChannel } from '../functions/domain/settings/takes.ts';
import { onlySubscribers } from './only-subscribers.ts';

/** The endpoint of Amazon Q Developer, which subscribes to topics of every region. */
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
      // With the region in it, for a name exists once in an account, in all regions.
      slackChannelConfigurationName: `lambda-vigil-${Stack.of(this).region}-${this.node.addr.slice(-8)}`,
      slackWorkspaceId: workspace,
      slackChannelId: channel,
      notificationTopics: [this.topic],
      // By default the channel may do anything. This one shows messages, and needs no permission.
      guardrailPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AWSDenyAll')],
    });
  }
}

/**
 * CloudFormation lacks the resource type there, and its error would not say what to use instead.
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
