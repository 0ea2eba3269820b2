/** What alerts to the spend of an account that pays its own bill alone. */
export interface SpendAlarms {
  readonly budgets: readonly Budget[];
  /** Of Cost Anomaly Detection. */
  readonly subscriptions: readonly AnomalySubscription[];
}

export interface Budget {
  readonly name: string;
  /** `COST`, `USAGE`, `RI_UTILIZATION` and so on. */
  readonly type: string;
  /** As bills name them (`AWS Lambda`), where it counts these only. */
  readonly services?: readonly string[] | undefined;
  /** ISO 8601 in UTC; undefined for one that does not end. */
  readonly endsAt?: string | undefined;
  /** How many of its thresholds have a subscriber. */
  readonly alarms: number;
}

export interface AnomalySubscription {
  readonly name: string;
  /** Monitors of it that are there. */
  readonly monitors: number;
  /** Subscribers that have not declined. */
  readonly subscribers: number;
}

/** How a bill names what functions cost. */
const LAMBDA = 'AWS Lambda';

/** Whether anyone is alerted when functions cost too much. */
export function isWatched({ budgets, subscriptions }: SpendAlarms, now: string): boolean {
  return (
    budgets.some((budget) => budgetProblem(budget, now) === undefined) ||
    subscriptions.some((subscription) => subscriptionProblem(subscription) === undefined)
  );
}

/** Why a budget would alert no one to it; undefined for one that would. */
export function budgetProblem(budget: Budget, now: string): string | undefined {
  const { type, services, endsAt, alarms } = budget;

  if (alarms === 0) return 'has no subscriber';
  if (type !== 'COST') return `counts ${type}, not cost`;
  if (endsAt !== undefined && endsAt <= now) return `ended on ${endsAt.slice(0, 10)}`;
  if (services && !services.includes(LAMBDA)) return `does not count ${LAMBDA}`;
  return undefined;
}

/** The same of a subscription. */
export function subscriptionProblem({
  monitors,
  subscribers,
}: AnomalySubscription): string | undefined {
  if (monitors === 0) return 'has no monitor';
  return subscribers === 0 ? 'has no subscriber' : undefined;
}
