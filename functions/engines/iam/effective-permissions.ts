import {
  type ActionSet,
  actionsSelected,
  addAll,
  addSelected,
  keepOnly,
  noActions,
  removeAll,
} from './action-set.ts';
import { all, type Outcome, outcomeOf } from './condition-outcome.ts';
import type { NamedPolicy } from './named-policy.ts';
import type { Selection, Statement } from './policy-document.ts';
import { fillVariables } from './policy-variable.ts';
import type { RequestContext } from './request-context.ts';
import { covers, meets } from './resource-overlap.ts';
import type { RolePermissions } from './role-permissions.ts';

/** What a role may do to one resource at least. */
export interface EffectivePermissions {
  /** Whatever is not known of the request. */
  readonly allowed: ActionSet;
  /** Perhaps: it hangs on a condition, or on how resources overlap. None of `allowed`. */
  readonly conditional: ActionSet;
}

/**
 * Every action of the catalogue that a role's own policies allow on anything, by the rules of
 * `evaluatorOf`, but for all actions and resources at once. What an organization leaves in some
 * region hangs on a condition.
 */
export function effectivePermissionsOf(
  permissions: RolePermissions,
  context: RequestContext,
): EffectivePermissions {
  const own = permissions.policies.flatMap((policy) => inForce(policy, context));
  const limits = limitsOn(permissions, context);
  const against = againstOf(own, limits);
  const [first = nothing(), ...others] = [...byFate(own, against)].map((alike) =>
    leftOf(alike, against, limits.length),
  );

  for (const { allowed, conditional } of others) {
    addAll(first.allowed, allowed);
    addAll(first.conditional, conditional);
  }
  addSelected(first.allowed, alwaysAllowed);
  removeAll(first.conditional, first.allowed);
  return first;
}

const alwaysAllowed: Selection = { scope: 'only', patterns: ['sts:GetCallerIdentity'] };

/** A statement whose conditions can hold. */
interface InForce {
  readonly effect: Statement['effect'];
  readonly actions: Selection;
  /** Without variables: what may have any value is a wildcard. */
  readonly resources: Selection;
  /** Undefined where it hangs on a condition, or on a variable. */
  readonly holds: Outcome;
}

/** A Deny, or what a limit lets pass. */
interface Against extends InForce {
  readonly set: ActionSet;
  /** Which limit it is of. */
  readonly limit?: number | undefined;
}

/** Grants on resources that the same statements are against, in the same way. */
interface Alike {
  /** One for each of those statements: whether it is about the resources. */
  readonly outcomes: readonly Outcome[];
  readonly allowed: ActionSet;
  readonly conditional: ActionSet;
}

function inForce({ statements }: NamedPolicy, context: RequestContext): readonly InForce[] {
  return statements.flatMap(({ effect, actions, resources, conditions }) => {
    const holds = all(conditions.map((each) => outcomeOf(each, context)));
    if (holds === false) return [];

    const filled = resources.patterns.map((pattern) => fillVariables(pattern, context));
    const named = filled.filter(({ variables }) => variables !== 'absent');
    const isOpen = named.some(({ variables }) => variables === 'unknown');
    return {
      effect,
      actions,
      resources: { scope: resources.scope, patterns: named.map(({ pattern }) => pattern) },
      holds: isOpen ? undefined : holds,
    };
  });
}

/** The boundary, and each level of the organization: all of them must let an action pass. */
function limitsOn(
  { boundary, controls }: RolePermissions,
  context: RequestContext,
): readonly (readonly InForce[])[] {
  const levels = (controls?.levels ?? []).map(({ policies, isIncomplete = false }) => [
    ...policies.flatMap((policy) => inForce(policy, context)),
    ...(isIncomplete ? [anything] : []),
  ]);
  const denies = (controls?.resources ?? [])
    .flatMap((policy) => inForce(policy, context))
    .filter(({ effect }) => effect === 'Deny');

  return [
    ...(boundary ? [inForce(boundary, context)] : []),
    ...levels,
    ...(denies.length > 0 ? [[anything, ...denies]] : []),
  ];
}

const anything: InForce = {
  effect: 'Allow',
  actions: { scope: 'only', patterns: ['*'] },
  resources: { scope: 'only', patterns: ['*'] },
  holds: true,
};

function againstOf(
  own: readonly InForce[],
  limits: readonly (readonly InForce[])[],
): readonly Against[] {
  return [
    ...own.filter(({ effect }) => effect === 'Deny'),
    ...limits.flatMap((some, limit) => some.map((each) => ({ ...each, limit }))),
  ].map((each) => ({ ...each, set: actionsSelected(each.actions) }));
}

function byFate(own: readonly InForce[], against: readonly Against[]): Iterable<Alike> {
  const found = new Map<string, Alike>();

  for (const { effect, actions, resources, holds } of own) {
    if (effect === 'Deny') continue;
    for (const [key, outcomes] of fatesOf(resources, against)) {
      const alike = found.get(key) ?? { outcomes, ...nothing() };
      found.set(key, alike);
      addSelected(holds ? alike.allowed : alike.conditional, actions);
    }
  }
  return found.values();
}

/** Comparisons of resources. Beyond it, policies were not written to be read: all is open. */
const MOST = 20_000;

function fatesOf(
  { scope, patterns }: Selection,
  against: readonly Against[],
): ReadonlyMap<string, readonly Outcome[]> {
  const resources = scope === 'only' ? patterns : ['*'];
  const others = against.reduce((sum, each) => sum + 1 + each.resources.patterns.length, 0);
  const fates =
    resources.length * others > MOST
      ? [against.map(() => undefined)]
      : resources.map((pattern) => against.map((each) => isAbout(each, pattern)));

  return new Map(fates.map((outcomes) => [outcomes.join(), outcomes]));
}

function isAbout({ effect, resources, holds }: Against, pattern: string): Outcome {
  return all([holds, effect === 'Deny' ? covers(resources, pattern) : meets(resources, pattern)]);
}

function leftOf(
  { outcomes, allowed, conditional }: Alike,
  against: readonly Against[],
  limitCount: number,
): EffectivePermissions {
  if (against.length === 0 && limitCount === 0) return { allowed, conditional };
  const limits = Array.from({ length: limitCount }, nothing);
  addAll(conditional, allowed);

  for (const [at, { effect, set, limit }] of against.entries()) {
    const outcome = outcomes[at];
    if (outcome === false) continue;

    if (effect === 'Deny') {
      removeAll(allowed, set);
      if (outcome) removeAll(conditional, set);
    } else {
      const passing = limits[limit ?? 0] ?? nothing();
      addAll(passing.conditional, set);
      if (outcome) addAll(passing.allowed, set);
    }
  }

  for (const passing of limits) {
    keepOnly(allowed, passing.allowed);
    keepOnly(conditional, passing.conditional);
  }
  return { allowed, conditional };
}

function nothing(): EffectivePermissions {
  return { allowed: noActions(), conditional: noActions() };
}
