import { isOpenCountName } from '../../signatures/index.ts';
import { returnsOf } from '../members.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  isFunction,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/** Whether a call of a database adds one to what anyone is asked to say or do, and changes nothing else: likes, votes, visits. */
export function addsOne(call: CallNode, values: Values): boolean {
  const { callee, arguments: given } = call;
  const [first, second] = given;
  if (calledName(call) === 'increment') return isNamedCount(first) && isByOne(second, values);
  const data = optionIn(values, first, 'data');
  if (data) return isCounting(data, values);
  if ([first, second].some((each) => each && isCounting(each, values))) return true;
  const found = given.length === 0 && callee.type === 'MemberExpression' ? callee.object : first;

  return calledName(call) === 'save' && found?.type === 'Identifier' && isOnlyCounted(found);
}

/** `Post.increment('likes', …)`, `Post.increment(['likes'], …)` */
function isNamedCount(node: AnyNode | undefined): boolean {
  const names = node?.type === 'ArrayExpression' ? node.elements : [node];

  return (
    names.length > 0 && names.every((each) => isOpenCountName(textOf(each ?? undefined) ?? ''))
  );
}

/** Where nothing is said of how many: `Post.increment('likes', { where: { id } })`. */
function isByOne(options: AnyNode | undefined, values: Values): boolean {
  if (!options || isOne(options)) return true;
  const said = objectsOf(values, options).flatMap(({ properties }) => properties);

  return (
    said.length > 0 &&
    said.every(
      (each) => each.type === 'Property' && (memberName(each) !== 'by' || isOne(each.value)),
    )
  );
}

/** `{ $inc: { likes: 1 } }`, `{ likes: { increment: 1 } }`, `{ likes: FieldValue.increment(1) }`, `{ likes: () => 'likes + 1' }` */
function isCounting(node: AnyNode, values: Values): boolean {
  return objectsOf(values, node).some(({ properties }) =>
    isEach(properties, (each) => {
      const [added] = memberName(each) === '$inc' ? objectsOf(values, each.value) : [];
      return added
        ? isEach(added.properties, ({ value, ...field }) => isOfCount(field) && isOne(value))
        : isOfCount(each) && isOneMore(each.value, memberName(each) ?? '', values);
    }),
  );
}

function isEach(
  properties: readonly AnyNode[],
  is: (property: NodeOf<'Property'>) => boolean,
): boolean {
  return properties.length > 0 && properties.every((each) => each.type === 'Property' && is(each));
}

/** Also where the request says which of them: `` [`votes.${choice}`] ``. */
function isOfCount({ key, computed }: Pick<NodeOf<'Property'>, 'key' | 'computed'>): boolean {
  const name =
    key.type === 'TemplateLiteral'
      ? (key.quasis[0]?.value.cooked ?? '')
      : computed
        ? (textOf(key) ?? '')
        : key.type === 'Identifier'
          ? key.name
          : (textOf(key) ?? '');
  const [field = '', ...within] = name.split('.');

  return isOpenCountName(field) && (key.type !== 'TemplateLiteral' || within.length > 0);
}

function isOneMore(value: AnyNode, field: string, values: Values): boolean {
  const [made] = objectsOf(values, value);
  if (made)
    return isEach(made.properties, (each) => memberName(each) === 'increment' && isOne(each.value));
  if (isFunction(value)) return returnsOf(value).every((each) => isTextOfOne(each, field));
  if (!isCall(value)) return false;
  const [first] = value.arguments;
  if (calledName(value) === 'increment') return first !== undefined && isOne(first);

  return /^(?:raw|literal)$/.test(calledName(value) ?? '') && isTextOfOne(first, field);
}

/** `likes + 1` */
function isTextOfOne(node: AnyNode | undefined, field: string): boolean {
  const [of, one, ...others] = (textOf(node) ?? '').split('+').map((part) => part.trim());

  return of?.replaceAll(/[`"]/g, '') === field && one === '1' && others.length === 0;
}

function isOne(node: AnyNode): boolean {
  return node.type === 'Literal' && node.value === 1;
}

/** Of what was found, `post.likes += 1`, or `post.likes++`, and nothing else is put into it. */
function isOnlyCounted(found: NodeOf<'Identifier'>): boolean {
  const { reads = [], writes = [] } = bindingOf(found) ?? {};
  const uses = [...new Set([...reads, ...writes.map(({ node }) => node)])].slice(0, MOST_USES);
  const kinds = uses.map(useOf);

  return uses.length < MOST_USES && kinds.includes('count') && !kinds.includes('more');
}

type Use = 'count' | 'more' | 'nothing';

function useOf(use: AnyNode): Use {
  const around = parentOf(use);
  if (isCall(around) && around.callee !== use) {
    return passing.test(calledName(around) ?? '') ? 'nothing' : 'more';
  }
  // By another name of it, anything may be put into it.
  if (around?.type === 'VariableDeclarator' && around.init === use) {
    return around.id.type === 'ObjectPattern' ? 'nothing' : 'more';
  }
  if (around?.type === 'AssignmentExpression' && around.right === use) return 'more';
  if (around?.type !== 'MemberExpression' || around.object !== use) return 'nothing';
  const set = parentOf(around);
  if (set?.type === 'UpdateExpression') {
    return set.operator === '++' && isOpenCountName(fieldRead(around) ?? '') ? 'count' : 'more';
  }
  if (set?.type === 'AssignmentExpression' && set.left === around) {
    return isOneAdded(set, fieldRead(around) ?? '') ? 'count' : 'more';
  }
  if (isCall(set) && set.callee === around) {
    return /^(?:save|toObject|toJSON|get)$/.test(fieldRead(around) ?? '') ? 'nothing' : 'more';
  }
  return isPutWithin(around) ? 'more' : 'nothing';
}

/** `post.comments.push(text)`, `post.comments[0].text = text`, `delete post.title` */
function isPutWithin(member: AnyNode): boolean {
  let at = member;
  let around = parentOf(at);
  for (let steps = 0; around?.type === 'MemberExpression' && around.object === at; steps += 1) {
    if (steps > MOST_DEEP) return true;
    at = around;
    around = parentOf(at);
  }
  if (around?.type === 'UnaryExpression') return around.operator === 'delete';
  if (around?.type === 'AssignmentExpression') return around.left === at;

  return around?.type === 'UpdateExpression' || (isCall(around) && at !== member);
}

function isOneAdded({ operator, right }: NodeOf<'AssignmentExpression'>, field: string): boolean {
  if (!isOpenCountName(field)) return false;
  if (operator === '+=') return isOne(right);
  if (operator !== '=' || right.type !== 'BinaryExpression') return false;
  const of = right.left.type === 'LogicalExpression' ? right.left.left : right.left;

  return (
    right.operator === '+' &&
    isOne(right.right) &&
    of.type === 'MemberExpression' &&
    fieldRead(of) === field
  );
}

const passing = /^(?:save|json|send|stringify|log|info|debug)$/;

const MOST_USES = 60;
const MOST_DEEP = 8;
