import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  type CfnSubscription,
  type ITopicSubscription,
  type Subscription,
  Topic,
} from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { literally, onlySubscribers } from './only-subscribers.ts';

export interface AlertTopicProps {
  /** Addresses that get mail, once each has confirmed. */
  readonly email: readonly string[];
  /** Other endpoints that may subscribe: ARNs, URLs or addresses, with `*`. */
  readonly subscribers: readonly string[];
  /** Name of the route that it is of. @default none: alarms of the product come by it, too */
  readonly route?: string;
}

/** Notifications of the product, or of a route, for the subscribers that its settings name. */
export class AlertTopic extends Topic {
  /** Endpoints that may subscribe, with `*`. */
  readonly #endpoints: string[];

  constructor(scope: Construct, id: string, { email, subscribers, route }: AlertTopicProps) {
    const displayName = route === undefined ? 'lambda-vigil' : `lambda-vigil ${route}`;
    super(scope, id, { displayName, enforceSSL: true });
    this.#endpoints = [...subscribers];

    if (route === undefined) this.#takeAlarms();
    this.addToResourcePolicy(onlySubscribers(this.topicArn, this.#endpoints));

    for (const address of email) this.addSubscription(new EmailSubscription(address));
  }

  #takeAlarms(): void {
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

  /** A subscription of the product's own, once the policy lets it in, which is in the same deployment. */
  override addSubscription(topicSubscription: ITopicSubscription): Subscription {
    const subscription = super.addSubscription(topicSubscription);
    const { endpoint } = subscription.node.defaultChild as CfnSubscription;
    if (endpoint !== undefined) this.#endpoints.push(literally(endpoint));
    subscription.node.addDependency(this.node.findChild('Policy'));

    return subscription;
  }
}
