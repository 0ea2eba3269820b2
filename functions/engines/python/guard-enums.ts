import { constantText } from './constant-text.ts';
import { allKinds, type Kinds, noKinds } from './kinds.ts';
import { lastName } from './last-name.ts';
import { holderOf } from './members.ts';
import { bindingOf, scopeOf } from './scope.ts';
import { isSubject, type Subject } from './subject.ts';
import type { AnyNode, ClassNode, Expression, Statement } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * `Kind(x)`, `Kind(f'{x}-auth')`, `Kind[x]` of an enumeration of the code: what is none of its values
 * raises. Only what is looked up wherever the expression is come to counts.
 */
export function byEnumeration(
  node: Expression,
  subject: Subject & { readonly values: Values },
): Kinds {
  const isOne = lookUpsIn(node).some(
    (each) =>
      isSubject(each.given, subject) && isEnumeration(each.of, each.isByName, subject.values),
  );

  return isOne ? allKinds : noKinds;
}

interface LookUp {
  readonly of: Expression;
  readonly given: Expression;
  readonly isByName: boolean;
}

/** Each statement before a place is asked for each value that comes there. */
const known = new WeakMap<Expression, readonly LookUp[]>();

function lookUpsIn(node: Expression): readonly LookUp[] {
  const before = known.get(node);
  if (before) return before;

  const found: LookUp[] = [];
  const pending: AnyNode[] = [node];
  for (let steps = 0; steps < MOST_NODES; steps += 1) {
    const at = pending.pop();
    if (!at) break;
    const one = lookUpAt(at);
    if (one) found.push(one);
    pending.push(...surelyRead(at));
  }
  known.set(node, found);
  return found;
}

/** Of a longer expression, the rest is not looked at. */
const MOST_NODES = 60;

function lookUpAt(node: AnyNode): LookUp | undefined {
  if (node.type === 'Subscript' && isName(node.object)) {
    return { of: node.object, given: node.index, isByName: true };
  }
  const [only, ...others] = node.type === 'Call' ? node.arguments : [];
  if (node.type !== 'Call' || !only || others.length > 0 || only.spread !== '') return undefined;

  return isName(node.callee)
    ? { of: node.callee, given: inText(only.value), isByName: false }
    : undefined;
}

function isName(node: Expression): boolean {
  return node.type === 'Name' || node.type === 'Attribute';
}

/** The one expression in a text that is written otherwise, as it is: of `{x:.1}`, it is a part of x. */
function inText(node: Expression): Expression {
  if (node.type !== 'FormattedText') return node;
  const [only, ...others] = node.parts.filter(({ type }) => type !== 'Text');
  if (!only || others.length > 0) return node;
  const next = node.parts[node.parts.indexOf(only) + 1];
  const end = next ? next.start : node.end - 1;

  return end === only.end + 1 ? only : node;
}

/** What is read wherever an expression is: not what stands behind `and`, `or` and `if`. */
function surelyRead(node: AnyNode): readonly AnyNode[] {
  switch (node.type) {
    case 'Call':
      return [node.callee, ...node.arguments];
    case 'Argument':
    case 'Await':
    case 'Starred':
    case 'NamedValue':
      return [node.value];
    case 'Attribute':
    case 'Subscript':
      return [node.object];
    case 'Unary':
      return [node.operand];
    case 'Binary':
      return /^(?:and|or)$/.test(node.operator) ? [node.left] : [node.left, node.right];
    case 'Conditional':
      return [node.test];
    case 'Tuple':
    case 'List':
    case 'Set':
      return node.elements;
    default:
      return [];
  }
}

function isEnumeration(of: Expression, isByName: boolean, values: Values): boolean {
  const all = values.valuesOf(of);

  return (
    all.length > 0 &&
    (bindingOf(of)?.definitions.length ?? 1) === 1 &&
    all.every((value) => value.kind === 'class' && refuses(value.node, isByName, values))
  );
}

/** One of the file, of texts and numbers in the code: `_missing_`, `__new__` or a metaclass may take any. */
function refuses(node: ClassNode, isByName: boolean, values: Values): boolean {
  const { function: around, class: outer } = scopeOf(node);
  const isOfFile = !around && !outer && holderOf(node)?.definitions.length === 1;
  const isSet = holderOf(node)?.writes.some(({ path }) => path.length > 0);
  const named = node.bases.filter(({ name }) => name === undefined);
  const bases = named.flatMap(({ value }) => values.namesOf(value));

  return (
    isOfFile &&
    !isSet &&
    node.body.body.every(isPlainMember) &&
    named.length === node.bases.length &&
    node.decorators.length === 0 &&
    // A mixin may have such a method.
    bases.length === named.length &&
    bases.every((name) => /^(?:enum|builtins)\./.test(name)) &&
    bases.some((name) => (isByName ? anyEnum : enumOfValues).test(name))
  );
}

/** `A = 'a'`, `A = auto()`, and methods that do not make members. */
function isPlainMember(member: Statement): boolean {
  if (member.type === 'Function') return !/^_/.test(member.name?.name ?? '_');
  if (member.type !== 'Assign') return /^(?:ExpressionStatement|Pass)$/.test(member.type);
  const { value } = member;

  return (
    constantText(value) !== undefined ||
    value?.type === 'Number' ||
    (value?.type === 'Call' && lastName(value.callee) === 'auto')
  );
}

const enumOfValues = /^enum\.(?:Enum|StrEnum|IntEnum)$/;
const anyEnum = /^enum\.(?:Enum|StrEnum|IntEnum|Flag|IntFlag)$/;
