import { EVENT_SOURCE } from './finding-event.ts';
import type { Grant, Resource } from './grants.ts';
import { siblingResources } from './sibling-resources.ts';

/** Where grants become statements, and of what. */
export interface GrantedPlace {
  /** As ARNs name them; a token or a variable of a template, too. */
  readonly partition: string;
  readonly account: string;
  /** Regions whose functions are audited; empty: every region. */
  readonly regions: readonly string[];
  /** ARNs of the product's own resources, or of those that its settings name, that the grants are on. */
  readonly own: OwnResources;
  /** What it enters other accounts by. @default it is granted nothing there */
  readonly members?: Members | undefined;
}

/** One ARN or several, by resource. */
export type OwnResources = Readonly<Partial<Record<Resource, string | readonly string[]>>>;

export interface Members {
  /** The name that its role has in each of them. */
  readonly role: string;
  /** Ids of those that are named; those of an organization are not. */
  readonly accounts: readonly string[];
}

/** What allows the grants on one thing, or on several of different services. */
export interface GrantedStatement {
  readonly on: readonly Resource[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Conditions;
}

/** By operator and key, as IAM has them. */
export type Conditions = Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
>;

/**
 * A statement for each thing that something is granted on; what is held to audited regions shares
 * statements. @throws for one that the place does not have.
 */
export function grantedStatements(
  grants: readonly Grant[],
  place: GrantedPlace,
): readonly GrantedStatement[] {
  const statements = [...Map.groupBy(grants, ({ on }) => on)].map(([on, granted]) => ({
    on: [on],
    actions: granted.map(({ action }) => action),
    resources: arnsOf(on, place),
    conditions: {
      ...inAuditedRegions(on, place),
      ...throughLambda(on),
      ...fromOurSource(on),
      ...intoOurAccounts(on, place),
    },
  }));

  return place.regions.length > 0 ? sharingConditions(statements) : statements;
}

/**
 * The list of thirty regions in every statement would fill a policy. Statements with the same
 * conditions are one where none of their services is the same: no action is of a resource of another
 * service, so that the one allows what the several did, and nothing else.
 */
function sharingConditions(statements: readonly GrantedStatement[]): readonly GrantedStatement[] {
  const shared: GrantedStatement[] = [];

  for (const each of statements) {
    const at = isRegional(each) ? shared.findIndex((other) => mayShare(other, each)) : -1;
    const other = shared[at];
    if (other) shared[at] = together(other, each);
    else shared.push(each);
  }
  return shared;
}

function together(one: GrantedStatement, other: GrantedStatement): GrantedStatement {
  return {
    on: [...one.on, ...other.on],
    actions: [...one.actions, ...other.actions],
    resources: [...one.resources, ...other.resources],
    conditions: one.conditions,
  };
}

function mayShare(one: GrantedStatement, other: GrantedStatement): boolean {
  return isRegional(one) && servicesOf(one).isDisjointFrom(servicesOf(other));
}

/** Whether audited regions are all that it depends on. */
function isRegional({ conditions }: GrantedStatement): boolean {
  return conditions.StringEquals?.['aws:RequestedRegion'] !== undefined;
}

/** Of a statement's actions, and so of what they are on. */
function servicesOf({ actions }: GrantedStatement): ReadonlySet<string> {
  return new Set(actions.map((action) => action.split(':', 1).join()));
}

function arnsOf(on: Resource, { partition, account, members, own }: GrantedPlace) {
  const sibling = siblingResources[on];
  if (!sibling) return ownArns(on, own);

  return sibling.arns.map((arn) =>
    arn
      .replace('PARTITION', partition)
      .replace('REGION', '*')
      .replace('ACCOUNT', account)
      .replace('MEMBER', members?.role ?? ''),
  );
}

function ownArns(resource: Resource, own: OwnResources): readonly string[] {
  const arns = own[resource];
  if (arns === undefined)
    throw new Error(`a grant is on "${resource}", which this role is not given`);

  return [arns].flat();
}

/**
 * By a condition, because ARNs of thirty regions would not fit into a policy. Only on regional
 * resources: a global service answers from us-east-1, or from wherever its partition has it.
 */
function inAuditedRegions(on: Resource, { regions }: GrantedPlace): Conditions {
  const isRegional = siblingResources[on]?.arns.some((arn) => arn.includes(':REGION:'));

  return isRegional && regions.length > 0
    ? { StringEquals: { 'aws:RequestedRegion': regions } }
    : {};
}

/**
 * The role may use a key only through Lambda, which decrypts with it what it shows of a function.
 *
 * Source: "kms:ViaService" (KMS Developer Guide).
 */
function throughLambda(on: Resource): Conditions {
  const services = ['lambda.*.amazonaws.com', 'lambda.*.amazonaws.com.cn'];

  return on === 'named keys' ? { StringLike: { 'kms:ViaService': services } } : {};
}

/** The role may send events as ours alone. Source: "events:source" (EventBridge User Guide). */
function fromOurSource(on: Resource): Conditions {
  return on === 'event bus' ? { StringEquals: { 'events:source': EVENT_SOURCE } } : {};
}

/**
 * The role may enter accounts that are named, or those of the organization that it is in itself.
 *
 * Source: "AWS global condition context keys" (IAM User Guide).
 */
function intoOurAccounts(on: Resource, { members }: GrantedPlace): Conditions {
  if (on === 'member roles') {
    return { StringEquals: { 'aws:ResourceAccount': members?.accounts ?? [] } };
  }
  return on === 'member roles of the organization'
    ? { StringEquals: { 'aws:ResourceOrgID': `\${aws:PrincipalOrgID}` } }
    : {};
}
