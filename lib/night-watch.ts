import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  SingleValueWidget,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { practices } from '../functions/domain/check.ts';
import {
  DEPLOYMENT,
  METRIC_NAMESPACE,
  type MetricName,
  measuredSeverities,
} from '../functions/domain/night-metrics.ts';

export interface NightWatchProps {
  /** What its metrics are known by. */
  readonly deployment: string;
  readonly alerts: ITopic;
  /** Undefined where no dashboard is wanted. */
  readonly dashboard?: WatchedParts | undefined;
}

export interface WatchedParts {
  /** By what they are called on the dashboard. */
  readonly functions: readonly (readonly [name: string, made: LambdaFunction])[];
  readonly deadLetters: readonly (readonly [name: string, queue: Queue])[];
}

const NIGHT = Duration.days(1);

/** An alarm for a night that did not end, and a dashboard of what the nights found and took. */
export class NightWatch extends Construct {
  readonly #deployment: string;

  constructor(scope: Construct, id: string, { deployment, alerts, dashboard }: NightWatchProps) {
    super(scope, id);

    this.#deployment = deployment;
    this.#alarm(alerts);
    if (dashboard) this.#dashboard(dashboard);
  }

  /**
   * The digest counts the scanners that have not ended, six hours after it should have come at the
   * latest. No value is no alarm: before the first night there is none, and a digest that fails or is
   * not invoked lies in the dead letters, which have an alarm of their own.
   */
  #alarm(alerts: ITopic): void {
    const alarm = new Alarm(this, 'Unfinished', {
      alarmDescription:
        'lambda-vigil: a night has not ended. The digest of the night names the scanners, and what each waits for.',
      metric: this.#metric('UnfinishedScanners', { period: Duration.hours(1) }),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });

    alarm.addAlarmAction(new SnsAction(alerts));
  }

  #dashboard({ functions, deadLetters }: WatchedParts): void {
    const open = (of: Readonly<Record<string, string>>, label: string) =>
      this.#metric('OpenFindings', { dimensions: of, label });
    const bySeverity = measuredSeverities.map((severity) => open({ Severity: severity }, severity));
    const byPractice = practices.map((practice) => open({ Practice: practice }, practice));
    const covered = this.#metric('CoveredTargets', { label: 'covered targets' });
    const unfinished = this.#metric('UnfinishedScanners', { label: 'unfinished scanners' });
    const age = new MathExpression({
      expression: 'age / 3600',
      usingMetrics: { age: this.#metric('NightAge') },
      period: NIGHT,
      label: 'hours since the oldest scan began',
    });

    new Dashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(30),
      widgets: [
        [
          new SingleValueWidget({
            title: 'After the last night',
            metrics: [...bySeverity, covered, unfinished],
            width: 24,
          }),
        ],
        [
          graph('Open findings by severity', bySeverity),
          graph('Open findings by practice', byPractice),
        ],
        [
          graph('Targets covered, in percent', [covered], { min: 0, max: 100 }),
          graph('Age of the last night', [age], { min: 0 }),
        ],
        [
          graph('GB-seconds of a day', functions.map(gbSeconds)),
          graph(
            'Errors of its functions',
            functions.map(([label, made]) => made.metricErrors({ label, period: NIGHT })),
          ),
        ],
        [
          graph(
            'Dead letters',
            deadLetters.map(([label, queue]) =>
              queue.metricApproximateNumberOfMessagesVisible({
                label,
                period: NIGHT,
                statistic: 'Maximum',
              }),
            ),
          ),
          graph(
            'Invocations of a day',
            functions.map(([label, made]) => made.metricInvocations({ label, period: NIGHT })),
          ),
        ],
      ],
    });
  }

  #metric(metricName: MetricName, options: MetricParts = {}): Metric {
    const { dimensions = {}, label, period = NIGHT } = options;

    return new Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensionsMap: { [DEPLOYMENT]: this.#deployment, ...dimensions },
      statistic: 'Maximum',
      period,
      ...(label !== undefined && { label }),
    });
  }
}

interface MetricParts {
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly label?: string;
  readonly period?: Duration;
}

function graph(
  title: string,
  left: readonly IMetric[],
  leftYAxis: { readonly min?: number; readonly max?: number } = { min: 0 },
): GraphWidget {
  return new GraphWidget({ title, left: [...left], leftYAxis, width: 12, period: NIGHT });
}

/** What Lambda charges for, from metrics that cost nothing. */
function gbSeconds(
  [label, made]: readonly [string, LambdaFunction],
  index: number,
): MathExpression {
  return new MathExpression({
    expression: `ms${index} / 1000 * ${memoryGb(made)}`,
    usingMetrics: {
      [`ms${index}`]: made.metricDuration({ period: NIGHT, statistic: 'Sum' }),
    },
    period: NIGHT,
    label,
  });
}

function memoryGb(made: LambdaFunction): number {
  const { memorySize = 128 } = made.node.defaultChild as CfnFunction;

  return memorySize / 1024;
}
