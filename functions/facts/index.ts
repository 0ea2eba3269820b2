import type { TargetKind } from '../core/target.ts';
import type { FactWords } from '../domain/gap-in-words.ts';
import { abandonedPackagesFact } from './account/abandoned-packages.ts';
import { buildsFact } from './account/builds.ts';
import { changersFact } from './account/changers.ts';
import { deployRolesFact } from './account/deploy-roles.ts';
import { endedRuntimesFact } from './account/ended-runtimes.ts';
import { everlastingLogsFact } from './account/everlasting-logs.ts';
import { frameworkFaultsFact } from './account/framework-faults.ts';
import { orphanLogGroupsFact } from './account/orphan-log-groups.ts';
import { orphanRolesFact } from './account/orphan-roles.ts';
import { outdatedPackagesFact } from './account/outdated-packages.ts';
import { publicSpendersFact } from './account/public-spenders.ts';
import { spendAlarmsFact } from './account/spend-alarms.ts';
import { wideIotPoliciesFact } from './account/wide-iot-policies.ts';
import type { Fact } from './define-fact.ts';
import { activityFact } from './function/activity.ts';
import { apiRoutesFact } from './function/api-routes.ts';
import { appsyncApisFact } from './function/appsync-apis.ts';
import { attackSurfaceFact } from './function/attack-surface.ts';
import { balancerRulesFact } from './function/balancer-rules.ts';
import { concurrencyFact } from './function/concurrency.ts';
import { dailyInvocationsFact } from './function/daily-invocations.ts';
import { decidedChangesFact } from './function/decided-changes.ts';
import { durationsFact } from './function/durations.ts';
import { environmentSecretsFact } from './function/environment-secrets.ts';
import { errorsFact } from './function/errors.ts';
import { eventRulesFact } from './function/event-rules.ts';
import { eventSourcesFact } from './function/event-sources.ts';
import { failureDestinationsFact } from './function/failure-destinations.ts';
import { functionUrlsFact } from './function/function-urls.ts';
import { inspectionFact } from './function/inspection.ts';
import { iotPublishersFact } from './function/iot-publishers.ts';
import { keyedTriggersFact } from './function/keyed-triggers.ts';
import { maxPublicUsdPerHourFact } from './function/max-public-usd-per-hour.ts';
import { memoryUseFact } from './function/memory-use.ts';
import { meteredCallsFact } from './function/metered-calls.ts';
import { openTriggersFact } from './function/open-triggers.ts';
import { ownershipFact } from './function/ownership.ts';
import { powerInUseFact } from './function/power-in-use.ts';
import { provisionedConcurrencyFact } from './function/provisioned-concurrency.ts';
import { recursionFact } from './function/recursion.ts';
import { resourcePoliciesFact } from './function/resource-policies.ts';
import { rolePermissionsFact } from './function/role-permissions.ts';
import { rolePowerFact } from './function/role-power.ts';
import { runtimeLifecycleFact } from './function/runtime-lifecycle.ts';
import { staleVersionsFact } from './function/stale-versions.ts';
import { triggerSourcesFact } from './function/trigger-sources.ts';
import { unidentifiedBundlesFact } from './function/unidentified-bundles.ts';
import { usagePlansFact } from './function/usage-plans.ts';
import { verifiesSignatureFact } from './function/verifies-signature.ts';
import { waysInFact } from './function/ways-in.ts';
import { weaknessesFact } from './function/weaknesses.ts';
import { layerPolicyFact } from './layer/layer-policy.ts';
import { layerVersionsFact } from './layer/layer-versions.ts';
import { callsShownFact } from './role/calls-shown.ts';
import { codeUseFact } from './role/code-use.ts';
import { controlsFact } from './role/controls.ts';
import { existsFact } from './role/exists.ts';
import { lastAccessFact } from './role/last-access.ts';
import { onwardFact } from './role/onward.ts';
import { openFunctionsFact } from './role/open-functions.ts';
import { permissionsFact } from './role/permissions.ts';
import { trustFact } from './role/trust.ts';
import {
  accountConfigurationFact,
  functionConfigurationFact,
  layerConfigurationFact,
  roleConfigurationFact,
} from './several/configuration.ts';
import { nowFact } from './several/now.ts';
import { organizationFact } from './several/organization.ts';
import { secretsInCodeFact } from './several/secrets-in-code.ts';
import { sharersFact } from './several/sharers.ts';
import { shippedFilesFact } from './several/shipped-files.ts';
import { trustedAccountsFact } from './several/trusted-accounts.ts';
import { vulnerablePackagesFact } from './several/vulnerable-packages.ts';

/**
 * Every fact that there is. Where one cause hides several, the first of them is named: the weightier
 * one comes first.
 */
export const facts = [
  functionConfigurationFact,
  roleConfigurationFact,
  layerConfigurationFact,
  accountConfigurationFact,
  nowFact,
  resourcePoliciesFact,
  changersFact,
  deployRolesFact,
  triggerSourcesFact,
  iotPublishersFact,
  trustedAccountsFact,
  organizationFact,
  runtimeLifecycleFact,
  vulnerablePackagesFact,
  outdatedPackagesFact,
  abandonedPackagesFact,
  buildsFact,
  frameworkFaultsFact,
  endedRuntimesFact,
  publicSpendersFact,
  wideIotPoliciesFact,
  inspectionFact,
  unidentifiedBundlesFact,
  environmentSecretsFact,
  secretsInCodeFact,
  weaknessesFact,
  shippedFilesFact,
  activityFact,
  dailyInvocationsFact,
  errorsFact,
  durationsFact,
  memoryUseFact,
  functionUrlsFact,
  apiRoutesFact,
  usagePlansFact,
  balancerRulesFact,
  appsyncApisFact,
  rolePowerFact,
  powerInUseFact,
  verifiesSignatureFact,
  decidedChangesFact,
  eventSourcesFact,
  recursionFact,
  eventRulesFact,
  rolePermissionsFact,
  failureDestinationsFact,
  staleVersionsFact,
  waysInFact,
  openTriggersFact,
  keyedTriggersFact,
  concurrencyFact,
  meteredCallsFact,
  provisionedConcurrencyFact,
  maxPublicUsdPerHourFact,
  attackSurfaceFact,
  layerPolicyFact,
  layerVersionsFact,
  existsFact,
  sharersFact,
  permissionsFact,
  controlsFact,
  trustFact,
  lastAccessFact,
  codeUseFact,
  callsShownFact,
  onwardFact,
  openFunctionsFact,
  ownershipFact,
  everlastingLogsFact,
  orphanLogGroupsFact,
  orphanRolesFact,
  spendAlarmsFact,
] as const;

type Listed = (typeof facts)[number];

type ListedAbout<K extends TargetKind, F = Listed> =
  F extends Fact<string, infer A, unknown> ? (K extends A ? F : never) : never;

/** Every question that a check may ask of a target, and the type of its answer. */
export type Facts = {
  readonly [K in TargetKind]: {
    readonly [F in ListedAbout<K> as F['key']]: F extends Fact<string, TargetKind, infer V>
      ? V
      : never;
  };
};

export type FactName<K extends TargetKind> = keyof Facts[K] & string;

/** What people read for the names of facts. */
export const factWords: FactWords = /* @__PURE__ */ new Map(
  /* @__PURE__ */ facts.map(({ key, words }) => [key, words]),
);
