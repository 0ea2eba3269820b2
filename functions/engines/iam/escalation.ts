import type { Target } from '../../core/target.ts';
import { type EscalationPath, escalationPaths } from '../../data/escalation-paths.ts';
import {
  type EscalationStep,
  grantedIn,
  type Stepper,
  type StepRequest,
  stepper,
} from './escalation-steps.ts';
import { aimsOf, givesPermissions, someOf } from './escalation-targets.ts';
import { contextOf, isUser } from './request-context.ts';
import type { RolePermissions } from './role-permissions.ts';

/** A way for a role to become more powerful than it is. */
export interface Escalation {
  readonly steps: readonly [EscalationStep, ...EscalationStep[]];
  /** Nothing that is not known can stop it. */
  readonly isSure: boolean;
  /** It ends with an administrator, whatever else there is in the account. */
  readonly endsAsAdministrator: boolean;
  /** The service by which it leads takes no new customers: `datapipeline`. */
  readonly closedService?: string;
}

/**
 * Every path that a role's own policies leave open, worst first, then shortest. What it takes of
 * others, a powerful role that trusts the service, say, is taken to be there; but a path that only
 * works on what the policies pin down by name or tag is none: where a role that is named leads is a
 * matter of its account (see roleChains).
 *
 * @param now ISO 8601 in UTC.
 */
export function escalationsOf(
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): readonly Escalation[] {
  const may = stepper(permissions, role, contextOf(role, now));
  const isGranted = grantedIn(permissions);

  return escalationPaths
    .filter(({ actions }) => actions.every(isGranted))
    .map((path) => best(waysAlong(path, permissions, role, may)))
    .filter((escalation) => escalation !== undefined)
    .toSorted(worstFirst);
}

/**
 * How a role can have each service run something as a role that it hands over: every way, the best
 * first, without the handing over itself.
 */
export function startsOf(
  permissions: RolePermissions,
  role: Target<'role'>,
  may: Stepper,
  isGranted: (action: string) => boolean,
): ReadonlyMap<string, readonly Start[]> {
  const some: StepRequest = {
    on: 'some',
    resources: (template) => someOf(template, role, permissions),
  };
  const starts = new Map<string, Start[]>();
  if (!isGranted('iam:PassRole')) return starts;

  for (const { actions, passedTo } of escalationPaths) {
    if (passedTo.length === 0 || !actions.every(isGranted)) continue;
    const rest = actions.filter((action) => action !== 'iam:PassRole');
    const steps = rest.map((action) => ({ action, on: some.on, decision: may(action, some) }));
    if (steps.some(({ decision }) => decision.answer === 'denied')) continue;

    for (const service of passedTo) starts.set(service, [...(starts.get(service) ?? []), steps]);
  }
  return new Map([...starts].map(([service, ways]) => [service, ways.toSorted(bestStartFirst)]));
}

/** The steps that start a service, once it has the role. */
export type Start = readonly EscalationStep[];

function bestStartFirst(one: Start, other: Start): number {
  return Number(isCertain(other)) - Number(isCertain(one)) || one.length - other.length;
}

function isCertain(steps: readonly EscalationStep[]): boolean {
  return steps.every(({ decision }) => decision.answer === 'allowed');
}

function waysAlong(
  { actions, passedTo }: EscalationPath,
  permissions: RolePermissions,
  role: Target<'role'>,
  may: Stepper,
): readonly (Escalation | undefined)[] {
  const aims = aimsOf(actions, role, permissions);
  if (passedTo.length === 0) {
    return aims.map((aim) => along(actions, () => aim, may, permissions, role));
  }

  const some: StepRequest = {
    on: 'some',
    resources: (template) => someOf(template, role, permissions),
  };
  const [any] = aims.filter(({ on }) => on === 'any');
  return passedTo.map((service) => {
    const passing: StepRequest = { ...(any ?? some), passedTo: service };
    return along(
      actions,
      (action) => (action === 'iam:PassRole' ? passing : some),
      may,
      permissions,
      role,
    );
  });
}

function along(
  actions: readonly string[],
  requestFor: (action: string) => StepRequest,
  may: Stepper,
  { boundary }: RolePermissions,
  role: Target<'role'>,
): Escalation | undefined {
  const steps: EscalationStep[] = [];

  for (const action of actions) {
    const request = requestFor(action);
    const decision = may(action, request);
    if (decision.answer === 'denied') return undefined;

    const passedTo = action === 'iam:PassRole' ? request.passedTo : undefined;
    steps.push({ action, on: request.on, passedTo, decision });
  }

  const [first, ...rest] = steps;
  if (!first) return undefined;
  const isSure = isCertain(steps);
  // Whether another role lets itself be assumed is its own to say.
  const becomes = first.on === 'itself' || (rest.length > 0 && !actions.includes('sts:AssumeRole'));
  const isGiven = isSure && becomes && actions.some(givesPermissions);
  const release = isGiven && boundary && first.on === 'itself' ? releaseOf(role, may) : undefined;
  const closedService = actions.map(serviceOf).find((service) => closedServices.has(service));
  return {
    ...(closedService !== undefined && { closedService }),
    steps: [first, ...rest, ...(release ? [release] : [])],
    isSure,
    endsAsAdministrator: isGiven && (!boundary || release !== undefined),
  };
}

function serviceOf(action: string): string {
  return action.split(':')[0] ?? action;
}

/**
 * Services that AWS has closed to new customers: what they start is only there where an account used
 * them before.
 *
 * Source: "AWS Data Pipeline is no longer available to new customers" (AWS Data Pipeline Developer
 * Guide), of 2024-07-25.
 */
const closedServices: ReadonlySet<string> = new Set(['datapipeline']);

/** A boundary does not limit a role that may remove it, or set another in its place. */
function releaseOf({ arn }: Target<'role'>, may: Stepper): EscalationStep | undefined {
  return releasesOf(isUser(arn))
    .map((action) => {
      const decision = may(action, { on: 'itself', resources: () => [arn] });

      return { action, on: 'itself', decision } as const;
    })
    .find(({ decision }) => decision.answer === 'allowed');
}

/** What takes the boundary off a role or a user, or sets one that leaves everything. */
export function releasesOf(isOfUser: boolean): readonly string[] {
  const kind = isOfUser ? 'User' : 'Role';

  return [`iam:Delete${kind}PermissionsBoundary`, `iam:Put${kind}PermissionsBoundary`];
}

function best(ways: readonly (Escalation | undefined)[]): Escalation | undefined {
  return ways.filter((way) => way !== undefined).toSorted(worstFirst)[0];
}

function worstFirst(one: Escalation, other: Escalation): number {
  return (
    Number(other.endsAsAdministrator) - Number(one.endsAsAdministrator) ||
    Number(one.closedService !== undefined) - Number(other.closedService !== undefined) ||
    Number(other.isSure) - Number(one.isSure) ||
    one.steps.length - other.steps.length ||
    place(one) - place(other)
  );
}

/** Of equals, what a role does to itself is the plainest. */
function place({ steps: [{ on }] }: Escalation): number {
  return ['itself', 'one named', 'any', 'some'].indexOf(on);
}
