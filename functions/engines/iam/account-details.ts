import * as z from 'zod/mini';
import type { Known } from '../../core/known.ts';
import type { NamedPolicy } from './named-policy.ts';
import { parsePolicy } from './policy-document.ts';
import { type RolePermissions, rolePermissionsOf, unreadBoundary } from './role-permissions.ts';
import { parseTrustPolicy, type TrustPolicy } from './trust-policy.ts';

/** By ARN. Most policies belong to no role that is asked for: each is parsed when it first is. */
export type ManagedPolicies = ReadonlyMap<string, () => NamedPolicy>;

/**
 * What a role may do. A policy that is missing or malformed makes the answer incomplete, with its
 * name and why: what the other policies allow is allowed all the same. Within a boundary that cannot
 * be read, all of it is open.
 *
 * @param details one of RoleDetailList, as IAM or the AWS CLI write it. Documents are URL-encoded
 * text, plain text, or parsed already.
 * @throws when the details are no object.
 *
 * Source: "GetAccountAuthorizationDetails" (IAM API Reference).
 */
export function permissionsOf(details: unknown, managed: ManagedPolicies): Known<RolePermissions> {
  return policiesIn(as(z.looseObject({}), details, 'the role'), 'RolePolicyList', managed);
}

/** The same of a user or a group. @param inline the list of its inline policies. */
export function policiesIn(
  details: Elements,
  inline: 'RolePolicyList' | 'UserPolicyList' | 'GroupPolicyList',
  managed: ManagedPolicies,
): Known<RolePermissions> {
  const own = [
    ...inlinePoliciesIn(details, inline),
    ...attachedPoliciesIn(details, managed),
    ...boundaryIn(details, managed),
  ];
  const policies = own.flatMap((each) => ('policy' in each ? [each.policy] : []));
  const unread = own.flatMap((each) => ('reason' in each ? [each.reason] : []));

  return {
    known: true,
    value: rolePermissionsOf(
      policies.filter(({ source }) => source !== 'boundary'),
      policies.find(({ source }) => source === 'boundary'),
    ),
    ...(unread.length > 0 && { incomplete: reasonOf(unread) }),
  };
}

/**
 * Who may take up a role.
 *
 * @param details as above.
 * @throws when its trust policy is missing or malformed.
 */
export function trustOf(details: unknown): TrustPolicy {
  const { AssumeRolePolicyDocument } = as(trustDetails, details, 'the role');

  return parseTrustPolicy(textOf(AssumeRolePolicyDocument, 'the trust policy'));
}

/**
 * The policy in force of a managed one, which throws when that cannot be read.
 *
 * @param details one of Policies, written in the same ways.
 */
export function managedPolicy(arn: string, details: unknown): () => NamedPolicy {
  return once(() => {
    const { PolicyName, PolicyVersionList = [] } = as(policyDetails, details, `the policy ${arn}`);
    const inForce = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion);
    const name = PolicyName ?? arn.split('/').at(-1) ?? arn;

    return policyOf({ name, source: 'managed', arn }, inForce?.Document);
  });
}

const word = z.optional(z.string());

const trustDetails = z.object({ AssumeRolePolicyDocument: z.optional(z.unknown()) });
const inlineDetails = z.object({ PolicyName: word, PolicyDocument: z.optional(z.unknown()) });
const attachedDetails = z.object({ PolicyName: word, PolicyArn: word });
const boundaryDetails = z.object({ PermissionsBoundaryArn: z.string() });

const policyDetails = z.object({
  PolicyName: word,
  PolicyVersionList: z.optional(
    z.array(
      z.object({
        Document: z.optional(z.unknown()),
        IsDefaultVersion: z.optional(z.boolean()),
      }),
    ),
  ),
});

/** A policy of a role, or why it cannot be read. A boundary may be both. */
type Read =
  | { readonly policy: NamedPolicy; readonly reason?: string }
  | { readonly reason: string };

type Elements = Readonly<Record<string, unknown>>;

function inlinePoliciesIn(details: Elements, list: string): readonly Read[] {
  return eachIn(details, list, (raw) => {
    const { PolicyName: name = 'unnamed', PolicyDocument } = as(
      inlineDetails,
      raw,
      'the inline policy',
    );

    return policyOf({ name, source: 'inline' }, PolicyDocument);
  });
}

function attachedPoliciesIn(details: Elements, managed: ManagedPolicies): readonly Read[] {
  return eachIn(details, 'AttachedManagedPolicies', (raw) => {
    const { PolicyArn, PolicyName } = as(attachedDetails, raw, 'the attached policy');

    return pick(managed, PolicyArn, PolicyName);
  });
}

/** IAM writes an empty list where there is none. */
function eachIn(
  details: Elements,
  list: string,
  read: (raw: unknown) => NamedPolicy,
): readonly Read[] {
  const listed = details[list];
  if (!Array.isArray(listed)) return [{ reason: `the details lack a ${list}` }];

  return listed.map((raw) => {
    const outcome = attempt(() => read(raw));

    return 'value' in outcome ? { policy: outcome.value } : { reason: messageOf(outcome.error) };
  });
}

function boundaryIn({ PermissionsBoundary: limit }: Elements, managed: ManagedPolicies) {
  if (limit === undefined || limit === null) return [];
  const parsed = boundaryDetails.safeParse(limit);
  const arn = parsed.success ? parsed.data.PermissionsBoundaryArn : undefined;
  const outcome = attempt(() => pick(managed, arn, 'boundary'));
  if ('value' in outcome) return [{ policy: { ...outcome.value, source: 'boundary' } as const }];

  return [{ policy: unreadBoundary(arn), reason: messageOf(outcome.error) }];
}

/** As many as a reader wants. */
const MOST_REASONS = 5;

function reasonOf(unread: readonly string[]): string {
  const more = unread.length - MOST_REASONS;

  return [...unread.slice(0, MOST_REASONS), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @throws with where it is not as IAM writes it, without the text itself. */
function as<T extends z.ZodMiniType>(schema: T, details: unknown, name: string): z.output<T> {
  const parsed = schema.safeParse(details);
  if (parsed.success) return parsed.data;

  const path = parsed.error.issues[0]?.path.map(String).join('.');
  throw new Error(`${name} is not as IAM writes it${path ? `: see ${path}` : ''}`);
}

function pick(managed: ManagedPolicies, arn: string | undefined, name = 'unnamed'): NamedPolicy {
  const policy = arn === undefined ? undefined : managed.get(arn);

  if (!policy) throw new Error(`the details lack the managed policy ${arn ?? name}`);
  return policy();
}

function policyOf(policy: Omit<NamedPolicy, 'statements'>, document: unknown): NamedPolicy {
  const name = `the ${policy.source} policy ${policy.arn ?? policy.name}`;

  return { ...policy, statements: parsePolicy(textOf(document, name), name) };
}

/** One parser for all: what has been read is written again. */
function textOf(document: unknown, name: string): string {
  if (document === undefined) throw new Error(`the details lack the document of ${name}`);

  return typeof document === 'string' ? document : JSON.stringify(document);
}

/** Also when it fails: what is attached to a thousand roles is not read a thousand times. */
function once<T>(make: () => T): () => T {
  let outcome: { readonly value: T } | { readonly error: unknown } | undefined;

  return () => {
    outcome ??= attempt(make);
    if ('error' in outcome) throw outcome.error;

    return outcome.value;
  };
}

function attempt<T>(make: () => T): { readonly value: T } | { readonly error: unknown } {
  try {
    return { value: make() };
  } catch (error) {
    return { error };
  }
}
