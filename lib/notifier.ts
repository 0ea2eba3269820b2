import { Duration, Stack, Validations } from 'aws-cdk-lib';
import type { Policy } from 'aws-cdk-lib/aws-iam';
import {
  type Architecture,
  CfnEventSourceMapping,
  type CfnEventSourceMappingProps,
  FilterCriteria,
  FilterRule,
  type Function as LambdaFunction,
} from 'aws-cdk-lib/aws-lambda';
import type { IScheduleGroup, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { OwnResources } from '../functions/domain/granted-statements.ts';
import {
  deliverSlackGrants,
  digestGrants,
  type FurtherTopics,
  type Grant,
  importFindingsGrants,
  notifyGrants,
  publishEventsGrants,
} from '../functions/domain/grants.ts';
import type {
  DeliverSlackEnvironment,
  DigestEnvironment,
  DigestWake,
  ImportAgain,
  ImportFindingsEnvironment,
  NotifyEnvironment,
  PublishEventsEnvironment,
} from '../functions/domain/notifier-environment.ts';
import type { Rules } from '../functions/domain/rules/rules.ts';
import { productArn } from '../functions/domain/security-hub/asff.ts';
import type { Settings } from '../functions/domain/settings/settings.ts';
import { watchesOthers } from '../functions/domain/watched-account.ts';
import type { HandlerName } from './bundles/function-sources.ts';
import { ChatChannel } from './chat-channel.ts';
import { DeadLetters } from './dead-letters.ts';
import type { NamedTable } from './findings-table.ts';
import { GrantedRole } from './granted-role.ts';
import { Nightly } from './nightly.ts';
import { boundedEnvironment, NodeFunction, type NodeFunctionProps } from './node-function.ts';
import { OwnLogs } from './own-logs.ts';
import { Routes } from './routes.ts';
import { rulesBeside } from './rules-beside.ts';
import { secretArn } from './secret-arn.ts';

export interface NotifierProps {
  readonly settings: Settings;
  readonly rules: Rules;
  readonly findings: NamedTable;
  readonly facts: NamedTable;
  readonly alerts: Topic;
  readonly digestAt: ScheduleExpression;
  /** When a digest that waits for scanners checks again. */
  readonly digestAgainAt: ScheduleExpression;
  /** When what is open is sent to Security Hub again. */
  readonly weeklyAt: ScheduleExpression;
  readonly group: IScheduleGroup;
  readonly architecture: Architecture;
  /** By what the metrics of this deployment are known. */
  readonly deployment: string;
}

/** Sends notifications of what has changed: at once, from the table's stream, and in a daily digest. */
export class Notifier extends Construct {
  readonly digest: LambdaFunction;
  readonly deadLetters: DeadLetters;
  readonly routes: Routes;
  /** Absent where there is no chat channel. */
  readonly chat: ChatChannel | undefined;
  private readonly architecture: Architecture;

  constructor(scope: Construct, id: string, props: NotifierProps) {
    super(scope, id);

    const { settings, alerts, architecture } = props;
    this.architecture = architecture;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', {
      of: 'the delivery of notifications',
      alerts,
    });
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue itself, of functions and of a subscription.',
    });
    this.chat = settings.slackChannel && new ChatChannel(this, 'Chat', settings.slackChannel);
    this.routes = new Routes(this, 'Routes', settings.routes);
    const topics = topicsOf(settings, alerts, this.chat, this.routes);

    this.notify(props, topics);
    this.digest = this.digestFunction(props, topics);
    const { slackWebhookSecret } = settings;
    this.deliverSlack('DeliverSlack', settings, { slackWebhookSecret, topic: alerts });
    for (const { route, topic } of this.routes.routed) {
      this.deliverSlack(`DeliverSlack-${route.name}`, settings, { ...route, topic });
    }
    if (settings.events === 'on') this.publishEvents(props);
    if (settings.securityHub === 'on') this.importFindings(props);
  }

  private notify({ settings, findings }: NotifierProps, topics: Topics): void {
    const stream = findings.tableStreamArn ?? '';
    const environment = {
      ...topics.environment,
      ALERT_ON: settings.alertOn.join(','),
    } satisfies Variables<NotifyEnvironment>;
    const { made, allowed } = this.function(
      'Notify',
      'notify',
      environment,
      notifyGrants(topics.further),
      { 'findings stream': stream, ...topics.own },
    );

    this.readStream('Stream', { made, allowed }, stream, {
      startingPosition: 'TRIM_HORIZON',
      batchSize: 1_000,
      maximumBatchingWindowInSeconds: windowOf(settings),
    });
  }

  private publishEvents({ findings }: NotifierProps): void {
    const stream = findings.tableStreamArn ?? '';
    const bus = Stack.of(this).formatArn({
      service: 'events',
      resource: 'event-bus',
      resourceName: 'default',
    });
    const environment = {
      EVENT_BUS_ARN: bus,
      DEAD_LETTERS_URL: this.deadLetters.queueUrl,
    } satisfies Variables<PublishEventsEnvironment>;
    const own = { 'event bus': bus, 'findings stream': stream };
    const made = this.function(
      'PublishEvents',
      'publish-events',
      environment,
      publishEventsGrants,
      own,
    );

    this.readStream('EventsStream', made, stream, delivering);
  }

  private importFindings({ findings, weeklyAt, group }: NotifierProps): void {
    const stream = findings.tableStreamArn ?? '';
    const { account, region, partition } = Stack.of(this);
    const environment = {
      FINDINGS_TABLE: findings.tableName,
      DEAD_LETTERS_URL: this.deadLetters.queueUrl,
      ACCOUNT: account,
      REGION: region,
      PARTITION: partition,
    } satisfies Variables<ImportFindingsEnvironment>;
    const own = {
      'Security Hub product': productArn({ account, region, partition }),
      'Security Hub': Stack.of(this).formatArn({
        service: 'securityhub',
        resource: 'hub',
        resourceName: 'default',
      }),
      'findings table': findings.tableArn,
      'findings stream': stream,
    };
    const made = this.function(
      'ImportFindings',
      'import-findings',
      environment,
      importFindingsGrants,
      own,
      { timeout: Duration.minutes(10) },
    );

    this.readStream('SecurityHubStream', made, stream, delivering);
    new Nightly(this, 'Weekly', {
      schedule: weeklyAt,
      group,
      wakes: made.made,
      input: { again: true } satisfies ImportAgain,
      deadLetters: this.deadLetters,
    });
  }

  /** Bound by hand, for DynamoEventSource lets the function read every stream of the table. */
  private readStream(
    id: string,
    { made, allowed }: Allowed,
    stream: string,
    reading: Omit<CfnEventSourceMappingProps, 'functionName' | 'eventSourceArn'>,
  ): void {
    new CfnEventSourceMapping(this, id, {
      functionName: made.functionName,
      eventSourceArn: stream,
      maximumRetryAttempts: 10,
      bisectBatchOnFunctionError: true,
      filterCriteria: { filters: [transitionsOnly()] },
      destinationConfig: { onFailure: { destination: this.deadLetters.queueArn } },
      ...reading,
    }).node.addDependency(made.role ?? made, allowed);
  }

  private digestFunction(
    { settings, rules, findings, facts, digestAt, digestAgainAt, group, deployment }: NotifierProps,
    topics: Topics,
  ): LambdaFunction {
    const environment = {
      ...topics.environment,
      FINDINGS_TABLE: findings.tableName,
      FACTS_TABLE: facts.tableName,
      DEPLOYMENT: deployment,
      METRICS: settings.dashboard === 'on' ? 'all' : 'alarm',
      ...(watchesOthers(settings) && { WATCHING_ACCOUNT: Stack.of(this).account }),
      ...rulesBeside(rules).environment,
    } satisfies Variables<DigestEnvironment>;
    const { made: digest } = this.function(
      'Digest',
      'digest',
      environment,
      digestGrants(topics.further),
      {
        'findings table': findings.tableArn,
        'facts table': facts.tableArn,
        ...topics.own,
      },
      { beside: rulesBeside(rules).beside },
    );

    const woken = { group, wakes: digest, deadLetters: this.deadLetters };
    new Nightly(this, 'Daily', { ...woken, schedule: digestAt });
    new Nightly(this, 'Again', {
      ...woken,
      schedule: digestAgainAt,
      input: { again: true } satisfies DigestWake,
    });
    return digest;
  }

  /** Of each webhook a function of its own, which can read no other's address. */
  private deliverSlack(
    id: string,
    { slackWebhookOrigin }: Settings,
    { slackWebhookSecret: secret, topic }: WebhookOf,
  ): void {
    if (secret === undefined) return;

    const environment = {
      SLACK_WEBHOOK_SECRET: secret,
      WEBHOOK_ORIGINS: slackWebhookOrigin,
    } satisfies Variables<DeliverSlackEnvironment>;
    const { made: deliver } = this.function(id, 'deliver-slack', environment, deliverSlackGrants, {
      'slack webhook secret': secretArn(this, secret),
    });

    topic.addSubscription(new LambdaSubscription(deliver, { deadLetterQueue: this.deadLetters }));
  }

  private function(
    id: string,
    handler: HandlerName,
    environment: Readonly<Record<string, string>>,
    grants: readonly Grant[],
    own: OwnResources,
    more: Pick<NodeFunctionProps, 'beside'> & { readonly timeout?: Duration } = {},
  ): Allowed {
    const logGroup = new OwnLogs(this, `${id}Logs`);
    const role = new GrantedRole(this, `${id}Role`, {
      grants,
      regions: [],
      own: {
        ...own,
        'dead letters': this.deadLetters.queueArn,
        'log group': logGroup.logGroupArn,
      },
    });

    const made = new NodeFunction(this, id, {
      handler,
      description: `lambda-vigil: ${handler}`,
      architecture: this.architecture,
      role,
      logGroup,
      environment: boundedEnvironment(environment),
      timeout: Duration.minutes(2),
      ...more,
      onFailure: { bind: () => ({ destination: this.deadLetters.queueArn }) },
    });

    return { made, allowed: role.allowCodeOf(made) };
  }
}

/** In seconds. A change is reported within two minutes, of which its look takes the first. */
function windowOf({ alertWindow, watchChanges }: Settings): number {
  return watchChanges === 'on' ? Math.min(alertWindow, 60) : alertWindow;
}

/** A function, and the policy without which its code may call nothing. */
interface Allowed {
  readonly made: NodeFunction;
  readonly allowed: Policy;
}

/** Where notifications go, for each function that sends some. */
interface Topics {
  readonly environment: Readonly<Record<'ALERT_TOPIC_ARN', string>>;
  readonly further: FurtherTopics;
  readonly own: OwnResources;
}

function topicsOf(
  { mainGets }: Settings,
  alerts: Topic,
  chat: ChatChannel | undefined,
  { topics, environment }: Routes,
): Topics {
  return {
    environment: {
      ALERT_TOPIC_ARN: alerts.topicArn,
      ...(chat && { CHAT_TOPIC_ARN: chat.topic.topicArn }),
      ...(topics.length > 0 && {
        ROUTES: Stack.of(alerts).toJsonString(environment),
        MAIN_GETS: mainGets,
      }),
    },
    further: { chat: chat !== undefined, routes: topics.length > 0 },
    own: {
      'alert topic': alerts.topicArn,
      ...(chat && { 'chat topic': chat.topic.topicArn }),
      ...(topics.length > 0 && { 'route topics': topics }),
    },
  };
}

interface WebhookOf {
  readonly slackWebhookSecret?: string | undefined;
  readonly topic: Topic;
}

/** As the handler gets it: text, which it parses. */
type Variables<E> = { readonly [N in keyof E]: string };

/** Of a day at first, for the stream keeps as much. What fails is delivered again from there. */
const delivering = {
  startingPosition: 'TRIM_HORIZON',
  batchSize: 500,
  maximumBatchingWindowInSeconds: 5,
  functionResponseTypes: ['ReportBatchItemFailures'],
};

/** Every night writes coverage, and sends no notification of it. */
function transitionsOnly() {
  return FilterCriteria.filter({
    eventName: FilterRule.or('INSERT', 'MODIFY'),
    dynamodb: { NewImage: { transition: { S: FilterRule.exists() } } },
  });
}
