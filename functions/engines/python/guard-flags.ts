import { truthOf } from './constant-text.ts';
import type { Guarded, Guards } from './guarded.ts';
import { allKinds, type Kinds, noKinds } from './kinds.ts';
import { foundOnce } from './known-guards.ts';
import { leaves } from './leaving.ts';
import { reachingDefinitions } from './reaching.ts';
import { type Binding, bindingOf, isPlainlySet, scopeOf } from './scope.ts';
import { isSetToConstant } from './subject.ts';
import type { AnyNode, Block, Expression, Statement } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * `is_inside = False`, `try: path.relative_to(root); is_inside = True`, and then `if not is_inside`: what
 * is known wherever it is set to what it is, or to a test that says so.
 */
export function flagged(
  flag: Expression,
  subject: Guarded,
  outcome: boolean,
  { guardedAt, limits }: Guards,
): Kinds {
  const binding = bindingOf(flag);
  if (!binding || subject.nesting > MOST_NESTED) return noKinds;
  // What is set once is looked at as what it is.
  const settings = reachingDefinitions(binding, flag).map(settingOf);
  if (binding.definitions.length < 2 || settings.length === 0) return noKinds;
  if (settings.length > MOST_SETTINGS) return noKinds;
  if (!isPlainlySet(binding) || !isSetAnew(binding, flag, subject.values)) return noKinds;

  const set = settings.filter((each) => !each || truthOf(each) !== !outcome);
  return set.length === 0
    ? noKinds
    : set.reduce((all, each) => {
        if (!each || !isKept(subject, each, flag)) return noKinds;
        const at = { ...subject, start: each.start, nesting: subject.nesting + 1, isOfFlag: true };
        const ofSetting = foundOnce(each, at, `set ${outcome}`, () => {
          const byTest = truthOf(each) === undefined ? limits(each, at, outcome) : noKinds;
          return byTest | guardedAt(each, at);
        });
        return all & ofSetting;
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

/**
 * Whether the subject still is, where it is read, what it was when the flag was set. What is set
 * in a loop was set in any of its turns, so all of a loop that has ended since counts as later.
 */
function isKept({ binding, start }: Guarded, setting: Expression, flag: Expression): boolean {
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
