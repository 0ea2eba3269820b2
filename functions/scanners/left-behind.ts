import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { IAMClient } from '@aws-sdk/client-iam';
import { accountBudgets } from '../adapters/aws/account-budgets.ts';
import { anomalySubscriptions } from '../adapters/aws/anomaly-subscriptions.ts';
import type { AwsClients } from '../adapters/aws/aws-clients.ts';
import { logGroups } from '../adapters/aws/log-groups.ts';
import { isInOrganization } from '../adapters/aws/organization-membership.ts';
import { rolesForFunctions } from '../adapters/aws/roles-for-functions.ts';
import type { Target } from '../core/target.ts';
import { type AnyCheck, checksAbout, needsOf } from '../domain/registry.ts';
import { acceptedTargets } from '../facts/accepted-targets.ts';
import {
  everlastingLogSurvey,
  surveyedEverlastingLogs,
} from '../facts/account/everlasting-logs.ts';
import { frameworkFaults } from '../facts/account/framework-faults.ts';
import {
  orphanLogGroupSurvey,
  surveyedOrphanLogGroups,
} from '../facts/account/orphan-log-groups.ts';
import { orphanRoleSurvey, surveyedOrphanRoles } from '../facts/account/orphan-roles.ts';
import { publicSpenders } from '../facts/account/public-spenders.ts';
import { spendAlarms } from '../facts/account/spend-alarms.ts';
import { carrierSurvey } from '../facts/account-aging.ts';
import { logGroupSurvey } from '../facts/log-groups.ts';
import { configuration } from '../facts/several/configuration.ts';
import { now } from '../facts/several/now.ts';
import type { ScannerParts } from './assembled-scanner.ts';

/**
 * How the usage scanner looks at the account as a whole, and at what functions leave behind.
 *
 * @param checks what none of these asks for is not granted, and so not asked.
 */
export function leftBehind(parts: ScannerParts, aws: AwsClients, checks: readonly AnyCheck[]) {
  const { settings, facts, clock } = parts;
  const iam = aws.limited(IAMClient);
  const groups = logGroups(aws.limitedIn(CloudWatchLogsClient));
  const alarms = {
    budgets: accountBudgets(aws.limitedIn(BudgetsClient)),
    subscriptions: anomalySubscriptions(aws.limitedIn(CostExplorerClient)),
    isInOrganization: () => isInOrganization(iam),
  };

  return {
    account: {
      configuration: configuration<Target<'account'>>(),
      now: now(clock),
      spendAlarms: spendAlarms(alarms, clock),
      orphanRoles: surveyedOrphanRoles(facts),
      orphanLogGroups: surveyedOrphanLogGroups(facts),
      everlastingLogs: surveyedEverlastingLogs(facts),
      frameworkFaults: frameworkFaults(parts),
      publicSpenders: publicSpenders(parts),
    },
    surveys: surveys(),
  };

  function surveys() {
    const ofAccount = new Set(needsOf(checksAbout('account', checks)));
    const wantsGroups = ofAccount.has('everlastingLogs') || ofAccount.has('orphanLogGroups');

    return {
      regions: wantsGroups ? [logGroupSurvey(groups, facts)] : [],
      account: [
        ...(ofAccount.has('everlastingLogs')
          ? [everlastingLogSurvey({ groups, facts, accepted: acceptedTargets(parts) })]
          : []),
        ...(addsUpNotes(checks) ? [carrierSurvey(facts)] : []),
        ...(ofAccount.has('orphanLogGroups') ? [orphanLogGroupSurvey(facts)] : []),
        ...(ofAccount.has('orphanRoles')
          ? [
              orphanRoleSurvey({
                roles: rolesForFunctions(iam),
                facts,
                clock,
                days: settings.idleDays,
                isEverywhere: settings.regions.length === 0,
              }),
            ]
          : []),
      ],
    };
  }
}

/** Whether one of the checks adds up what was noted of functions, so that the account comes last. */
export function addsUpNotes(checks: readonly AnyCheck[]): boolean {
  const needs = new Set(needsOf(checksAbout('account', checks)));

  return needs.has('frameworkFaults') || needs.has('publicSpenders');
}
