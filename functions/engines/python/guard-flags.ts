import { allKinds, type Kinds, mediumAtMost, noKinds } from './kinds.ts';
import { type Binding, bindingOf, type Parameter, scopeOf } from './scope.ts';
import { argumentFor } from './sites.ts';
import type { Subject } from './subject.ts';
import type { AnyNode, Expression } from './syntax.ts';
import type { Values } from './value.ts';

interface Flagged extends Subject {
  readonly values: Values;
  readonly nesting: number;
}

/** What lets a place be reached only when the subject is harmless. */
type GuardedAt<S extends Flagged> = (place: AnyNode, subject: S) => Kinds;

/**
 * `is_inside = False`, `try: path.relative_to(root); is_inside = True`, and then `if not is_inside`: what
 * is known wherever it is set to what it is.
 */
export function flagged<S extends Flagged>(
  flag: Expression,
  subject: S,
  outcome: boolean,
  guardedAt: GuardedAt<S>,
): Kinds {
  const binding = bindingOf(flag);
  if (!binding || subject.nesting > MOST_NESTED || !isSetAnew(binding, flag)) return noKinds;
  const constants = binding.definitions.map(constantOf);
  if (constants.length < 2 || constants.length > MOST_SETTINGS) return noKinds;
  if (constants.some((each) => each === undefined)) return noKinds;

  const set = constants.filter((each) => each !== undefined && truthOf(each) === outcome);
  return set.length === 0
    ? noKinds
    : set.reduce((all, each) => {
        if (!each) return noKinds;
        const at = { ...subject, start: each.start, nesting: subject.nesting + 1 };
        return all & guardedAt(each, at);
      }, allKinds);
}

/** Each flag may stand on others. */
const MOST_NESTED = 5;

/** One that is set in more places is a state. */
const MOST_SETTINGS = 8;

function constantOf(definition: Binding['definitions'][number]): Expression | undefined {
  return definition.kind === 'value' &&
    definition.path.length === 0 &&
    truthOf(definition.node) !== undefined
    ? definition.node
    : undefined;
}

function truthOf(node: Expression | undefined): boolean | undefined {
  if (node?.type !== 'Constant') return undefined;

  return node.value === 'True' ? true : node.value === 'False' ? false : undefined;
}

/** Whether it is of the same function, and of the same turn of a loop: what another turn found says nothing. */
function isSetAnew({ definitions, scope }: Binding, flag: Expression): boolean {
  if (scope.function !== scopeOf(flag).function) return false;
  const loop = loopAround(flag);

  return (
    !loop ||
    definitions.every(
      (each) => each.kind === 'value' && each.node.start > loop.start && each.node.end < loop.end,
    )
  );
}

function loopAround(node: AnyNode): AnyNode | undefined {
  let at: AnyNode | undefined = node.parent;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (at.type === 'For' || at.type === 'While') return at;
    if (at.type === 'Function') return undefined;
    at = at.parent;
  }
  return undefined;
}

/** Further out, loops are not looked for. */
const MOST_STEPS = 200;

/**
 * `if not allow_outside and not is_inside: raise`: what `other` says, unless a caller leaves the guard
 * out. Where one of them does, what is behind it is less grave.
 */
export function unlessLeftOut(
  option: Expression,
  other: Kinds,
  { binding, values }: Flagged,
  outcome: boolean,
): Kinds {
  if (other === noKinds) return noKinds;
  const isNot = option.type === 'Unary' && option.operator === 'not';
  const name = isNot ? option.operand : option;
  const own = bindingOf(name);
  const [parameter, ...more] = own?.definitions ?? [];
  if (own === binding || parameter?.kind !== 'parameter' || more.length > 0) return noKinds;
  const usual = truthOf(parameter.node.otherwise);
  if (usual === undefined || (isNot ? !usual : usual) === outcome) return noKinds;

  return isNeverGiven(parameter, usual, values) ? other : mediumAtMost;
}

/** Whether all that call the function leave the parameter as it is. */
function isNeverGiven({ of, index }: Parameter, usual: boolean, values: Values): boolean {
  const sites = values.sitesOf(of);

  return (
    sites.length > 0 &&
    sites.every((site) => {
      const given = argumentFor(site, of, index);
      return given === undefined || truthOf(given) === usual;
    })
  );
}
