import { attempt, perTargetKnown } from '../../app/collectors.ts';
import type { Clock, Collector } from '../../app/ports.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import { type Known, unknown } from '../../core/known.ts';
import { partitionOf, type Target } from '../../core/target.ts';
import {
  type AnomalySubscription,
  type Budget,
  isWatched,
  type SpendAlarms,
} from '../../domain/spend-alarms.ts';
import { defineFact, typed } from '../define-fact.ts';

/** Undefined where the account is one of an organization, and where the partition keeps no bill. */
export const spendAlarmsFact = defineFact({
  key: 'spendAlarms',
  about: ['account'],
  value: typed<SpendAlarms | undefined>(),
  words: 'whether its spend has an alert',
  grants: [
    { action: 'budgets:ViewBudget', on: 'any budget' },
    // Budgets asks for it too. Source: its dependent actions (Service Authorization Reference).
    { action: 'billing:GetBillingViewData', on: 'any billing view', by: 'aws' },
    { action: 'ce:GetAnomalySubscriptions', on: 'any anomaly subscription' },
    { action: 'ce:GetAnomalyMonitors', on: 'any anomaly monitor' },
    { action: 'iam:GetRole', on: 'any role' },
  ],
});

/** Each is asked in the region where the partition keeps its bills. @throws when it cannot be read. */
export interface SpendAlarmReaders {
  /** @param account twelve digits. */
  budgets(account: string, region: string): Promise<readonly Budget[]>;
  subscriptions(region: string): Promise<readonly AnomalySubscription[]>;
  isInOrganization(): Promise<boolean>;
}

/** Others have no bills of their own. Source: "AWS Billing endpoints and quotas" (General Reference). */
const billingRegions: ReadonlyMap<string, string> = new Map([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-northwest-1'],
]);

/**
 * Looks for an alert that the account's owner gets when it spends too much. In an organization the
 * management account pays, and what it has set up is not visible from the others. Budgets come first,
 * for AWS charges for requests about anomalies. Once an alert is found, nothing else is read. What
 * cannot be read may be such an alert: then it is not known.
 */
export function spendAlarms(
  readers: SpendAlarmReaders,
  clock: Clock,
): Collector<Target<'account'>, SpendAlarms | undefined> {
  return perTargetKnown(async ({ account, arn }): Promise<Known<SpendAlarms | undefined>> => {
    const region = billingRegions.get(partitionOf(arn));
    if (region === undefined) return { known: true, value: undefined };

    const membership = await attempt(() => readers.isInOrganization());
    if (membership.known && membership.value) return { known: true, value: undefined };

    const now = clock().toISOString();
    const budgets = await attempt(() => readers.budgets(account, region));
    const counted = { budgets: budgets.known ? budgets.value : [], subscriptions: [] };
    if (isWatched(counted, now)) return { known: true, value: counted };

    const subscriptions = await attempt(() => readers.subscriptions(region));
    const found = { ...counted, subscriptions: subscriptions.known ? subscriptions.value : [] };
    if (isWatched(found, now)) return { known: true, value: found };

    const unread = joinedReasons([
      membership.known ? undefined : `which account pays: ${membership.reason}`,
      budgets.known ? undefined : `budgets: ${budgets.reason}`,
      subscriptions.known ? undefined : `Cost Anomaly Detection: ${subscriptions.reason}`,
    ]);
    return unread === undefined ? { known: true, value: found } : unknown(unread);
  });
}
