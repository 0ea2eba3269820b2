import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { SlackChannel } from './settings.ts';

/** A topic of its own, for Amazon Q Developer takes no other messages than those in its schema. */
export class ChatChannel extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { workspace, channel }: SlackChannel) {
    super(scope, id);

    this.topic = new Topic(this, 'Topic', { enforceSSL: true });

    new SlackChannelConfiguration(this, 'Slack', {
      slackChannelConfigurationName: `lambda-vigil-${this.node.addr.slice(-8)}`,
      slackWorkspaceId: workspace,
      slackChannelId: channel,
      notificationTopics: [this.topic],
      // Its default lets the channel do anything. Ours is there to be read.
      guardrailPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AWSDenyAll')],
    });
  }
}
