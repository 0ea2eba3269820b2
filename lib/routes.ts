import { Construct } from 'constructs';
import type { DeployedParts } from '../functions/domain/deployed-parts.ts';
import type { RouteTopics } from '../functions/domain/notifier-environment.ts';
import type { Route } from '../functions/domain/settings/takes-routes.ts';
import { AlertTopic } from './alert-topic.ts';
import { ChatChannel } from './chat-channel.ts';

/** The topics of routes: who is subscribed to one gets nothing of another. */
export class Routes extends Construct {
  readonly routed: readonly Routed[];

  constructor(scope: Construct, id: string, routes: readonly Route[]) {
    super(scope, id);
    this.routed = routes.map((route) => ({ route, ...this.topicsOf(route) }));
  }

  /** As the functions that notify read them. */
  get environment(): readonly RouteTopics[] {
    return this.routed.map(
      ({ route: { name, owners, stacks, applications, tags = [] }, topic, chat }) => ({
        name,
        owners,
        stacks,
        applications,
        ...(tags.length > 0 && { tags }),
        topic: topic.topicArn,
        ...(chat && { chat: chat.topic.topicArn }),
      }),
    );
  }

  /** ARNs. */
  get topics(): readonly string[] {
    return this.environment.flatMap(({ topic, chat }) => [topic, ...(chat ? [chat] : [])]);
  }

  /** As the command line finds them. */
  get parts(): NonNullable<DeployedParts['routes']> {
    return this.environment.map(({ name, topic, chat }) => ({
      name,
      topics: [topic, ...(chat ? [chat] : [])],
    }));
  }

  private topicsOf({ name, email, subscribers, slackChannel }: Route) {
    return {
      topic: new AlertTopic(this, name, { email, subscribers, route: name }),
      chat: slackChannel && new ChatChannel(this, `${name}-chat`, slackChannel),
    };
  }
}

export interface Routed {
  readonly route: Route;
  readonly topic: AlertTopic;
  readonly chat: ChatChannel | undefined;
}
