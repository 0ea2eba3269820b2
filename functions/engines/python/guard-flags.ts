import type { Limits } from './guard-collections.ts';
import { allKinds, type Kinds, mediumAtMost, noKinds } from './kinds.ts';
import { leaves } from './leaving.ts';
import { holderOf } from './members.ts';
import { type Binding, bindingOf, type Parameter, scopeOf } from './scope.ts';
import { argumentFor, isPositional } from './sites.ts';
import { isSetToConstant, type Subject } from './subject.ts';
import type { AnyNode, Block, Expression, FunctionNode, Statement } from './syntax.ts';
import type { Site, Values } from './value.ts';

interface Flagged extends Subject {
  readonly values: Values;
  readonly nesting: number;
}

/** What lets a place be reached only when the subject is harmless. */
type GuardedAt<S extends Flagged> = (place: AnyNode, subject: S) => Kinds;

/**
 * `is_inside = False`, `try: path.relative_to(root); is_inside = True`, and then `if not is_inside`: what
 * is known wherever it is set to what it is, or to a test that says so.
 */
export function flagged<S extends Flagged>(
  flag: Expression,
  subject: S,
  outcome: boolean,
  guardedAt: GuardedAt<S>,
  limits: Limits<S>,
): Kinds {
  const binding = bindingOf(flag);
  if (!binding || subject.nesting > MOST_NESTED) return noKinds;
  const settings = binding.definitions.map(settingOf);
  if (settings.length < 2 || settings.length > MOST_SETTINGS) return noKinds;
  if (!isPlainlySet(binding) || !isSetAnew(binding, flag, subject.values)) return noKinds;

  const set = settings.filter((each) => !each || truthOf(each) !== !outcome);
  return set.length === 0
    ? noKinds
    : set.reduce((all, each) => {
        if (!each || !isKept(subject, each, flag)) return noKinds;
        const at = { ...subject, start: each.start, nesting: subject.nesting + 1 };
        const byTest = truthOf(each) === undefined ? limits(each, at, outcome) : noKinds;
        return all & (byTest | guardedAt(each, at));
      }, allKinds);
}

/** `ok = x in ALLOWED`, and nothing else is ever put into it. */
export function isSetOnce(name: Expression): boolean {
  const binding = bindingOf(name);

  return binding !== undefined && binding.definitions.length === 1 && isPlainlySet(binding);
}

/** Each flag may stand on others. */
const MOST_NESTED = 5;

/** One that is set in more places is a state. */
const MOST_SETTINGS = 8;

function settingOf(definition: Binding['definitions'][number]): Expression | undefined {
  return definition.kind === 'value' && definition.path.length === 0 ? definition.node : undefined;
}

function truthOf(node: Expression | undefined): boolean | undefined {
  if (node?.type !== 'Constant') return undefined;

  return node.value === 'True' ? true : node.value === 'False' ? false : undefined;
}

/** `flag |= x` and `case {'flag': flag}` set it to what is not known. */
function isPlainlySet({ writes, captures }: Binding): boolean {
  return captures.length === 0 && writes.every(({ node }) => node.type !== 'AugmentedAssign');
}

/**
 * Whether the subject still is, where it is read, what it was when the flag was set. What is set
 * in a loop was set in any of its turns, so all of a loop that has ended since counts as later.
 */
function isKept({ binding, start }: Flagged, setting: Expression, flag: Expression): boolean {
  const { definitions, writes, captures, scope } = binding;
  const from = beginOf(setting, flag);
  const isElsewhere = (node: AnyNode) => scopeOf(node).function !== scope.function;
  const isLater = (node: AnyNode) => isElsewhere(node) || (node.start > from && node.end < start);
  const isChanged = (node: AnyNode) => isLater(node) && !isSetToConstant(node);

  return (
    !writes.some(({ node }) => isChanged(node)) &&
    !captures.some(isLater) &&
    definitions.every((each) =>
      each.kind === 'value'
        ? !isLater(each.node) || isSetToConstant(each.node.parent ?? each.node)
        : each.kind !== 'exception',
    )
  );
}

/** Where the outermost loop begins that is around a setting and not around who asks for it. */
function beginOf(setting: Expression, flag: Expression): number {
  let from = setting.start;
  let at: AnyNode | undefined = setting.parent;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (at.type === 'Function' || (at.start <= flag.start && flag.end <= at.end)) return from;
    if (at.type === 'For' || at.type === 'While') from = at.start;
    at = at.parent;
  }
  return at ? 0 : from;
}

/** Whether it is of the same function, and of the same turn of a loop: what another turn found says nothing. */
function isSetAnew(binding: Binding, flag: Expression, values: Values): boolean {
  const { definitions, scope } = binding;
  if (scope.function !== scopeOf(flag).function) return false;
  const loop = loopAround(flag);
  if (!loop) return true;

  return (
    definitions.every(
      (each) => each.kind === 'value' && each.node.start > loop.start && each.node.end < loop.end,
    ) && isSetInTurn({ binding, values, before: flag.start }, flag, loop)
  );
}

interface Turn {
  readonly binding: Binding;
  readonly values: Values;
  readonly before: number;
}

/** Whether each turn sets it before it asks. */
function isSetInTurn(turn: Turn, flag: Expression, loop: AnyNode): boolean {
  let at: AnyNode | undefined = flag.parent;

  for (let steps = 0; at && at !== loop && steps < MOST_STEPS; steps += 1) {
    if (at.type === 'Block' && isSetIn(at, turn)) return true;
    at = at.parent;
  }
  return false;
}

function isSetIn({ body }: Block, turn: Turn, depth = 0): boolean {
  if (depth > MOST_NESTED) return false;

  return body.some((each) => each.end <= turn.before && isSetBy(each, turn, depth + 1));
}

/** Whether a statement sets it, whichever of its branches is taken and does not leave. */
function isSetBy(of: Statement, turn: Turn, depth: number): boolean {
  turn.values.spend();
  const isSetOrLeft = (block: Block) => isSetIn(block, turn, depth) || leaves(block);

  switch (of.type) {
    case 'Assign':
      return (
        of.value !== undefined && of.targets.some((target) => bindingOf(target) === turn.binding)
      );
    case 'If':
      return of.otherwise !== undefined && isSetOrLeft(of.body) && isSetOrLeft(of.otherwise);
    case 'Try':
      return isSetOrLeft(of.body) && of.handlers.every(({ body }) => isSetOrLeft(body));
    default:
      return false;
  }
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
 * out, or may do so. Where not all who call it are known, what is behind it is less grave.
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
  if (!own || own === binding || parameter?.kind !== 'parameter') return noKinds;
  if (more.length > 0 || !isPlainlySet(own)) return noKinds;
  const usual = truthOf(parameter.node.otherwise);
  if (usual === undefined || (isNot ? !usual : usual) === outcome) return noKinds;

  const { of } = parameter;
  const sites = values.sitesOf(of);
  if (isForOthers(of) || !sites.every((site) => isLeft(site, parameter, usual))) return noKinds;
  return sites.length > 0 && !isHandedOn(of) ? other : mediumAtMost;
}

/** Whether a call leaves the parameter as it is. What is spread may give it. */
function isLeft(site: Site, { of, index, node: parameter }: Parameter, usual: boolean): boolean {
  const given = site.node.type === 'Call' ? site.node.arguments : [];
  if (given.some(({ name }) => name === parameter.name.name)) {
    return truthOf(argumentFor(site, of, index)) === usual;
  }
  const before = given.filter(isPositional).slice(0, Math.max(0, index - site.taken) + 1);
  const isSpread = !parameter.isKeywordOnly && before.some(({ spread }) => spread === '*');
  if (isSpread) return false;

  const value = argumentFor(site, of, index);
  return value ? truthOf(value) === usual : given.every(({ spread }) => spread !== '**');
}

/** `functools.partial(f, option=True)`: who calls it then is not known. */
function isHandedOn(of: FunctionNode): boolean {
  return (holderOf(of)?.reads ?? []).some(
    (read) => read.parent?.type !== 'Call' || read.parent.callee !== read,
  );
}

/** `@app.get('/x')`: a stranger may give what it takes. */
function isForOthers({ decorators }: FunctionNode): boolean {
  return decorators.some((decorator) => {
    const named = decorator.type === 'Call' ? decorator.callee : decorator;
    const name = named.type === 'Name' || named.type === 'Attribute' ? named.name : '';
    return !plainDecorators.has(name);
  });
}

/** They give a function what its callers give. */
const plainDecorators: ReadonlySet<string> = new Set(
  'staticmethod classmethod lru_cache cache wraps contextmanager retry capture_method capture'.split(
    ' ',
  ),
);
