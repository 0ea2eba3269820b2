import type { IsEnough } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Expression, NodeOf } from '../syntax.ts';

/**
 * Where a list goes that is made of each of another: of all that it has, or of fields that are enough. `[{'name': each[0], 'email': each[1]}
 * for each in rows]`, `for each in rows: found.append(each)`.
 */
export function madeOfEach(source: AnyNode, isEnough: IsEnough): readonly AnyNode[] {
  const around = source.parent;
  if (around?.type === 'For') {
    return around.source === source
      ? appendedIn(around, isEnough).flatMap((list) => bindingOf(list)?.reads ?? [])
      : [];
  }
  const made = around?.type === 'Clause' ? around.parent : undefined;
  if (around?.type !== 'Clause' || made?.type !== 'Comprehension') return [];
  const isList = made.kind === 'list' || made.kind === 'generator';
  const isAll = isList && made.clauses.length === 1 && around.tests.length === 0;

  return isAll && isWhole(made.element, around.target, isEnough) ? [made] : [];
}

/** The lists that each is added to, whatever it is like. */
function appendedIn({ body, target }: NodeOf<'For'>, isEnough: IsEnough): readonly Expression[] {
  return body.body.flatMap((statement) => {
    const call = statement.type === 'ExpressionStatement' ? statement.value : undefined;
    if (call?.type !== 'Call' || call.callee.type !== 'Attribute') return [];
    const [given] = call.arguments;
    const isAdded =
      calledName(call) === 'append' && given && isWhole(given.value, target, isEnough);
    return isAdded ? [call.callee.object] : [];
  });
}

/** Itself, `dict(each)`, or a table of its fields. */
function isWhole(made: AnyNode, each: Expression, isEnough: IsEnough): boolean {
  if (isOf(made, each)) return true;
  if (made.type === 'Call') {
    const [given] = made.arguments;
    return (
      made.callee.type === 'Name' &&
      made.callee.name === 'dict' &&
      given !== undefined &&
      made.arguments.length === 1 &&
      isOf(given.value, each)
    );
  }
  if (made.type === 'FormattedText') {
    return isEnough(made.parts.flatMap((part) => (isShown(part, each) ? fieldOf(part) : [])));
  }
  if (made.type !== 'Dict') return false;
  const fields = made.entries.flatMap(({ key, value }) =>
    isShown(value, each) ? (constantText(key) ?? []) : [],
  );

  return isEnough(fields);
}

function isOf(node: AnyNode, each: Expression): boolean {
  const binding = bindingOf(each);

  return node.type === 'Name' && binding !== undefined && bindingOf(node) === binding;
}

/** `email` of `each['email']`, of a line of text. */
function fieldOf(part: AnyNode): readonly string[] {
  if (part.type === 'Attribute') return [part.name];
  const key = part.type === 'Subscript' ? part.index : undefined;
  const given = part.type === 'Call' ? part.arguments[0]?.value : undefined;
  const text = constantText(key ?? given);

  return text === undefined ? [] : [text];
}

/** `each['email']`, `each[1]`, `each.get('email')`, `str(each.email)`: what is made of it otherwise may hide it. */
function isShown(value: AnyNode, each: Expression): boolean {
  switch (value.type) {
    case 'Subscript':
    case 'Attribute':
      return isOf(value.object, each) || isShown(value.object, each);
    case 'Call': {
      const [given] = value.arguments;
      if (value.callee.type === 'Attribute') {
        return value.callee.name === 'get' && isShown(value.callee, each);
      }
      return (
        value.callee.type === 'Name' &&
        /^(?:str|int|float)$/.test(value.callee.name) &&
        given !== undefined &&
        isShown(given.value, each)
      );
    }
    default:
      return false;
  }
}
