import { parentOf } from '../scope.ts';
import {
  type AnyNode,
  calledName,
  type FunctionNode,
  isCall,
  type MemberNode,
  memberName,
  type NodeOf,
} from '../syntax.ts';

/**
 * Whether syntax calls what a class or an object has, and no name: its constructor, a getter, what makes a text
 * or a number of it, what is waited for, and what `Object.defineProperty` is given.
 */
export function isRunBySyntax(member: MemberNode | NodeOf<'Property'>): boolean {
  const name = memberName(member) ?? '';
  if (member.type !== 'PropertyDefinition' && !plain.has(member.kind)) return true;
  if (conversions.has(name)) return true;

  return member.type === 'Property' && accessors.has(name) && isOfDefinition(member);
}

const plain: ReadonlySet<string> = new Set(['method', 'init']);
const accessors: ReadonlySet<string> = new Set(['get', 'set']);
const conversions: ReadonlySet<string> = new Set([
  'toString',
  'toLocaleString',
  'valueOf',
  'toJSON',
  'then',
]);

/** `Object.defineProperty(target, name, { get() {} })`, and `defineProperties` of many. */
function isOfDefinition(property: NodeOf<'Property'>): boolean {
  const object = parentOf(property);
  const around = object && parentOf(object);
  const table = around?.type === 'Property' ? parentOf(around) : undefined;
  const call = table ? parentOf(table) : around;

  return isCall(call) && /^definePropert(?:y|ies)$/.test(calledName(call) ?? '');
}

/** `function () { return module.name; }`, by which compilers export. */
export function isPlainGetter({ body, params }: FunctionNode): boolean {
  if (params.length > 0) return false;
  if (body.type !== 'BlockStatement') {
    return body.type === 'Identifier' || body.type === 'MemberExpression';
  }
  const [only, ...others] = body.body;
  const returned = only?.type === 'ReturnStatement' ? only.argument : undefined;

  return (
    others.length === 0 &&
    (returned?.type === 'Identifier' || returned?.type === 'MemberExpression')
  );
}

/** `defineProperty(target, name, { get: all[name] })`. */
export function isGetter(node: AnyNode): boolean {
  const property = parentOf(node);
  if (property?.type !== 'Property' || memberName(property) !== 'get') return false;

  const object = parentOf(property);
  const call = object && parentOf(object);
  return isCall(call) && call.arguments[2] === object;
}
