import type { Target } from '../../core/target.ts';
import { type Aim, resourcesOf } from './escalation-targets.ts';
import { type Decision, evaluatorOf } from './evaluator.ts';
import { selects } from './policy-document.ts';
import { type Reading, type RequestContext, withKnown } from './request-context.ts';
import type { RolePermissions } from './role-permissions.ts';

export interface EscalationStep {
  readonly action: string;
  readonly on: Aim['on'] | 'some';
  /** To which the role is handed. */
  readonly passedTo?: string | undefined;
  readonly decision: Decision;
}

/** What a step is about: a request that is still to name its action. */
export interface StepRequest {
  readonly on: EscalationStep['on'];
  readonly passedTo?: string | undefined;
  readonly resources: Aim['resources'];
}

export type Stepper = (action: string, request: StepRequest) => Decision;

/** Decides a step: the best answer for each resource that it needs. */
export function stepper(
  permissions: RolePermissions,
  role: Target<'role'>,
  context: RequestContext,
  decide = evaluatorOf(permissions),
): Stepper {
  const within = known(context);

  return (action, request) => {
    const { of, arns } = resourcesOf(action);
    const about = arns.length > 0 ? arns.map(request.resources) : [['*']];
    const perKind = about.map((resources) =>
      strongest(
        resources.map((resource) => {
          const own = resource === role.arn ? permissions : undefined;
          const asked = { action, resource, context: within(knownOf(action, request, own)) };
          return pinned(decide(asked), request);
        }),
      ),
    );

    return of === 'each' ? weakest(perKind) : strongest(perKind);
  };
}

/** The context with what is known of a step: of thousands of steps it is the same few times over. */
function known(
  context: RequestContext,
): (more: Readonly<Record<string, Reading>>) => RequestContext {
  const contexts = new Map<string, RequestContext>();

  return (more) => {
    const key = JSON.stringify(more);
    const before = contexts.get(key);
    if (before) return before;

    const whole = withKnown(context, more);
    contexts.set(key, whole);
    return whole;
  };
}

/** Whether anything allows an action at all: most roles have the first step of no path. */
export function grantedIn(permissions: RolePermissions): (action: string) => boolean {
  const isGranted = granted.get(permissions) ?? grantedBy(permissions);
  granted.set(permissions, isGranted);

  return isGranted;
}

/** Several questions about a role begin with this one, and each with the same actions. */
const granted = new WeakMap<RolePermissions, (action: string) => boolean>();

function grantedBy({ policies }: RolePermissions): (action: string) => boolean {
  const allowed = policies
    .flatMap(({ statements }) => statements)
    .filter(({ effect }) => effect === 'Allow')
    .map(({ actions: { scope, patterns } }) => ({
      scope,
      patterns: patterns.map((pattern) => pattern.toLowerCase()),
    }));
  const known = new Map<string, boolean>();

  return (action) => {
    const before = known.get(action);
    if (before !== undefined) return before;

    const lower = action.toLowerCase();
    const isGranted = allowed.some((actions) => selects(actions, lower));
    known.set(action, isGranted);
    return isGranted;
  };
}

/**
 * What the caller sets in each request. Of other roles it takes one without a boundary: one with a
 * boundary is no gain.
 */
function knownOf(action: string, { passedTo }: StepRequest, own: RolePermissions | undefined) {
  const isExchanged = /^iam:Put\w+PermissionsBoundary$/.test(action);
  const boundary = isExchanged ? ADMINISTRATOR : own?.boundary?.arn;

  return {
    'iam:PermissionsBoundary': boundary === undefined ? [] : [boundary],
    ...(passedTo !== undefined && { 'iam:PassedToService': [passedTo] }),
    ...(/^iam:Attach\w+Policy$/.test(action) && {
      'iam:PolicyARN': [ADMINISTRATOR],
    }),
  };
}

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** What hangs on the tags of the resource alone is not open on any. */
function pinned(decision: Decision, { on }: StepRequest): Decision {
  const { answer, conditions } = decision;
  const isByTag =
    conditions.length > 0 && conditions.every(({ key }) => /(^|:)resourcetag\//i.test(key));

  return on === 'any' && answer === 'conditional' && isByTag
    ? { answer: 'denied', deciding: [], conditions: [] }
    : decision;
}

const ranks = { denied: 0, conditional: 1, allowed: 2 };
const nothing: Decision = { answer: 'denied', deciding: [], conditions: [] };

function strongest(decisions: readonly Decision[]): Decision {
  return decisions.reduce(
    (one, other) => (ranks[other.answer] > ranks[one.answer] ? other : one),
    nothing,
  );
}

function weakest(decisions: readonly Decision[]): Decision {
  return decisions.reduce((one, other) => (ranks[other.answer] < ranks[one.answer] ? other : one));
}
