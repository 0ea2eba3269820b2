import type { FieldPath } from '../flow/index.ts';
import { isOtherChange } from './flags.ts';
import { textOf, truthOf } from './options.ts';
import { leaves } from './platform.ts';
import { type Binding, bindingOf, parentOf, scopeOf } from './scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  isFunction,
  type NodeOf,
} from './syntax.ts';

/** A condition, and the outcome that it had. */
export type Passed = readonly [test: AnyNode, outcome: boolean];

/**
 * What was asked before, where a flag still has the value that it began with: `let ok = true;
 * if (!pattern.test(x)) ok = false; if (ok) …`, and `let error; if (…) error = 'text'; if (!error) …`.
 */
export function passedWhereFlagIs(name: AnyNode, outcome: boolean): readonly Passed[] {
  const binding = bindingOf(name);
  if (!binding || !isOfOneRun(binding, name)) return [];
  const values = binding.definitions.flatMap((definition) =>
    definition.kind === 'value' && definition.path.length === 0 ? definition.node : [],
  );
  if (values.length !== binding.definitions.length || binding.reads.some(isOtherChange)) return [];
  const [starts, sets] = parted(values, (value) => parentOf(value)?.type === 'VariableDeclarator');
  const start = starts[0] ? truthOf(starts[0]) : false;
  const isFlag = starts.length < 2 && start === outcome;

  return isFlag && sets.every((value) => truthOf(value) === !outcome)
    ? sets.flatMap((value) => passedAround(parentOf(value) ?? value, name, sets))
    : [];
}

/**
 * The same where nothing was put into a list or an object that was empty: `errors.push('text')`, and
 * `errors.field = 'text'`, which only its keys count.
 */
export function passedWhereEmpty(name: AnyNode, counted: Emptiness['counted']): readonly Passed[] {
  const binding = bindingOf(name);
  const [definition, ...others] = binding?.definitions ?? [];
  if (!binding || definition?.kind !== 'value' || others.length > 0) return [];
  const { node } = definition;
  const isList = node.type === 'ArrayExpression' && node.elements.length === 0;
  const isObject = node.type === 'ObjectExpression' && node.properties.length === 0;
  const isCounted = isList ? binding.writes.length === 0 : isObject && counted === 'keys';
  if (!isCounted || definition.path.length > 0 || !isOfOneRun(binding, name)) return [];

  const methods = isList ? binding.reads.flatMap((read) => methodCalled(read) ?? []) : [];
  const sites = [
    ...methods.flatMap(({ method, call }) => (isFilling(method, call) ? call : [])),
    ...binding.writes.flatMap(({ node: write, path }) => (isSet(write, path) ? write : [])),
  ];
  return sites.flatMap((site) => passedAround(site, name, sites));
}

/** `errors.push(text)`: `errors.push(...others)` may put nothing there. */
function isFilling(method: string, { arguments: given }: CallNode): boolean {
  return /^(?:push|unshift)$/.test(method) && given.some(({ type }) => type !== 'SpreadElement');
}

/** `errors.field = x`: `errors.field &&= x` puts none there. */
function isSet(write: AnyNode, path: FieldPath): boolean {
  return path.length === 1 && write.type === 'AssignmentExpression' && write.operator === '=';
}

export interface Emptiness {
  readonly of: AnyNode;
  readonly counted: 'elements' | 'keys';
  readonly whereTrue: 'empty' | 'filled';
}

/** What is asked for where a condition asks whether a list or an object is empty, and whether it is. */
export function emptinessAsked(condition: AnyNode): Emptiness | undefined {
  if (condition.type === 'MemberExpression') {
    const asked = countedIn(condition);
    return asked && { ...asked, whereTrue: 'filled' };
  }
  if (condition.type !== 'BinaryExpression') return undefined;
  const { left, operator, right } = condition;
  const asked = left.type === 'MemberExpression' ? countedIn(left) : undefined;
  const sign = `${operator.replace(/^([!=]=)=$/, '$1')}${textOf(right) ?? ''}`;
  if (!asked) return undefined;
  if (['>0', '!=0', '>=1'].includes(sign)) return { ...asked, whereTrue: 'filled' };

  return ['==0', '<1', '<=0'].includes(sign) ? { ...asked, whereTrue: 'empty' } : undefined;
}

/** `errors` of `errors.length`, and of `Object.keys(errors).length`. */
function countedIn(member: NodeOf<'MemberExpression'>): Omit<Emptiness, 'whereTrue'> | undefined {
  if (fieldRead(member) !== 'length') return undefined;
  const { object } = member;
  const isKeys = isCall(object) && /^(?:keys|values|entries)$/.test(calledName(object) ?? '');
  const of = isKeys ? object.arguments[0] : object;

  return of && { of, counted: isKeys ? 'keys' : 'elements' };
}

function methodCalled(read: AnyNode) {
  const member = parentOf(read);
  const call = member && parentOf(member);
  const isCalled =
    member?.type === 'MemberExpression' &&
    member.object === read &&
    isCall(call) &&
    call.callee === member;

  return isCalled ? { call, method: fieldRead(member) ?? '' } : undefined;
}

/** Whether it is set anew each time that the function around runs. */
function isOfOneRun({ scope }: Binding, read: AnyNode): boolean {
  return scope.function !== undefined && scope.function === scopeOf(read).function;
}

/**
 * The conditions that what stands at `site` runs under, in a statement that is surely run before `at`; those
 * of an `else`, where what stands before it is a site too.
 */
function passedAround(site: AnyNode, at: AnyNode, sites: readonly AnyNode[]): readonly Passed[] {
  const passed: Passed[] = [];
  let inner = site;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const around = parentOf(inner);
    if (!around || isFunction(around)) return [];
    if (around.type === 'LogicalExpression' && around.right === inner) {
      if (around.operator === '??') return [];
      passed.push([around.left, around.operator === '||']);
    } else if (around.type === 'IfStatement') {
      if (around.consequent === inner) passed.push([around.test, false]);
      else if (around.test !== inner && !isSite(around.consequent, sites)) return [];
    } else if (
      // As minifiers write it: `if (a || list.push(b), list.length > 0)`.
      (around.type === 'BlockStatement' || around.type === 'SequenceExpression') &&
      passed.length > 0 &&
      isBefore(inner, around, at)
    ) {
      // Of several, only one is known to have been false.
      return passed.length === 1 ? passed : [];
    } else if (!/^(?:(?:Expression|Block)Statement|SequenceExpression)$/.test(around.type)) {
      return [];
    }
    inner = around;
  }
  return [];
}

function isSite(branch: AnyNode, sites: readonly AnyNode[]): boolean {
  return (
    leaves(branch) ||
    sites.some((site) => {
      const statement = parentOf(site);
      return statement === branch || (statement && parentOf(statement) === branch);
    })
  );
}

/** Whether a statement of a block comes before a place in the same block. */
function isBefore(statement: AnyNode, block: AnyNode, at: AnyNode): boolean {
  return block.start <= at.start && at.end <= block.end && statement.end <= at.start;
}

const MOST_STEPS = 12;

function parted<T>(all: readonly T[], isFirst: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
