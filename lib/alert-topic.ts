import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface AlertTopicProps {
  /** Addresses that get mail, once each has confirmed. */
  readonly email: readonly string[];
}

/** Where news and the product's own failures are told. Subscribe to it what you like. */
export class AlertTopic extends Topic {
  constructor(scope: Construct, id: string, { email }: AlertTopicProps) {
    super(scope, id, { displayName: 'lambda-vigil', enforceSSL: true });

    for (const address of email) this.addSubscription(new EmailSubscription(address));

    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
