import { parentOf } from '../scope.ts';
import { nameOfFunction } from '../sites.ts';
import {
  type AnyNode,
  childrenOf,
  fieldRead,
  isFunction,
  literalText,
  memberName,
} from '../syntax.ts';

/** The names that an expression mentions, down to a bound. */
export function namesIn(node: AnyNode): readonly string[] {
  const names: string[] = [];
  const pending: AnyNode[] = [node];

  for (
    let next = pending.pop(), steps = 0;
    next && steps < MOST_NODES;
    next = pending.pop(), steps += 1
  ) {
    if (next.type === 'Identifier') names.push(next.name);
    if (next.type === 'MemberExpression') names.push(fieldRead(next) ?? '');
    pending.push(...childrenOf(next));
  }
  return names.filter((name) => name !== '');
}

const MOST_NODES = 60;

/** The names that an expression is given to: a variable, a field, the function whose result it is. */
export function namesGivenTo(node: AnyNode): readonly string[] {
  const names: string[] = [];
  let at = node;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const around = parentOf(at);
    if (!around) return names;
    const name = nameFor(around, at);
    if (name !== undefined) names.push(name);
    if (isFunction(around)) {
      names.push(nameOfFunction(around) ?? '');
      return names;
    }
    at = around;
  }
  return names;
}

const MOST_STEPS = 30;

/** What one step outwards gives it to. */
function nameFor(around: AnyNode, at: AnyNode): string | undefined {
  switch (around.type) {
    case 'VariableDeclarator':
      return around.init === at && around.id.type === 'Identifier' ? around.id.name : undefined;
    case 'AssignmentExpression':
      if (around.right !== at) return undefined;
      if (around.left.type === 'Identifier') return around.left.name;
      return around.left.type === 'MemberExpression' ? fieldRead(around.left) : undefined;
    case 'Property':
      return around.value === at ? memberName(around) : undefined;
    case 'BinaryExpression':
    case 'TemplateLiteral':
      return undefined;
    case 'CallExpression':
      // `cookie.set('session', …)`
      return literalText(around.arguments[0]);
    default:
      return undefined;
  }
}
