import { type AnyNode, childrenOf, type FunctionNode, fieldRead } from '../syntax.ts';

/** Whether a function changes by what a request is routed: `req.url = req.query.to`. */
export function rewritesRequest({ body }: FunctionNode): boolean {
  const pending: AnyNode[] = body ? [body] : [];

  for (let at = pending.pop(); at; at = pending.pop()) {
    if (
      at.type === 'AssignmentExpression' &&
      at.left.type === 'MemberExpression' &&
      routing.has(fieldRead(at.left) ?? '')
    ) {
      return true;
    }
    pending.push(...childrenOf(at));
  }
  return false;
}

const routing: ReadonlySet<string> = new Set(
  'url originalUrl path rawPath method httpMethod routeKey resource'.split(' '),
);
