import { anyField } from '../flow/index.ts';
import { constructorOfRow, membersInTables } from './class-tables.ts';
import { baseOf } from './link.ts';
import { membersNamed, methodsOf, spreadInto } from './members-by-name.ts';
import { type Binding, bindingOf, lookUp, parentOf, scopeOf } from './scope.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  calledName,
  childrenOf,
  constantText,
  type FunctionNode,
  isCall,
  isClass,
  isFunction,
  literalText,
  type MemberNode,
  memberName,
  type NodeOf,
} from './syntax.ts';
import { usesOf } from './uses.ts';
import type { Value, Values } from './value.ts';

export function objectField(
  values: Values,
  node: NodeOf<'ObjectExpression'>,
  field: string,
): readonly Value[] {
  const own = [
    ...spreadInto(node).flatMap((from) =>
      values.valuesOf(from).flatMap((value) => values.fieldOf(value, field)),
    ),
    ...membersNamed(node, field).flatMap((member) => memberValue(values, member)),
  ];
  const holder = holderOf(node);

  return holder ? [...own, ...values.written(holder, [field])] : own;
}

/** Of a class, or of a function used as one: on itself, or on its instances. */
export function classField(
  values: Values,
  node: ClassNode | FunctionNode,
  field: string,
  isStatic: boolean,
): readonly Value[] {
  const holder = holderOf(node);
  const path = isStatic ? [field] : ['prototype', field];
  const written = [
    ...(holder ? values.written(holder, path) : []),
    ...thisTaking(node, field, isStatic).flatMap((each) => values.written(each, [field])),
  ];
  if (isFunction(node)) {
    const rows = holder ? membersInTables(holder, field, isStatic) : [];
    return rows.length > 0 ? [...written, ...rows.flatMap((row) => values.valuesOf(row))] : written;
  }

  const own = membersNamed(node, field, isStatic).flatMap((member) => memberValue(values, member));
  const all = [...own, ...written];
  if (all.length > 0 || !node.superClass) return all;

  return values
    .valuesOf(node.superClass)
    .flatMap((parent) =>
      values.fieldOf(
        isStatic || parent.kind !== 'class' ? parent : { ...parent, kind: 'instance' },
        field,
      ),
    );
}

/** `this` of its constructor and methods, where they may put something into a field. */
function thisTaking(
  node: ClassNode | FunctionNode,
  field: string,
  isStatic: boolean,
): readonly Binding[] {
  if (isFunction(node)) return isStatic ? [] : thisOf(node);
  const known = knownTakers.get(node) ?? {
    own: takersIn(node, false),
    static: takersIn(node, true),
  };
  knownTakers.set(node, known);
  const takers = isStatic ? known.static : known.own;

  return [...(takers.byField.get(field) ?? []), ...takers.ofAny];
}

interface Takers {
  readonly byField: ReadonlyMap<string, readonly Binding[]>;
  /** Those that go by other names, or are given away. */
  readonly ofAny: readonly Binding[];
}

/** Of a class with a thousand methods, each is asked about for each of its fields. */
const knownTakers = new WeakMap<ClassNode, { readonly own: Takers; readonly static: Takers }>();

function takersIn(node: ClassNode, isStatic: boolean): Takers {
  const byField = new Map<string, Binding[]>();
  const ofAny: Binding[] = [];

  for (const binding of methodsOf(node, isStatic).flatMap(thisOf)) {
    const { names, given } = usesOf(binding);
    const fields = new Set(binding.writes.map(({ path: [field = anyField] }) => field));
    if (names.length > 1 || given.length > 0 || fields.has(anyField)) ofAny.push(binding);
    else for (const field of fields) byField.set(field, [...(byField.get(field) ?? []), binding]);
  }
  return { byField, ofAny };
}

function thisOf({ body, type }: FunctionNode): readonly Binding[] {
  const own = type === 'ArrowFunctionExpression' ? undefined : scopeOf(body).names.get('this');

  return own ? [own] : [];
}

export function constructorsOf(values: Values, node: ClassNode): readonly FunctionNode[] {
  const own = node.body.body.flatMap((member) =>
    member.type === 'MethodDefinition' && member.kind === 'constructor' ? member.value : [],
  );

  return own.length > 0 || !node.superClass ? own : values.functionsOf(node.superClass);
}

/** The class, constructor or object that a method's `this` is. */
export function ownerOf(node: FunctionNode): Value | undefined {
  const member = parentOf(node);

  if (member?.type === 'Property') {
    const object = parentOf(member);
    const row = constructorOfRow(member);
    const [made] = row?.maker.definitions ?? [];
    if (row && made?.kind === 'function') {
      return { kind: row.isStatic ? 'function' : 'instance', node: made.node };
    }
    return object?.type === 'ObjectExpression' ? { kind: 'object', node: object } : undefined;
  }
  if (member?.type === 'MethodDefinition') return instanceOf(member, member.static);
  return member?.type === 'AssignmentExpression' ? ownerOfPrototype(member.left) : undefined;
}

/** What `this` is in a member of a class. */
export function instanceOf(member: AnyNode, isStatic: boolean): Value | undefined {
  const node = enclosingClass(member);

  return node && { kind: isStatic ? 'class' : 'instance', node };
}

/** `A.prototype.method = …` of a function A. */
function ownerOfPrototype(left: AnyNode): Value | undefined {
  const base = baseOf(left);
  if (base?.path.length !== 2 || base.path[0] !== 'prototype') return undefined;

  const [definition] = bindingOf(base.node)?.definitions ?? [];
  if (definition?.kind === 'function' || definition?.kind === 'class') {
    return { kind: 'instance', node: definition.node };
  }
  return undefined;
}

export function enclosingClass(node: AnyNode): ClassNode | undefined {
  let at: AnyNode | undefined = node;

  while (at && !isClass(at)) at = parentOf(at);
  return at;
}

/** The variable that was made to hold it: of `let A = A_1 = class A {}`, the first. */
export function holderOf(node: AnyNode): Binding | undefined {
  // Within a class its name is another binding, which what is outside does not read.
  if (node.type === 'ClassDeclaration') {
    return node.id ? lookUp(node.id.name, scopeOf(node)) : undefined;
  }
  let holder = isFunction(node) || isClass(node) ? node.id && bindingOf(node.id) : undefined;
  if (/Declaration$/.test(node.type)) return holder ?? undefined;

  let at = node;
  let parent = parentOf(at);
  while (parent?.type === 'AssignmentExpression' && parent.right === at) {
    holder = bindingOf(parent.left) ?? holder;
    at = parent;
    parent = parentOf(at);
  }
  if (parent?.type === 'VariableDeclarator') holder = bindingOf(parent.id) ?? holder;
  return holder ?? undefined;
}

/** What `use` gets as a field when it is an argument: compilers and bundlers export that way. */
export function givenField(values: Values, use: AnyNode, field: string): readonly Value[] {
  const call = parentOf(use);
  if (!isCall(call)) return [];

  const [first, second, third] = call.arguments;
  const set = fieldSetBy(call);
  if (set && first === use) return set.field === field ? values.valuesOf(set.value) : [];
  if (first === use && second?.type === 'ObjectExpression') {
    return givenMembers(
      values,
      second,
      field,
      values.namesOf(call.callee).includes('Object.assign'),
    );
  }
  if (first === use && second?.type === 'ArrayExpression') {
    return listedMember(values, second.elements, field);
  }
  if (first === use && third && isFunction(third) && literalText(second) === field) {
    return returnsOf(third).flatMap((result) => values.valuesOf(result));
  }
  if (first === use && third?.type === 'ObjectExpression') {
    if (literalText(second) === field) {
      return ['value', 'get'].flatMap((key) => givenMembers(values, third, key, key === 'value'));
    }
    return second?.type === 'Identifier' ? copiedGetter(values, third, field) : [];
  }
  if (second !== use || first?.type !== 'CallExpression') return [];
  return values
    .valuesOf(first)
    .flatMap((value) => (value.kind === 'exports' ? values.fieldOf(value, field) : []));
}

/** Of `__publicField(this, 'client', client)`, as compilers write `this.client = client` of a class: what is put where. */
export function fieldSetBy(
  call: CallNode,
): { readonly field: string; readonly value: AnyNode } | undefined {
  const [first, second, value, ...more] = call.arguments;
  const field = literalText(second);
  const isField = first?.type === 'ThisExpression' && field !== undefined && more.length === 0;

  return isField && value && call.callee.type !== 'MemberExpression' ? { field, value } : undefined;
}

/** Of `{ field: value }`, or of `{ field: () => value }`. */
function givenMembers(
  values: Values,
  members: NodeOf<'ObjectExpression'>,
  field: string,
  isValue: boolean,
): readonly Value[] {
  return members.properties.flatMap((member) => {
    if (member.type !== 'Property' || memberName(member) !== field) return [];
    if (isValue) return values.valuesOf(member.value);
    return isFunction(member.value) && member.value.params.length === 0
      ? returnsOf(member.value).flatMap((result) => values.valuesOf(result))
      : [];
  });
}

/** Of webpack's `['field', () => value, 'other', 0, value]`. */
function listedMember(
  values: Values,
  elements: readonly (AnyNode | null)[],
  field: string,
): readonly Value[] {
  const at = elements.findIndex((element) => element && literalText(element) === field);
  const [first, second] = elements.slice(at + 1);
  if (at < 0 || !first) return [];

  if (isFunction(first)) return returnsOf(first).flatMap((result) => values.valuesOf(result));
  return second && literalText(first) === '0' ? values.valuesOf(second) : [];
}

/**
 * `for (var name in all) Object.defineProperty(exports, name, { get: all[name] })`, and the same with
 * `Object.getOwnPropertyDescriptor(all, name).get`.
 */
function copiedGetter(
  values: Values,
  { properties }: NodeOf<'ObjectExpression'>,
  field: string,
): readonly Value[] {
  return properties.flatMap((property) => {
    if (property.type !== 'Property' || memberName(property) !== 'get') return [];
    const { value } = property;
    if (value.type !== 'MemberExpression') return [];
    if (isCall(value.object)) return descriptorOf(values, value.object, field);

    return values
      .valuesOf(value.object)
      .flatMap((all) => values.fieldOf(all, field))
      .flatMap((getter) => (getter.kind === 'function' ? returnsOf(getter.node) : []))
      .flatMap((result) => values.valuesOf(result));
  });
}

function descriptorOf(values: Values, call: CallNode, field: string): readonly Value[] {
  const [all] = call.arguments;
  if (!all || calledName(call) !== 'getOwnPropertyDescriptor') return [];

  return values.valuesOf(all).flatMap((value) => values.fieldOf(value, field));
}

function memberValue(values: Values, member: MemberNode): readonly Value[] {
  if (!member.value) return [];
  if (!('kind' in member) || member.kind !== 'get') return values.valuesOf(member.value);
  return isFunction(member.value)
    ? returnsOf(member.value).flatMap((result) => values.valuesOf(result))
    : [];
}

/** What a function returns, without what the functions in it do. */
export function returnsOf(node: FunctionNode): readonly AnyNode[] {
  if (node.body.type !== 'BlockStatement') return [node.body];
  const known = knownReturns.get(node);
  if (known) return known;

  const returned = returnStatementsOf(node.body).flatMap(({ argument }) => argument ?? []);
  knownReturns.set(node, returned);
  return returned;
}

/** Each call of a function asks for them. */
const knownReturns = new WeakMap<FunctionNode, readonly AnyNode[]>();

/** Where a function returns before its end, in the order of the code. */
export function returnStatementsOf(body: AnyNode): readonly NodeOf<'ReturnStatement'>[] {
  const statements: NodeOf<'ReturnStatement'>[] = [];
  const pending = [body];

  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.type === 'ReturnStatement') statements.push(next);
    else if (mayHoldReturns(next)) pending.push(...childrenOf(next));
  }
  return statements.reverse();
}

/** What an expression comes to, whichever way its conditions go. */
export function outcomesOf(node: AnyNode, depth = 0): readonly AnyNode[] {
  if (depth > maxOutcomes) return [node];

  switch (node.type) {
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap((each) => outcomesOf(each, depth + 1));
    case 'LogicalExpression':
      return [node.left, node.right].flatMap((each) => outcomesOf(each, depth + 1));
    case 'SequenceExpression':
      return node.expressions.slice(-1).flatMap((each) => outcomesOf(each, depth + 1));
    default:
      return [node];
  }
}

const maxOutcomes = 5;

function mayHoldReturns({ type }: AnyNode): boolean {
  return /Statement$|^SwitchCase$|^CatchClause$/.test(type) && type !== 'ExpressionStatement';
}

/** Of a name that stands for one constant. */
export function constantIn(node: AnyNode): string | undefined {
  const [definition, ...others] = bindingOf(node)?.definitions ?? [];
  const isOne = definition?.kind === 'value' && definition.path.length === 0 && others.length === 0;

  return isOne ? constantText(definition.node) : undefined;
}
