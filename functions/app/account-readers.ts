import type { Known } from '../core/known.ts';
import type { FunctionTarget } from '../core/target.ts';
import type { RecordedDeployment } from '../domain/change-event.ts';
import type { AccountConcurrency, ProvisionedConcurrency } from '../domain/concurrency.ts';
import type { ApiRoute } from '../domain/exposure/api-route.ts';
import type { AppsyncApi } from '../domain/exposure/appsync-api.ts';
import type { BalancerRule } from '../domain/exposure/balancer-rule.ts';
import type { Delivery } from '../domain/exposure/delivery.ts';
import type { EventSource } from '../domain/exposure/event-source.ts';
import type { TriggerSource } from '../domain/exposure/trigger-source.ts';
import type { UsagePlan } from '../domain/exposure/usage-plan.ts';
import type {
  AccountIdentities,
  RolePermissions,
  ServiceAccess,
  TrustPolicy,
} from '../engines/iam/index.ts';

/** Reads what IAM says of roles, users and groups, all of them at once. */
export interface RoleReader {
  /** @throws when the roles cannot all be listed. */
  read(): Promise<AccountRoles>;
}

export interface AccountRoles {
  /** All roles of the account, by ARN: what is not among them is gone. */
  readonly roles: ReadonlyMap<string, AccountRole>;
  readonly identities: Known<AccountIdentities>;
}

/**
 * Whether all of a region is read every night, so that nothing of it waits for its turn: it has few
 * functions, or everything is to be read at once.
 */
export type IsReadWhole = (region: string) => Promise<boolean>;

/**
 * Reads which routes of a region's APIs lead to functions, and says what of them it could not see.
 *
 * @throws when the APIs of the region cannot all be listed.
 */
export type RouteReader = (region: string) => Promise<{
  /** Ids of all APIs of the region, whether they lead to a function or not. */
  readonly apis: readonly string[];
  readonly routes: readonly { readonly leadsTo: string; readonly route: ApiRoute }[];
  /** Routes that are open, or ask for a key alone, and hand requests on to something other than a function. */
  readonly deliveries: readonly Delivery[];
  /** Absent where an API key is all that no route requires: they are read for such routes alone. */
  readonly usagePlans?: Known<readonly UsagePlan[]>;
  readonly unseen: readonly string[];
}>;

/** A rule of a load balancer, and the function that it runs. */
export interface LeadingRule {
  /** ARN of the function, without a qualifier. */
  readonly leadsTo: string;
  readonly rule: BalancerRule;
}

/**
 * Reads which rules of load balancers lead to functions of a region, and what could not be read, in
 * words.
 *
 * @throws when it is not known which functions have one.
 */
export type BalancerReader = (region: string) => Promise<{
  readonly rules: readonly LeadingRule[];
  readonly unseen: readonly string[];
}>;

/** An API of AWS AppSync, and a function that it runs. */
export interface LeadingAppsyncApi {
  /** ARN of the function, without a qualifier. */
  readonly leadsTo: string;
  readonly api: AppsyncApi;
}

/**
 * Reads which APIs of AWS AppSync in a region run functions, and what could not be read, in words.
 *
 * @throws when the APIs cannot all be listed.
 */
export type AppsyncReader = (region: string) => Promise<{
  readonly apis: readonly LeadingAppsyncApi[];
  readonly unseen: readonly string[];
}>;

/**
 * Lists the tags of a region's functions by the page. Functions without tags may be left out.
 *
 * @throws when they cannot all be listed.
 */
export type TagReader = (region: string) => AsyncIterable<readonly TaggedFunction[]>;

interface TaggedFunction {
  /** Unqualified. */
  readonly arn: string;
  readonly tags: readonly (readonly [key: string, value: string])[];
}

/** A part of what CloudTrail remembers. */
export interface DeploymentPage {
  readonly deployments: readonly RecordedDeployment[];
  /** How far back it comes. ISO 8601 in UTC; undefined where nothing is in it. */
  readonly oldest?: string | undefined;
}

/**
 * Lists the deployments of a region that CloudTrail remembers, by one operation, the newest first. Each
 * page is a request, of which an account has two a second and region.
 *
 * @param operation as CloudTrail calls it.
 * @param since and `until` are ISO 8601 in UTC.
 * @throws when it is denied, or the answer is not as AWS describes it.
 */
export type DeploymentReader = (
  region: string,
  operation: string,
  since: string,
  until: string,
) => AsyncIterable<DeploymentPage>;

/** Lists what Lambda polls for the functions of a region. @throws when it cannot all be listed. */
export type EventSourceReader = (
  region: string,
) => Promise<readonly { readonly leadsTo: string; readonly source: EventSource }[]>;

/**
 * Whether the resource of an ARN exists; undefined for a kind that is not looked up.
 *
 * @param region where to ask for what lives in no region, such as a bucket.
 * @throws when it is not known: denied, throttled, malformed.
 */
export type SourceReader = (
  arn: string,
  region: string,
) => Promise<Omit<TriggerSource, 'arn'> | undefined>;

/** What IAM says of a role. */
export interface AccountRole {
  readonly permissions: Known<RolePermissions>;
  /** Who may assume it. */
  readonly trust: Known<TrustPolicy>;
  /** ISO 8601; undefined for one that is gone. */
  readonly createdAt: Known<string | undefined>;
  /** When any request was last made as it. ISO 8601; undefined: never, for as long as IAM remembers. */
  readonly lastUsedAt: Known<string | undefined>;
}

/** Asks IAM when roles last used what they are allowed: all are asked before any answer is read. */
export interface LastAccessReader {
  read(roles: readonly string[]): Promise<ReadonlyMap<string, Known<readonly ServiceAccess[]>>>;
}

/**
 * Whether the trigger of a function is publicly writable.
 *
 * @param of the function: the ARN of a bucket names neither an account nor a region.
 * @throws when it is not known.
 */
export type OpenSourceReader = (
  arn: string,
  of: Pick<FunctionTarget, 'account' | 'region'>,
) => Promise<boolean>;

/** Reads how many of functions may run at once. @throws when it is not known. */
export interface ConcurrencyReader {
  ofAccount(region: string): Promise<AccountConcurrency>;
  /** Undefined where no concurrency is reserved for the function. */
  reserved(of: Pick<FunctionTarget, 'arn' | 'region'>): Promise<number | undefined>;
  provisioned(
    of: Pick<FunctionTarget, 'arn' | 'region'>,
  ): Promise<readonly ProvisionedConcurrency[]>;
}
