import { type EscalationPath, escalationPaths } from '../../data/escalation-paths.ts';
import type { Target } from '../target.ts';
import { type Aim, aimsOf, givesPermissions, resourcesOf, someOf } from './escalation-targets.ts';
import { type Decision, evaluatorOf } from './evaluator.ts';
import { selects } from './policy-document.ts';
import { contextOf, type RequestContext, withKnown } from './request-context.ts';
import type { RolePermissions } from './role-permissions.ts';

/** A way for a role to become more powerful than it is. */
export interface Escalation {
  readonly steps: readonly [EscalationStep, ...EscalationStep[]];
  /** Nothing that is not known can stop it. */
  readonly isSure: boolean;
  /** It ends with an administrator, whoever else there is in the account. */
  readonly endsAsAdministrator: boolean;
}

export interface EscalationStep {
  readonly action: string;
  readonly on: Aim['on'] | 'some';
  /** To which the role is handed. */
  readonly passedTo?: string | undefined;
  readonly decision: Decision;
}

/**
 * Every path that a role's own policies leave open, worst first, then shortest. What it takes of
 * others, a powerful role that trusts the service, say, is taken to be there; but a path that can
 * only be gone on what the policies pin down by name or tag is none.
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

/** Whether anything allows an action at all: most roles have the first step of no path. */
function grantedIn({ policies }: RolePermissions): (action: string) => boolean {
  const allowed = policies
    .flatMap(({ statements }) => statements)
    .filter(({ effect }) => effect === 'Allow')
    .map(({ actions: { scope, patterns } }) => ({
      scope,
      patterns: patterns.map((pattern) => pattern.toLowerCase()),
    }));
  const known = new Map<string, boolean>();

  return (action) => {
    const lower = action.toLowerCase();
    const isGranted = known.get(action) ?? allowed.some((actions) => selects(actions, lower));
    known.set(action, isGranted);

    return isGranted;
  };
}

type Stepper = (action: string, aim: Ask) => Decision;

interface Ask {
  readonly on: EscalationStep['on'];
  readonly passedTo?: string | undefined;
  readonly resources: Aim['resources'];
}

function waysAlong(
  { actions, passedTo }: EscalationPath,
  permissions: RolePermissions,
  role: Target<'role'>,
  may: Stepper,
): readonly (Escalation | undefined)[] {
  const aims = aimsOf(actions, role, permissions);
  if (passedTo.length === 0) {
    return aims.map((aim) => along(actions, () => aim, may, permissions));
  }

  const some: Ask = { on: 'some', resources: (template) => someOf(template, role, permissions) };
  const [any] = aims.filter(({ on }) => on === 'any');
  return passedTo.map((service) => {
    const passing: Ask = { ...(any ?? some), passedTo: service };
    return along(
      actions,
      (action) => (action === 'iam:PassRole' ? passing : some),
      may,
      permissions,
    );
  });
}

function along(
  actions: readonly string[],
  askFor: (action: string) => Ask,
  may: Stepper,
  { boundary }: RolePermissions,
): Escalation | undefined {
  const steps: EscalationStep[] = [];

  for (const action of actions) {
    const ask = askFor(action);
    const decision = may(action, ask);
    if (decision.answer === 'denied') return undefined;

    const passedTo = action === 'iam:PassRole' ? ask.passedTo : undefined;
    steps.push({ action, on: ask.on, passedTo, decision });
  }

  const [first, ...rest] = steps;
  if (!first) return undefined;
  const isSure = steps.every(({ decision }) => decision.answer === 'allowed');
  // Whether another role lets itself be assumed is its own to say.
  const becomes = first.on === 'itself' || (rest.length > 0 && !actions.includes('sts:AssumeRole'));
  const endsAsAdministrator = isSure && !boundary && becomes && actions.some(givesPermissions);
  return { steps: [first, ...rest], isSure, endsAsAdministrator };
}

/** Decides a step: the best answer for each resource that it needs. */
function stepper(
  permissions: RolePermissions,
  role: Target<'role'>,
  context: RequestContext,
): Stepper {
  const decide = evaluatorOf(permissions);

  return (action, ask) => {
    const { of, arns } = resourcesOf(action);
    const about = arns.length > 0 ? arns.map(ask.resources) : [['*']];
    const perKind = about.map((resources) =>
      strongest(
        resources.map((resource) => {
          const known = knownOf(action, ask, resource === role.arn ? permissions : undefined);
          return pinned(decide({ action, resource, context: withKnown(context, known) }), ask);
        }),
      ),
    );

    return of === 'each' ? weakest(perKind) : strongest(perKind);
  };
}

/**
 * What the one who goes the path decides himself. Of other roles he takes one without a boundary:
 * what has one is no gain.
 */
function knownOf(action: string, { passedTo }: Ask, own: RolePermissions | undefined) {
  return {
    'iam:PermissionsBoundary': own?.boundary?.arn === undefined ? [] : [own.boundary.arn],
    ...(passedTo !== undefined && { 'iam:PassedToService': [passedTo] }),
    ...(/^iam:Attach\w+Policy$/.test(action) && {
      'iam:PolicyARN': ['arn:aws:iam::aws:policy/AdministratorAccess'],
    }),
  };
}

/** What hangs on the tags of the resource alone is not open on any. */
function pinned(decision: Decision, { on }: Ask): Decision {
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

function best(ways: readonly (Escalation | undefined)[]): Escalation | undefined {
  return ways.filter((way) => way !== undefined).toSorted(worstFirst)[0];
}

function worstFirst(one: Escalation, other: Escalation): number {
  return (
    Number(other.endsAsAdministrator) - Number(one.endsAsAdministrator) ||
    Number(other.isSure) - Number(one.isSure) ||
    one.steps.length - other.steps.length ||
    place(one) - place(other)
  );
}

/** Of equals, what a role does to itself is the plainest. */
function place({ steps: [{ on }] }: Escalation): number {
  return ['itself', 'one named', 'any', 'some'].indexOf(on);
}
