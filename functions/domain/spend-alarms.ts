/** What tells somebody when an account spends too much, as far as it can be seen from within. */
export interface SpendAlarms {
  readonly budgets: readonly Budget[];
  /** Of Cost Anomaly Detection. */
  readonly subscriptions: readonly AnomalySubscription[];
  /** Its bill is paid, and may be watched, by an account into which nobody here can look. */
  readonly isInOrganization: boolean;
}

export interface Budget {
  readonly name: string;
  /** `COST`, `USAGE`, `RI_UTILIZATION` and so on. */
  readonly type: string;
  /** As bills name them (`AWS Lambda`), where it counts these only. */
  readonly services?: readonly string[] | undefined;
  /** ISO 8601 in UTC; undefined for one that does not end. */
  readonly endsAt?: string | undefined;
  /** How many of its thresholds tell somebody that they are passed. */
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

/** Whether somebody is told when functions cost too much. */
export function isWatched({ budgets, subscriptions }: SpendAlarms, now: string): boolean {
  return (
    budgets.some((budget) => whyMute(budget, now) === undefined) ||
    subscriptions.some((subscription) => whyDeaf(subscription) === undefined)
  );
}

/** Why a budget would tell nobody of it; undefined for one that would. */
export function whyMute(budget: Budget, now: string): string | undefined {
  const { type, services, endsAt, alarms } = budget;

  if (alarms === 0) return 'tells nobody';
  if (type !== 'COST') return `counts no money but ${type}`;
  if (endsAt !== undefined && endsAt <= now) return `ended on ${endsAt.slice(0, 10)}`;
  if (services && !services.includes(LAMBDA)) return `does not count ${LAMBDA}`;
  return undefined;
}

/** The same of a subscription. */
export function whyDeaf({ monitors, subscribers }: AnomalySubscription): string | undefined {
  if (monitors === 0) return 'has no monitor';
  return subscribers === 0 ? 'has no subscriber' : undefined;
}
