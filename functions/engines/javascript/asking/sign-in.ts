import { isGuardingName } from '../../signatures/index.ts';
import type { Places } from '../evidence.ts';
import { hasKeyOfToken } from '../faults/keys-of-tokens.ts';
import { registrationIn } from '../registrations.ts';
import { parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  literalText,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { askingCall, isOfKnown, packageAsking, saysOne } from './asking-calls.ts';
import { earlyEndAt } from './early-ends.ts';
import { refusalAt } from './refusal-at.ts';

/** What looks as if it asked, and how much like that. */
export interface Sign {
  readonly node: AnyNode;
  /** `calls jwt.verify` */
  readonly what: string;
  readonly strength: number;
}

/** The one that looks most like it, the first of several. */
export function strongestIn(
  nodes: readonly AnyNode[],
  values: Values,
  places: Places,
): Sign | undefined {
  let found: Sign | undefined;
  for (const node of nodes) {
    // Of what is made smaller, no one knows whose it is.
    if (places.isInPackage(node)) continue;
    const sign = places.isMixed(scopeOf(node).file)
      ? mixedSignAt(node)
      : signAt(node, values, places);
    if (sign && sign.strength > (found?.strength ?? 0)) found = sign;
    if (found?.strength === MOST_STRENGTH) break;
  }
  return found;
}

const MOST_STRENGTH = 4;

function signAt(node: AnyNode, values: Values, places: Places): Sign | undefined {
  if (isCall(node)) {
    const asking = askingCall(node, values, places);
    if (asking)
      return {
        node,
        what: `calls ${asking.name}`,
        strength: asking.isOfPackage ? MOST_STRENGTH : 2,
      };
    const guard = guardGiven(node, values, places);
    if (guard) return guard;
  }
  const isMentioned = node.type === 'MemberExpression' && mayVerify.test(fieldRead(node) ?? '');
  if (isMentioned && !isCalledInVain(node, values)) {
    const asking = packageAsking(node, values, places);
    if (asking && asking !== 'unknown')
      return { node, what: `uses ${asking.name}`, strength: MOST_STRENGTH };
  }
  const refusal = refusalAt(node);
  if (refusal !== undefined) return { node, what: refusal, strength: 1 };
  const end = node.type === 'IfStatement' ? earlyEndAt(node, values) : undefined;

  return end === undefined ? undefined : { node, what: end, strength: 0.5 };
}

/** A token that is verified with a key of its own proves nothing. */
function isCalledInVain(node: AnyNode, values: Values): boolean {
  const around = parentOf(node);

  return isCall(around) && around.callee === node && hasKeyOfToken(around, values);
}

/** What is handed on to be called: `promisify(jwt.verify)`. */
const mayVerify = /verif|compare|timingSafeEqual|authenticate/i;

/** `app.post('/orders', requireAuth, create)`, of what is not seen, or made by a package. */
function guardGiven(
  call: Extract<AnyNode, { type: 'CallExpression' | 'NewExpression' }>,
  values: Values,
  places: Places,
): Sign | undefined {
  if (!registrationIn(call) && calledName(call) !== 'UseGuards') return undefined;
  for (const given of call.arguments) {
    if (isFunction(given) || literalText(given) !== undefined) continue;
    const made = values
      .valuesOf(given)
      .flatMap((value) => (value.kind === 'made' && value.by && isCall(value.by) ? value.by : []));
    for (const by of made) {
      const asking = packageAsking(by.callee, values, places);
      if (asking && asking !== 'unknown') {
        return { node: given, what: `uses ${asking.name}`, strength: 3 };
      }
    }
    const name = nameOf(given);
    if (made.length === 0 && isGuardingName(name) && mayBeGuard(given, values)) {
      return { node: given, what: `uses ${name}`, strength: 2 };
    }
  }
  return undefined;
}

function nameOf(node: AnyNode): string {
  if (isCall(node)) return calledName(node) ?? '';
  if (node.type === 'MemberExpression') return fieldRead(node) ?? '';

  return node.type === 'Identifier' ? node.name : '';
}

/** Not of a package that is known, a class, or a function that lets all on. */
function mayBeGuard(given: AnyNode, values: Values): boolean {
  const own = values.functionsOf(given);
  if (own.length > 0) return own.some((of) => of.params.length > 1 && !saysOne(of));
  const isSeen = values.valuesOf(given).some(({ kind }) => kind !== 'name' && kind !== 'made');

  return !isSeen && !values.namesOf(given).some(isOfKnown);
}

/** Whether there is any in a file that packages are mixed into: there each node says by itself whether it is one. */
export function hasMixedSign(program: AnyNode): boolean {
  const pending = [program];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (mixedSignAt(node)) return true;
    for (const child of childrenOf(node)) pending.push(child);
  }
  return false;
}

/** `{ statusCode: 401, body }`, `response.status(401)`, and a verifier that is given a key of the environment. */
function mixedSignAt(node: AnyNode): Sign | undefined {
  if (isCall(node)) {
    const name = calledName(node) ?? '';
    const [first, ...others] = node.arguments;
    if (name === 'verify' && others.some(isKey)) return { node, what: 'calls verify', strength: 2 };
    const status = /^(?:status|sendStatus|code)$/.test(name) ? literalText(first) : undefined;
    return status === '401' ? { node, what: 'answers 401', strength: 1 } : undefined;
  }
  if (node.type !== 'ObjectExpression') return undefined;
  const fields = new Map(
    node.properties.flatMap((each) =>
      each.type === 'Property' ? [[memberName(each), each.value] as const] : [],
    ),
  );
  const isRefusal = literalText(fields.get('statusCode')) === '401' && fields.has('body');

  return isRefusal ? { node, what: 'answers 401', strength: 1 } : undefined;
}

/** `process.env.JWT_SECRET` */
function isKey(node: AnyNode): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'MemberExpression' &&
    fieldRead(node.object) === 'env' &&
    /secret|key|jwt/i.test(fieldRead(node) ?? '')
  );
}
