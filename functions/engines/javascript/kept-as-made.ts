import { isOtherChange } from './flags.ts';
import { baseOf } from './link.ts';
import { loopsAround } from './loops-around.ts';
import { type Binding, bindingOf, parentOf, scopeOf } from './scope.ts';
import { type AnyNode, calledName, fieldRead, isCall, isFunction } from './syntax.ts';

/**
 * Whether what a list or an object holds may be taken out of it before an expression asks for it:
 * `errors.pop()`, `delete errors.id`, `report(errors)`. Not what is put into it.
 */
export function mayBeTakenOut(asked: AnyNode): boolean {
  const name = baseOf(asked)?.node ?? asked;
  const binding = bindingOf(name);
  if (!binding || binding.reads.length > MOST_READS) return true;

  return binding.reads.some(
    (read) => read !== name && !isAfter(read, name, binding) && !isHarmless(read),
  );
}

/** Of one name: each condition that asks for it looks at each. */
const MOST_READS = 100;

/** Whether a place of a function is surely run after a name of it was asked for. */
export function isAfter(place: AnyNode, name: AnyNode, { scope }: Binding): boolean {
  return (
    place.start > name.start &&
    // What it holds is asked for later, where it is given on: `{ errors }`.
    !/^(?:Property|ArrayExpression|VariableDeclarator)$/.test(parentOf(name)?.type ?? '') &&
    scopeOf(place).function === scope.function &&
    loopsAround(place).length === 0
  );
}

/** Whether a mention declares it, only looks at it, or puts something into it. */
function isHarmless(read: AnyNode): boolean {
  if (isDeclaration(read)) return true;
  let at = read;
  for (let around = parentOf(at); isMemberOf(around, at); around = parentOf(at)) at = around;
  const around = parentOf(at);
  if (at === read || !around) return isOnlyLookedAt(at);
  if (isOtherChange(at)) return false;
  if (around.type === 'AssignmentExpression' && around.left === at) return !isLength(at);
  if (!isCall(around) || around.callee !== at) return isLength(at) || isOnlyLookedAt(at);

  return keepers.test(calledName(around) ?? '');
}

/** `errors` of `const errors = []`, and of `const { errors } = check(x)`. */
function isDeclaration(name: AnyNode): boolean {
  let at = name;
  let around = parentOf(at);
  while (around && /^(?:Property|\w+Pattern)$/.test(around.type)) {
    at = around;
    around = parentOf(at);
  }

  return around?.type === 'VariableDeclarator' && around.id === at;
}

function isMemberOf(around: AnyNode | undefined, object: AnyNode): around is AnyNode {
  return around?.type === 'MemberExpression' && around.object === object;
}

function isLength(node: AnyNode): boolean {
  return node.type === 'MemberExpression' && fieldRead(node) === 'length';
}

const keepers =
  /^(?:push|unshift|join|map|forEach|filter|some|every|find|findIndex|includes|indexOf|slice|concat|flat|flatMap|reduce|at|keys|values|entries|toString|hasOwnProperty)$/;

function isOnlyLookedAt(node: AnyNode, steps = MOST_AROUND): boolean {
  const around = parentOf(node);

  switch (around?.type) {
    case 'UnaryExpression':
      return around.operator !== 'delete';
    case 'LogicalExpression':
    case 'ConditionalExpression':
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      return steps > 0 && isOnlyLookedAt(around, steps - 1);
    case 'IfStatement':
    case 'BinaryExpression':
    case 'TemplateLiteral':
    case 'SpreadElement':
    case 'ExpressionStatement':
      return true;
    default:
      return isGivenToReader(around) || isReturned(node);
  }
}

/** Operators within one another. */
const MOST_AROUND = 10;

/** `console.log(errors)`, `JSON.stringify(errors)`, `Object.keys(errors)`. */
function isGivenToReader(call: AnyNode | undefined): boolean {
  if (!isCall(call) || call.callee.type !== 'MemberExpression') return false;
  const { object } = call.callee;
  if (object.type !== 'Identifier' || bindingOf(object)) return false;

  return (
    /^(?:console|JSON)$/.test(object.name) ||
    (object.name === 'Object' && /^(?:keys|values|entries)$/.test(calledName(call) ?? ''))
  );
}

/** Whether its function ends with it. */
function isReturned(node: AnyNode): boolean {
  for (let at = parentOf(node); at && !isFunction(at); at = parentOf(at)) {
    if (/Statement$/.test(at.type)) return at.type === 'ReturnStatement';
  }
  return false;
}
