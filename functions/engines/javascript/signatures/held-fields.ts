import { anyField } from '../../flow/index.ts';
import { constructorsOf, enclosingClass } from '../members.ts';
import { type Binding, bindingOf, type Definition, scopeOf } from '../scope.ts';
import { type AnyNode, calledName, fieldRead, isCall, type NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';

/** `request.session.userId`, which a package has looked up by the cookie; each visitor has an id of a session. */
export function isOfSession(
  { object }: NodeOf<'MemberExpression'>,
  field: string,
  path: readonly string[],
): boolean {
  const [definition, ...others] = bindingOf(object)?.definitions ?? [];
  const isRequest =
    (definition?.kind === 'parameter' || isRequestOfContext(definition)) &&
    definition.path.length === 0 &&
    others.length === 0;
  if (field !== 'session' || !isRequest || path.length === 0) return false;

  return /^(?:user|account|admin|auth|login|logged|member|token|passport|profile|isAuth|isLogged)/i.test(
    path[0] ?? '',
  );
}

/** `context.switchToHttp().getRequest()` of NestJS. */
function isRequestOfContext(
  definition: Definition | undefined,
): definition is Extract<Definition, { kind: 'value' }> {
  if (definition?.kind !== 'value' || !isCall(definition.node)) return false;
  const { callee } = definition.node;

  return (
    callee.type === 'MemberExpression' &&
    fieldRead(callee) === 'getRequest' &&
    isCall(callee.object) &&
    calledName(callee.object) === 'switchToHttp'
  );
}

/** What the code has put into a field of what a name stands for, be it by a name that is not known: `all[one.name] = one`. */
export function putInto({ writes }: Binding, [field]: readonly string[]): readonly AnyNode[] {
  if (field === undefined) return [];

  return writes.flatMap(({ path: [first, ...more], value }) =>
    more.length === 0 && (first === field || first === anyField) ? value : [],
  );
}

/** Of `this.secret`, what its constructor and the function around it have put there. */
export function valuesHeld(node: NodeOf<'MemberExpression'>, values: Values): readonly AnyNode[] {
  const field = fieldRead(node);
  const own = bindingOf(node.object)?.writes ?? [];
  const of = enclosingClass(node);
  const made = of
    ? constructorsOf(values, of).flatMap(({ body }) => thisIn(body)?.writes ?? [])
    : [];
  const writes = [...own, ...made].filter(
    ({ path: [first, ...more] }) => first === field && more.length === 0,
  );

  return writes.map(({ value }) => value);
}

/** `this` of a constructor. */
function thisIn(body: AnyNode): Binding | undefined {
  return scopeOf(body).names.get('this');
}
