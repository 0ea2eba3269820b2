// Policies, and how they are read.

export { type ManagedPolicies, managedPolicy, permissionsOf, trustOf } from './account-details.ts';
export { type AccountIdentities, identitiesIn } from './account-identities.ts';
export { allowsPublicCall, apiPolicy } from './api-policy.ts';
export { aclAllowsPublicWrite } from './bucket-acl.ts';
export type { Condition } from './condition.ts';
export { guestPools } from './guest-pools.ts';
export type { NamedPolicy } from './named-policy.ts';
export {
  describeSelection,
  MalformedPolicy,
  parsePolicy,
  type Selection,
  type Statement,
  selectsAction,
} from './policy-document.ts';
export {
  isOfAws,
  type PolicyStatement,
  placeOf,
  reachOf,
  serviceOf,
  spellsNoResource,
  statementsOf,
  subjectOf,
} from './policy-statement.ts';
export { accountOfPrincipal, isEveryone, type Principals } from './principal.ts';
export {
  parseResourcePolicy,
  type ResourcePolicy,
  type ResourceStatement,
  resourceStatements,
  statementName,
  statementSubject,
  statementTitle,
} from './resource-policy.ts';
export {
  type RolePermissions,
  rolePermissions,
  rolePermissionsOf,
} from './role-permissions.ts';
export { isPublicTopic } from './topic-policy.ts';
export {
  devicePublishing,
  guestPublishing,
  type IotPlace,
  iotPolicy,
  namesPublishing,
  type TopicPublishing,
} from './topic-publishing.ts';
export { assumersIn, parseTrustPolicy, type TrustPolicy, trustPolicy } from './trust-policy.ts';

// What a role may do.

export { accountData, type DataKind } from './account-data.ts';
export { actionsMatching, type CatalogueAction, changesThings } from './action-catalogue.ts';
export { asksModel } from './asks-model.ts';
export { effectivePermissionsOf } from './effective-permissions.ts';
export { type Decision, evaluatorOf } from './evaluator.ts';
export { leavesNothingOut } from './every-resource.ts';
export { namedServices } from './granted-actions.ts';
export { contextOf } from './request-context.ts';
export { everyType, namingOf, type ResourceType, typeNames } from './resource-types.ts';
export { hasWildcard, matches, unspelt } from './wildcard.ts';

// What an organization leaves of it.

export { type BlockedEscalation, blockedEscalations } from './control-blocks.ts';
export {
  type ControlDocument,
  type ControlLevel,
  noControls,
  type OrganizationControls,
  organizationControls,
  resourceControlPolicy,
  serviceControlPolicy,
} from './organization-controls.ts';
export { keepsOutsidersOut } from './outsider-controls.ts';
export { withControls } from './principal-controls.ts';

// What is wrong with a statement, and how much a role gives.

export { type Harm, harmOf } from './action-harm.ts';
export { type CodePower, codePowerOf } from './code-power.ts';
export { sendsTextsAlone } from './open-ended.ts';
export { mayCall, mayChange, type RolePower, rolePower, rolePowerOf } from './role-power.ts';
export {
  type Fault,
  type StatementFaults,
  statementFaults,
  worstFault,
} from './statement-faults.ts';
export type { WholeService } from './whole-services.ts';
export type { WideAction } from './wide-grants.ts';

// How a role becomes more powerful.

export { type Administration, administration, isAdministrator } from './administrator.ts';
export {
  besideEscalation,
  escalatingActions,
} from './beside-escalation.ts';
export {
  type Change,
  type ChangeCandidates,
  type Changer,
  type Changers,
  changeCandidates,
  changeCandidatesIn,
  changersAmong,
  changersSchema,
} from './changers.ts';
export { type Escalation, escalationsOf } from './escalation.ts';
export { type EscalationStep, stepper } from './escalation-steps.ts';
export { actionInWords } from './escalation-words.ts';
export { type ChainHop, type ChainStep, type RoleChain, roleChain } from './role-chain.ts';
export { roleChainLines, roleChainSummary } from './role-chain-words.ts';
export { namedIn } from './role-entry.ts';
export { roleChains } from './role-graph.ts';
export { type AccountRole, isKeptByAws } from './role-node.ts';

// Who may use a resource.

export { isOpenToAll, narrowsAccount, narrowsFederation } from './assume-condition.ts';
export { isOfAwsTopics } from './aws-topics.ts';
export { choosesSource, namesBuckets } from './caller-condition.ts';
export { directActions } from './direct-actions.ts';
export { allowsPublic } from './public-access.ts';
export {
  type Access,
  accessBy,
  accessWith,
  accountsWith,
  isPublic,
  isTakenBack,
  organizationsWith,
} from './resource-access.ts';
export { isForAnyone, staysInAccount } from './service-access.ts';
export {
  asksForUrl,
  grantsUrl,
  statementsOpeningUrl,
  type UrlAuthType,
  urlAccess,
} from './url-access.ts';

// What a role was last used for.

export {
  isWithin,
  type LastAccess,
  MOST_DAYS,
  type ServiceAccess,
  serviceAccess,
} from './last-access.ts';
export {
  type AccessFacts,
  type Boundless,
  couldBeUnused,
  couldShowMore,
  type Unused,
  unusedActions,
  unusedOfAll,
  unusedServices,
} from './unused-access.ts';

// What functions need of what their role may do.

export type { SizedStatement } from './right-size/composed-statements.ts';
export {
  type ExcessGrant,
  excessAccess,
  showsCalls,
} from './right-size/excess-access.ts';
export { firstPolicy } from './right-size/first-policy.ts';
export type { FunctionUse, OperationNames, UnseenCalls } from './right-size/function-use.ts';
export { missingAccess } from './right-size/missing-access.ts';
export type { Need, NeedReason } from './right-size/need.ts';
export type { PlatformConfiguration, PolledSource } from './right-size/platform-needs.ts';
export {
  type RightSizedPolicy,
  rightSizedPolicy,
  UnprovenPolicy,
} from './right-size/right-sized-policy.ts';
export type { SizedRole } from './right-size/sized-role.ts';
