import type { Known } from '../../core/known.ts';
import { roleTarget, type Target } from '../../core/target.ts';
import type { AccountUser } from './account-identities.ts';
import { isAdministrator } from './administrator.ts';
import { type Escalation, escalationsOf, type Start, startsOf } from './escalation.ts';
import { grantedIn, type Stepper, stepper } from './escalation-steps.ts';
import { type Decision, evaluatorOf } from './evaluator.ts';
import type { OrganizationControls } from './organization-controls.ts';
import { withControls } from './principal-controls.ts';
import { contextOf, isUser, type RequestContext } from './request-context.ts';
import { namedIn } from './role-entry.ts';
import type { RolePermissions } from './role-permissions.ts';
import type { TrustPolicy } from './trust-policy.ts';

/** A role of an account, as far as it could be read. */
export interface AccountRole {
  readonly target: Target<'role'>;
  readonly permissions: Known<RolePermissions>;
  readonly trust: Known<TrustPolicy>;
  /** ARNs of those that run as it. */
  readonly functions: Known<readonly string[]>;
  /** Of a user alone. */
  readonly groups?: UserGroups;
}

/** By which groups a user gains permissions. ARNs. */
export interface UserGroups {
  /** What is given to one of them is given to the user. */
  readonly own: readonly string[];
  /** Those that make an administrator of any member. */
  readonly powerful: readonly string[];
}

/** A role or a user between others: what it may do to them, and whom it lets in. */
export interface RoleNode {
  readonly role: AccountRole;
  readonly arn: string;
  readonly isUser: boolean;
  /** Undefined where it could not be read. */
  readonly permissions: RolePermissions | undefined;
  readonly trust: TrustPolicy | undefined;
  readonly named: ReturnType<typeof namedIn> | undefined;
  readonly isAdministrator: boolean;
  readonly context: RequestContext;
  readonly isGranted: (action: string) => boolean;
  /** Each once it is asked for: most roles never are. */
  readonly may: Stepper;
  readonly decide: (action: string, resource: string) => Decision;
  readonly starts: () => ReadonlyMap<string, readonly Start[]>;
  /** It would be an administrator without its boundary. */
  readonly isHeldByBoundary: () => boolean;
  readonly worst: () => Escalation | undefined;
}

/** Whether AWS runs it, or signs people in to it: the account can neither change, pass nor assume it. */
export function isKeptByAws(arn: string): boolean {
  return /:role\/(?:aws-service-role|aws-reserved)\//.test(arn);
}

/** A user as a role: no principal assumes it, and nothing runs as it. */
export function userAsRole({ arn, permissions }: AccountUser, groups: UserGroups): AccountRole {
  return {
    groups,
    target: roleTarget(arn),
    permissions,
    trust: { known: true, value: { statements: [] } },
    functions: { known: true, value: [] },
  };
}

const nothing: RolePermissions = { policies: [] };

/** @param controls of the organization: what they take back is not in it. */
export function roleNode(role: AccountRole, now: string, controls: OrganizationControls): RoleNode {
  const { target } = role;
  const permissions = role.permissions.known
    ? withControls(role.permissions.value, controls, target)
    : undefined;
  const trust = role.trust.known ? role.trust.value : undefined;
  const own = permissions ?? nothing;
  const context = contextOf(target, now);
  const isGranted = grantedIn(own);
  const evaluator = lazily(() => evaluatorOf(own));
  const may = lazily(() => stepper(own, target, context, evaluator()));

  return {
    role,
    arn: target.arn,
    isUser: isUser(target.arn),
    permissions,
    trust,
    named: trust && namedIn(trust),
    isAdministrator: isAdministrator(own, target, now),
    context,
    isGranted,
    may: (action, ask) => may()(action, ask),
    decide: (action, resource) => evaluator()({ action, resource, context }),
    starts: lazily(() => startsOf(own, target, may(), isGranted)),
    isHeldByBoundary: lazily(
      () =>
        own.boundary !== undefined && isAdministrator({ ...own, boundary: undefined }, target, now),
    ),
    worst: lazily(() => escalationsOf(own, target, now)[0]),
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;

  return () => {
    made ??= { value: make() };

    return made.value;
  };
}
