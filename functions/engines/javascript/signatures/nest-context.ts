import { type AnyNode, calledName, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';

/** `context.switchToHttp().getRequest()` */
export function isOfContext(node: AnyNode, values: Values): boolean {
  return (
    isCall(node) &&
    ofContext.has(calledName(node) ?? '') &&
    values.functionsOf(node.callee).length === 0 &&
    values.namesOf(node.callee).length === 0
  );
}

const ofContext: ReadonlySet<string> = new Set([
  'switchToHttp',
  'getRequest',
  'getResponse',
  'getHandler',
  'getClass',
  'getType',
  'getArgByIndex',
]);
