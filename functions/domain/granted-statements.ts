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

/** What allows the grants on one thing; or what denies those that are for some regions in all others. */
export interface GrantedStatement {
  readonly effect: 'Allow' | 'Deny';
  /** Empty of what denies. */
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
 * A statement for each thing that something is granted on, and one that denies in regions that are not
 * audited what is granted in audited ones alone: the list of thirty regions in every statement would
 * fill a policy. An action that the role may also call elsewhere is held by a condition of its own, for
 * a denial would take that away.
 *
 * @param ofRole all that the role is granted, in whichever policy. @default the grants
 * @throws for a thing that the place does not have.
 */
export function grantedStatements(
  grants: readonly Grant[],
  place: GrantedPlace,
  ofRole: readonly Grant[] = grants,
): readonly GrantedStatement[] {
  const isHeld = ({ on }: Grant) => place.regions.length > 0 && isRegional(on);
  const elsewhere = new Set(ofRole.filter((grant) => !isHeld(grant)).map(({ action }) => action));
  const isDenied = (grant: Grant) => isHeld(grant) && !elsewhere.has(grant.action);
  const inRegions = { StringEquals: { 'aws:RequestedRegion': place.regions } };

  const allowing = [
    ...Map.groupBy(grants, (grant) => `${grant.on} ${isDenied(grant)}`).values(),
  ].flatMap(([first, ...others]): GrantedStatement[] => {
    if (!first) return [];
    const { on } = first;
    const held = isHeld(first) && !isDenied(first) ? inRegions : {};

    return [
      {
        effect: 'Allow',
        on: [on],
        actions: [first, ...others].map(({ action }) => action),
        resources: arnsOf(on, place),
        conditions: {
          ...held,
          ...throughLambda(on),
          ...fromOurSource(on),
          ...intoOurAccounts(on, place),
        },
      },
    ];
  });
  const denied = new Set(grants.filter(isDenied).map(({ action }) => action));

  return denied.size === 0
    ? allowing
    : [...sharing(allowing), deniedBeyond(place.regions, [...denied])];
}

/**
 * Statements on things outside the product that have no condition are one where none of their services is the same:
 * no action is of a resource of another service, so that the one allows what the several did, and
 * nothing else. Each that is left out is room for other settings.
 */
function sharing(statements: readonly GrantedStatement[]): readonly GrantedStatement[] {
  const shared: GrantedStatement[] = [];

  for (const each of statements) {
    const at = mayBeShared(each) ? shared.findIndex((other) => mayShare(other, each)) : -1;
    const other = shared[at];
    if (other) shared[at] = together(other, each);
    else shared.push(each);
  }
  return shared;
}

function together(one: GrantedStatement, other: GrantedStatement): GrantedStatement {
  return {
    ...one,
    on: [...one.on, ...other.on],
    actions: [...one.actions, ...other.actions],
    resources: [...one.resources, ...other.resources],
  };
}

function mayShare(one: GrantedStatement, other: GrantedStatement): boolean {
  return mayBeShared(one) && servicesOf(one).isDisjointFrom(servicesOf(other));
}

function mayBeShared({ on, conditions }: GrantedStatement): boolean {
  return on.every(isOfOneService) && Object.keys(conditions).length === 0;
}

/** Its ARNs name what they are of, other than `*`, which is of every service. */
function isOfOneService(on: Resource): boolean {
  return siblingResources[on]?.arns.every((arn) => arn.startsWith('arn:')) ?? false;
}

/** Of a statement's actions, and so of what they are on. */
function servicesOf({ actions }: GrantedStatement): ReadonlySet<string> {
  return new Set(actions.map((action) => action.split(':', 1).join()));
}

/** Also where no region is known of a request: then nothing equals it. */
function deniedBeyond(regions: readonly string[], actions: readonly string[]): GrantedStatement {
  return {
    effect: 'Deny',
    on: [],
    actions,
    resources: ['*'],
    conditions: { StringNotEquals: { 'aws:RequestedRegion': regions } },
  };
}

/** A global service answers from us-east-1, or from wherever its partition has it. */
function isRegional(on: Resource): boolean {
  return siblingResources[on]?.arns.some((arn) => arn.includes(':REGION:')) ?? false;
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
