import { accountOf } from '../../core/target.ts';
import type { Condition } from './condition.ts';
import { hasWildcard } from './wildcard.ts';

/**
 * Whether only callers that were chosen can meet a condition, so that it is not public. What is not
 * recognised excludes no caller, lambda:FunctionUrlAuthType among it: it says how a caller signs, not
 * who may call.
 *
 * Source: "The meaning of public" (Amazon S3 User Guide) and "IAM JSON policy elements: Condition
 * operators" (IAM User Guide).
 */
export function excludesPublic({ operator, key, values }: Condition): boolean {
  const narrows = narrowing(operator, key.toLowerCase());

  return narrows !== undefined && values.every(narrows);
}

/**
 * Whether a service that must meet a condition acts only for accounts that were chosen. The name
 * of a bucket does not choose one: it can be anyone's, once the bucket is deleted.
 *
 * Source: "The confused deputy problem" (IAM User Guide).
 */
export function choosesSource(condition: Condition): boolean {
  const isOfBuckets =
    condition.key.toLowerCase() === 'aws:sourcearn' && condition.values.some(isBucket);

  return excludesPublic(condition) && !isOfBuckets;
}

/** Whether only events of buckets that it names in full can meet a condition. */
export function namesBuckets(condition: Condition): boolean {
  const { key, values } = condition;

  return (
    key.toLowerCase() === 'aws:sourcearn' && excludesPublic(condition) && values.every(isBucket)
  );
}

/**
 * The accounts that a condition lets in, less those within an organization that was chosen.
 * Undefined when it does not say.
 */
export function accountsLetIn(condition: Condition): readonly string[] | undefined {
  const account = accountParts.get(condition.key.toLowerCase());
  if (!account || !excludesPublic(condition)) return undefined;

  const accounts = condition.values.map(account);
  return accounts.includes('') ? undefined : accounts.filter((value) => /^\d{12}$/.test(value));
}

/**
 * The organizations that a condition lets in: their ids, `o-…`; of the function's own, where a variable
 * stands for it, none. Undefined when it does not say.
 */
export function organizationsLetIn(condition: Condition): readonly string[] | undefined {
  if (!organizationKeys.has(condition.key.toLowerCase()) || !excludesPublic(condition)) {
    return undefined;
  }

  return condition.values
    .filter((value) => !ownOf.has(value))
    .map((value) => organization(value).toLowerCase());
}

/**
 * The condition that everyone meets whom a Deny under this condition spares: "not equal" spares
 * those that are equal. Undefined when it may spare others, such as those whose request lacks the key.
 */
export function sparedBy({ operator, key, values }: Condition): Condition | undefined {
  const [, name = ''] = /^(?:ForAllValues:)?(\w+?)(?:IfExists)?$/.exec(operator) ?? [];
  const opposite = opposites.get(name);
  const isList = key.toLowerCase().endsWith('orgpaths');

  // To ask a list, or a variable that may be missing, has an outcome of its own.
  if (!opposite || isList !== operator.startsWith('ForAllValues:')) return undefined;
  return values.some((value) => value.includes('${'))
    ? undefined
    : { operator: opposite, key, values };
}

function narrowing(operator: string, key: string): ((value: string) => boolean) | undefined {
  if (key === 'aws:sourceip') return operator === 'IpAddress' ? isNarrowNetwork : undefined;

  const decisive = decisiveParts.get(key);
  const takesWildcards = textOperators.get(operator.replace('ForAnyValue:', ''));

  if (!decisive || takesWildcards === undefined) return undefined;
  return (value) => isFixed(value) && !(takesWildcards && hasWildcard(decisive(value)));
}

/**
 * Operators that can narrow, and whether `*` is a wildcard to them. Negations, IfExists and
 * ForAllValues are not among them: they hold for any caller whose request lacks the key.
 */
const textOperators: ReadonlyMap<string, boolean> = new Map([
  ['StringEquals', false],
  ['StringEqualsIgnoreCase', false],
  ['StringLike', true],
  ['ArnEquals', true],
  ['ArnLike', true],
]);

/** Negations, which hold for a request that lacks the key. */
const opposites: ReadonlyMap<string, string> = new Map([
  ['StringNotEquals', 'StringEquals'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['StringNotLike', 'StringLike'],
  ['ArnNotEquals', 'ArnEquals'],
  ['ArnNotLike', 'ArnLike'],
  ['NotIpAddress', 'IpAddress'],
]);

/** Keys that a caller cannot set, and the part of their value that says whose request it is. */
const decisiveParts: ReadonlyMap<string, (value: string) => string> = new Map([
  ['aws:principalaccount', whole],
  ['aws:principalarn', owner],
  ['aws:principalorgid', whole],
  ['aws:principalorgpaths', organization],
  ['aws:sourceaccount', whole],
  ['aws:sourcearn', owner],
  ['aws:sourceorgid', whole],
  ['aws:sourceorgpaths', organization],
  // The older name of the account, in the policy that SNS gives every topic.
  ['aws:sourceowner', whole],
  ['aws:sourcevpc', whole],
  ['aws:sourcevpce', whole],
  ['aws:vpceaccount', whole],
  ['aws:vpceorgid', whole],
  ['aws:vpceorgpaths', organization],
  ['lambda:eventsourcetoken', whole],
]);

/** Of the keys above, those that say whose account it is, and an organization, which is none. */
const accountParts: ReadonlyMap<string, (value: string) => string> = new Map([
  ['aws:principalaccount', whole],
  ['aws:principalarn', accountOf],
  ['aws:principalorgid', whole],
  ['aws:principalorgpaths', whole],
  ['aws:sourceaccount', whole],
  ['aws:sourcearn', accountOf],
  ['aws:sourceorgid', whole],
  ['aws:sourceorgpaths', whole],
  ['aws:vpceaccount', whole],
  ['aws:vpceorgid', whole],
  ['aws:vpceorgpaths', whole],
]);

const organizationKeys: ReadonlySet<string> = new Set([
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
]);

/** Variables that stand for the function's own account and organization, for every caller. */
const ownOf: ReadonlySet<string> = new Set(
  ['aws:ResourceAccount', 'aws:ResourceOrgID'].map((name) => `\${${name}}`),
);

/** Any other variable may be the caller's own: it then equals itself, for everyone. */
function isFixed(value: string): boolean {
  return !value.includes('${') || ownOf.has(value);
}

function whole(value: string): string {
  return value;
}

function isBucket(arn: string): boolean {
  return arn.split(':')[2] === 's3' && accountOf(arn) === '';
}

/** The account in an ARN. A bucket's has none: there, only the whole name identifies it. */
function owner(arn: string): string {
  return accountOf(arn) || arn;
}

function organization(path: string): string {
  return path.split('/')[0] ?? path;
}

/** S3 calls a range public when it is wider than /8 (IPv4) or /32 (IPv6). */
function isNarrowNetwork(cidr: string): boolean {
  const [address = '', length = '128'] = cidr.split('/');
  const widest = address.includes(':') ? 32 : 8;

  return Number(length) >= widest;
}
