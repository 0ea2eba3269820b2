import { accountOf, type Target } from '../../core/target.ts';
import { type ActionResources, escalationResources } from '../../data/escalation-paths.ts';
import { isUser } from './request-context.ts';
import type { RolePermissions } from './role-permissions.ts';
import { anyNamed, regionsIn } from './unspelt-resource.ts';
import { fillWildcards, matches } from './wildcard.ts';

/** What the steps of a path are about. */
export interface Aim {
  readonly on: 'itself' | 'any' | 'one named';
  /** The resources that a template of an ARN stands for, any of which will do. */
  readonly resources: (template: string) => readonly string[];
}

/** Give permissions to what they are about. */
const grants: ReadonlySet<string> = new Set([
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
]);

const rewrites: ReadonlySet<string> = new Set([
  'iam:CreatePolicyVersion',
  'iam:SetDefaultPolicyVersion',
]);

/**
 * Where the actions of a path must be allowed for it to lead anywhere, best first: on the role
 * itself or a policy of its own, or on any, among which is a powerful one. What it may do to a role or
 * a user by name is a matter of their account.
 */
export function aimsOf(
  actions: readonly string[],
  role: Target<'role'>,
  permissions: RolePermissions,
): readonly Aim[] {
  const any: Aim = { on: 'any', resources: (template) => anyOf(template, role, permissions) };
  const [action = '', another] = actions;

  return another === undefined ? [...ownAims(action, role, permissions), any] : [any];
}

/** Whatever the role may name for an action that needs nothing in particular. */
export function someOf(
  template: string,
  role: Target<'role'>,
  permissions: RolePermissions,
): readonly string[] {
  const named = namedIn(permissions, template, role).map(({ name }) => name);

  return [...anyOf(template, role, permissions), ...named];
}

export function resourcesOf(action: string): ActionResources {
  return escalationResources.get(action) ?? { of: 'any', arns: [] };
}

/** Whether it alone can give a role permissions, or together with one to become what it changed. */
export function givesPermissions(action: string): boolean {
  return grants.has(action) || rewrites.has(action);
}

function anyOf(template: string, role: Target<'role'>, permissions: RolePermissions) {
  const names = regionsIn(permissions).map((region) => anyNamed(template, role, region));

  return [...new Set(names)];
}

function ownAims(
  action: string,
  role: Target<'role'>,
  { policies }: RolePermissions,
): readonly Aim[] {
  const itself = (arns: readonly string[]): Aim => ({ on: 'itself', resources: () => arns });

  if (grants.has(action) && action.endsWith(isUser(role.arn) ? 'UserPolicy' : 'RolePolicy')) {
    return [itself([role.arn])];
  }
  if (!rewrites.has(action)) return [];
  return [itself(policies.map(({ arn }) => arn ?? '').filter((arn) => /:\d{12}:/.test(arn)))];
}

export interface NamedResource {
  /** As the policy has it. */
  readonly pattern: string;
  /** A resource that it takes in. */
  readonly name: string;
}

/** Of the resources that the policies spell out, those of a kind: of its own account, or of any. */
export function namedIn(
  { policies }: RolePermissions,
  template: string,
  { account }: Target<'role'>,
): readonly NamedResource[] {
  const kind = template.replaceAll(/\{\w+\}/g, '*');
  const patterns = policies
    .flatMap(({ statements }) => statements)
    .filter(({ effect, resources }) => effect === 'Allow' && resources.scope === 'only')
    .flatMap(({ resources }) => resources.patterns);

  return [...new Set(patterns)]
    .map((pattern) => ({ pattern, name: nameLike(pattern, kind) }))
    .filter(({ name }) => matches(kind, name) && !isForeign(name, account))
    .slice(0, 50);
}

/** A name that a pattern takes in, of a kind where it takes in one: of stacks, `stack/shop-*` has `stack/shop-x/x`. */
function nameLike(pattern: string, kind: string): string {
  const plain = fillWildcards(pattern, 'x');
  if (!pattern.endsWith('*') || matches(kind, plain)) return plain;

  const [service, itsService] = [plain, kind].map((arn) => arn.split(':')[2] ?? '');
  if (service !== itsService) return plain;
  const rest = fillWildcards(kind.split(':').slice(5).join(':'), 'x');
  for (let at = rest.length - 1; at > 0; at -= 1) {
    const longer = `${plain}${rest.slice(at)}`;
    if (matches(kind, longer)) return longer;
  }
  return plain;
}

/** Nothing is created, and no role passed, in another account. */
function isForeign(arn: string, own: string): boolean {
  const account = accountOf(arn);

  return /^\d{12}$/.test(account) && account !== own;
}
