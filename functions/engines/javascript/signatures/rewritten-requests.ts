import {
  type AnyNode,
  calledName,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isCall,
  memberName,
} from '../syntax.ts';

/** Whether a function changes by what a request is routed: `req.url = req.query.to`, `{ ...event, path }`. */
export function rewritesRequest({ body }: FunctionNode): boolean {
  const pending: AnyNode[] = body ? [body] : [];

  for (let at = pending.pop(); at; at = pending.pop()) {
    if (at.type === 'AssignmentExpression' && holdsRouting(at.left)) return true;
    if (at.type === 'ObjectExpression' && isChangedCopy(at.properties)) return true;
    if (isCall(at) && calledName(at) === 'assign' && at.arguments.some(namesRouting)) return true;
    if (isCall(at) && calledName(at) === 'defineProperty') return true;
    pending.push(...childrenOf(at));
  }
  return false;
}

function holdsRouting(target: AnyNode): boolean {
  if (target.type === 'MemberExpression') {
    const field = fieldRead(target);
    return field !== undefined && routing.has(field);
  }

  return /Pattern$/.test(target.type) && childrenOf(target).some(holdsRouting);
}

function isChangedCopy(properties: readonly AnyNode[]): boolean {
  return properties.some(({ type }) => type === 'SpreadElement') && properties.some(isRouting);
}

function namesRouting(node: AnyNode): boolean {
  return node.type === 'ObjectExpression' && node.properties.some(isRouting);
}

function isRouting(property: AnyNode): boolean {
  return property.type === 'Property' && routing.has(memberName(property) ?? '');
}

const routing: ReadonlySet<string> = new Set(
  'url originalUrl path rawPath method httpMethod routeKey resource'.split(' '),
);
