import type { Known } from '../facts.ts';
import type { Target } from '../target.ts';
import { isAdministrator } from './administrator.ts';
import { type Escalation, escalationsOf, startsOf } from './escalation.ts';
import { type EscalationStep, grantedIn, type Stepper, stepper } from './escalation-steps.ts';
import { type Decision, evaluatorOf } from './evaluator.ts';
import { contextOf, type RequestContext } from './request-context.ts';
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
}

/** A role between roles: what it may do to others, and whom it lets in. */
export interface RoleNode {
  readonly role: AccountRole;
  readonly arn: string;
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
  readonly starts: () => ReadonlyMap<string, readonly EscalationStep[]>;
  readonly worst: () => Escalation | undefined;
}

/** Nobody of the account can change, hand over or become what AWS runs, or signs people in to. */
export function isKeptByAws(arn: string): boolean {
  return /:role\/(?:aws-service-role|aws-reserved)\//.test(arn);
}

const nothing: RolePermissions = { policies: [] };

export function roleNode(role: AccountRole, now: string): RoleNode {
  const { target } = role;
  const permissions = role.permissions.known ? role.permissions.value : undefined;
  const trust = role.trust.known ? role.trust.value : undefined;
  const own = permissions ?? nothing;
  const context = contextOf(target, now);
  const isGranted = grantedIn(own);
  const evaluator = lazily(() => evaluatorOf(own));
  const may = lazily(() => stepper(own, target, context, evaluator()));

  return {
    role,
    arn: target.arn,
    permissions,
    trust,
    named: trust && namedIn(trust),
    isAdministrator: isAdministrator(own, target, now),
    context,
    isGranted,
    may: (action, ask) => may()(action, ask),
    decide: (action, resource) => evaluator()({ action, resource, context }),
    starts: lazily(() => startsOf(own, target, may(), isGranted)),
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
