import { constantText } from '../constant-text.ts';
import { bindingOf } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { Expression, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * `event['requestContext']['authorizer']['claims']['sub']`: an error where the route has no authorizer. Of an HTTP API with payload 1.0, `claims` and `scopes`
 * are there and None; and what the code or a body makes of an event may have them.
 */
export function asksAuthorizer(node: NodeOf<'Subscript'>, values: Values): boolean {
  const [key, ...above] = keysOf(node);
  const at = above.indexOf('authorizer');
  const isDeep = at > 0 || (at === 0 && !/^(?:claims|scopes)$/.test(key ?? ''));
  if (!isDeep || above[at + 1] !== 'requestContext' || above.length !== at + 2) return false;

  return isEvent(rootOf(node), values, 0) && !isFilledByCall(values);
}

/** From the last to the first; none where one of them is not written. */
function keysOf(node: Expression): readonly (string | undefined)[] {
  const keys: (string | undefined)[] = [];
  for (let at = node; at.type === 'Subscript'; at = at.object) keys.push(constantText(at.index));

  return keys;
}

function rootOf(node: Expression): Expression {
  let at = node;
  while (at.type === 'Subscript') at = at.object;

  return at;
}

/** What Lambda gives, as it is; not what was read out of it, nor one that the code has filled. */
function isEvent(root: Expression, values: Values, depth: number): boolean {
  const binding = bindingOf(root);
  const [one, ...others] = binding?.definitions ?? [];
  if (!binding || one?.kind !== 'parameter' || others.length > 0 || depth > MOST_CALLERS)
    return false;
  const isFilled = binding.writes.some(({ path }) => path.some((each) => filled.test(each)));
  const sites = values.sitesOf(one.of).map((site) => argumentFor(site, one.of, one.index));

  return !isFilled && sites.every((each) => each !== undefined && isEvent(each, values, depth + 1));
}

/** `event['requestContext'].setdefault('authorizer', …)` */
function isFilledByCall(values: Values): boolean {
  return ['setdefault', 'update', '__setitem__'].some((name) =>
    values.callsOf(name).some(({ arguments: [first] }) => {
      const given = first?.value;
      return given?.type === 'Dict' || filled.test(constantText(given) ?? '');
    }),
  );
}

const filled = /^(?:authorizer|requestContext)$/;

const MOST_CALLERS = 3;

/** `with suppress(Exception):` */
export function suppresses(node: Expression, values: Values): boolean {
  return (
    node.type === 'Call' &&
    values.namesOf(node.callee).some((name) => name === 'contextlib.suppress')
  );
}
