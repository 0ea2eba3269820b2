import type { Target } from '../../core/target.ts';
import { accountData, type DataKind } from './account-data.ts';
import { actionsMatching, type CatalogueAction } from './action-catalogue.ts';
import type { Place } from './every-resource.ts';
import { isOpenEnded } from './open-ended.ts';
import {
  isWideByDesign,
  type PolicyStatement,
  serviceOf,
  statementsOf,
} from './policy-statement.ts';
import { type ResourceType, resourceTypesOf } from './resource-types.ts';
import type { RolePermissions } from './role-permissions.ts';
import { isOurs, unlimitedActions } from './unlimited-actions.ts';
import { type WholeService, wholeServices } from './whole-services.ts';
import {
  type EvaluatedRole,
  evaluatedRole,
  type WideAction,
  wideActions,
  wideTypes,
} from './wide-grants.ts';

/** All that is wrong with a statement by itself. One check reports it, by the worst of it. */
export interface StatementFaults {
  readonly origin: PolicyStatement;
  /** It allows all but what it names. */
  readonly openEnded: boolean;
  /** Data of the whole account that it reads. */
  readonly data: readonly OpenData[];
  /** It allows every action of these. */
  readonly services: readonly WholeService[];
  /** Actions that can do harm and are about the account: no resource limits them. */
  readonly unlimited: readonly CatalogueAction[];
  /** Actions that it allows on every resource of a type, less what `data` and `services` have. */
  readonly wide: readonly WideAction[];
}

export interface OpenData {
  readonly kind: DataKind;
  /** The first of its actions that reads it. */
  readonly action: string;
  readonly types: readonly ResourceType[];
}

/** The kinds of faults, the worst first: a statement is reported by the first that it has. */
export type Fault = 'openEnded' | 'data' | 'services' | 'unlimited' | 'wide';

/**
 * What is wrong with each statement of a role's own policies, those without a fault left out.
 *
 * @param now ISO 8601 in UTC.
 */
export function statementFaults(
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): readonly StatementFaults[] {
  const before = answers.get(permissions);
  if (before?.role === role.arn && before.now === now) return before.faults;

  const evaluated = evaluatedRole(permissions, role, now);
  const faults = permissions.policies
    .flatMap(statementsOf)
    .map((origin) => faultsOf(origin, evaluated))
    .filter((found) => worstFault(found) !== undefined);
  answers.set(permissions, { role: role.arn, now, faults });
  return faults;
}

/** By which a statement is reported. */
export function worstFault(found: StatementFaults): Fault | undefined {
  if (found.openEnded) return 'openEnded';

  return order.find((fault) => found[fault].length > 0);
}

const order = ['data', 'services', 'unlimited', 'wide'] as const;

/** Several checks of a role begin with this question. */
const answers = new WeakMap<
  RolePermissions,
  { readonly role: string; readonly now: string; readonly faults: readonly StatementFaults[] }
>();

function faultsOf(origin: PolicyStatement, evaluated: EvaluatedRole): StatementFaults {
  return {
    origin,
    openEnded: isOpenEnded(origin, evaluated),
    data: openData(origin, evaluated),
    services: wholeServices(origin, evaluated),
    unlimited: unlimitedActions(origin, evaluated, partialPatterns(origin)),
    wide: isOurs(origin) ? wideActions(origin, evaluated, partialPatterns(origin), isScoped) : [],
  };
}

function openData(origin: PolicyStatement, evaluated: EvaluatedRole): readonly OpenData[] {
  if (origin.statement.effect !== 'Allow' || isWideByDesign(origin.policy)) return [];

  const isOwn = ({ account }: Place) => account === evaluated.role.account;
  return accountData.flatMap((kind) => {
    const [found] = kind.actions
      .flatMap(actionsMatching)
      .map((action) => ({
        action: action.name,
        types: wideTypes(action, origin, evaluated, isOwn),
      }))
      .filter(({ types }) => types.length > 0);
    return found ? [{ kind, ...found }] : [];
  });
}

/** Those that take in a part of a service, or parts of some: the whole of one is another fault. */
function partialPatterns({ statement }: PolicyStatement): readonly string[] {
  return statement.actions.patterns.filter((pattern) => serviceOf(pattern) === undefined);
}

/** Whether its resources should be named, and no other fault has it. */
function isScoped({ name }: CatalogueAction): boolean {
  return !needed.has(name) && !describing.has(name) && !readsData.has(name) && !isOfNewOne(name);
}

/**
 * Takes a resource that the function cannot name beforehand.
 *
 * Source: "Giving Lambda functions access to resources in an Amazon VPC" (Lambda Developer Guide).
 */
const needed: ReadonlySet<string> = new Set([
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
]);

/** Shows where a resource is, or how it is set up, to a caller who knows its name; and nothing that is in it. */
const describing: ReadonlySet<string> = new Set([
  'billing:GetBillingViewData',
  's3:GetBucketAcl',
  's3:GetBucketLocation',
  's3:GetBucketPolicy',
  's3:GetBucketPublicAccessBlock',
  'sns:GetTopicAttributes',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
]);

const readsData: ReadonlySet<string> = new Set(accountData.flatMap(({ actions }) => actions));

/** EC2 gives what it creates a new id, which no policy can name beforehand. */
function isOfNewOne(name: string): boolean {
  if (!name.startsWith('ec2:Create')) return false;

  const made = name.slice('ec2:Create'.length).toLowerCase();
  return resourceTypesOf(name)
    .filter(({ isRequired }) => isRequired)
    .every((type) => type.name.replaceAll(' ', '') === made);
}
