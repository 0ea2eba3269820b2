import * as z from 'zod/mini';
import { parsePolicy } from './policy-document.ts';
import { type NamedPolicy, type RolePermissions, rolePermissionsOf } from './role-permissions.ts';
import { parseTrustPolicy, type TrustPolicy } from './trust-policy.ts';

/** By ARN. Most policies belong to no role that is asked for: each is parsed when it first is. */
export type ManagedPolicies = ReadonlyMap<string, () => NamedPolicy>;

/**
 * What a role may do.
 *
 * @param details one of RoleDetailList, as IAM or the AWS CLI write it. Documents are URL-encoded
 * text, plain text, or what they say, by whoever has read them.
 * @throws when one of its policies is missing or malformed: the others do not make up for it.
 *
 * Source: "GetAccountAuthorizationDetails" (IAM API Reference).
 */
export function permissionsOf(details: unknown, managed: ManagedPolicies): RolePermissions {
  const role = as(roleDetails, details, 'the role');
  const inline = (role.RolePolicyList ?? []).map(
    ({ PolicyName: name = 'unnamed', PolicyDocument }) =>
      policyOf({ name, source: 'inline' }, PolicyDocument),
  );
  const attached = (role.AttachedManagedPolicies ?? []).map(({ PolicyArn, PolicyName }) =>
    pick(managed, PolicyArn, PolicyName),
  );
  const limit = role.PermissionsBoundary;
  const boundary = limit && pick(managed, limit.PermissionsBoundaryArn, 'boundary');

  return rolePermissionsOf([...inline, ...attached], boundary);
}

/**
 * Who may take up a role.
 *
 * @param details as above.
 * @throws when its trust policy is missing or malformed.
 */
export function trustOf(details: unknown): TrustPolicy {
  const { AssumeRolePolicyDocument } = as(roleDetails, details, 'the role');

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

const roleDetails = z.object({
  AssumeRolePolicyDocument: z.optional(z.unknown()),
  RolePolicyList: z.optional(
    z.array(z.object({ PolicyName: word, PolicyDocument: z.optional(z.unknown()) })),
  ),
  AttachedManagedPolicies: z.optional(z.array(z.object({ PolicyName: word, PolicyArn: word }))),
  PermissionsBoundary: z.optional(z.object({ PermissionsBoundaryArn: word })),
});

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

/** @throws with where it is not as IAM writes it, without the text itself. */
function as<T extends z.ZodMiniType>(schema: T, details: unknown, name: string): z.output<T> {
  const parsed = schema.safeParse(details);
  if (parsed.success) return parsed.data;

  const path = parsed.error.issues[0]?.path.map(String).join('.');
  throw new Error(`${name} is not as IAM writes it${path ? `: see ${path}` : ''}`);
}

function pick(managed: ManagedPolicies, arn: string | undefined, name = 'unnamed'): NamedPolicy {
  const policy = arn === undefined ? undefined : managed.get(arn);

  if (!policy) throw new Error(`the details lack the managed policy ${arn ?? name} of the role`);
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
