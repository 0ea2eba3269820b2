import { partsWithin } from '../../flow/index.ts';
import { joinedTexts, KEY_OF_TOKEN, mayBeTried, type TextOfToken } from '../../signatures/index.ts';
import { returnsOf } from '../members.ts';
import { textOf } from '../options.ts';
import { bindingOf, type Definition, scopeOf } from '../scope.ts';
import { nameOfFunction } from '../sites.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  type FunctionNode,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Fault, FaultRow, Place } from './fault.ts';

/** Tokens that are verified with what they say themselves: who writes one knows its key. */
export const keyOfTokenFaults: readonly FaultRow[] = [
  {
    calls: 'verify jwtVerify',
    find: (place: Place): Fault | undefined =>
      hasKeyOfToken(place.call, place.values) && isMentioned(place)
        ? { kind: 'weak-crypto', severity: 'high', title: `jwt.verify ${KEY_OF_TOKEN}` }
        : undefined,
  },
];

/** Whether it may run: not of a function of another file than the handler's that no one calls, and no other file names. */
function isMentioned({ call, values, modules }: Place): boolean {
  const of = scopeOf(call).function;
  const name = of && nameOfFunction(of);
  const [first] = modules.files.keys();
  const own = scopeOf(call).file;
  if (!of || name === undefined || own === first || values.sitesOf(of).length > 0) return true;

  return [...modules.files.values()].some(
    ({ path, program }) =>
      path !== own &&
      partsWithin<AnyNode>(program, childrenOf, MOST_NODES).some(
        (node) => node.type === 'Identifier' && node.name === name,
      ),
  );
}

/** Of a file. */
const MOST_NODES = 100_000;

/**
 * Whether a call verifies a token with a key of which the request says all but a few characters of the code:
 * `jwt.verify(token, 'APP@' + jwt.decode(token).id)`. What is not known may be a key.
 */
export function hasKeyOfToken({ callee, arguments: given }: CallNode, values: Values): boolean {
  const isVerifier = values.namesOf(callee).some((name) => verifiers.test(name));
  const key = isVerifier ? given[1] : undefined;
  const parts = key && partsOf(key, { values, given: new Map(), left: MOST_STEPS });

  return parts !== undefined && mayBeTried(parts);
}

const verifiers = /^module:(?:jsonwebtoken(?:\.default)?\.verify|jose\.jwtVerify)$/;

interface Reading {
  readonly values: Values;
  /** What the functions that are read were given. */
  readonly given: ReadonlyMap<FunctionNode, CallNode>;
  readonly left: number;
}

const MOST_STEPS = 12;

/** Undefined where anything else may be in it. */
function partsOf(node: AnyNode, reading: Reading): TextOfToken | undefined {
  if (reading.left === 0) return undefined;
  const inner = { ...reading, left: reading.left - 1 };
  const text = textOf(node);
  if (text !== undefined) return { length: text.length, isOfToken: false };

  switch (node.type) {
    case 'AwaitExpression':
      return partsOf(node.argument, inner);
    case 'ChainExpression':
      return partsOf(node.expression, inner);
    case 'NewExpression':
    case 'CallExpression':
      return partsOfCall(node, inner);
    case 'BinaryExpression':
      return node.operator === '+' && node.left.type !== 'PrivateIdentifier'
        ? joinedTexts<AnyNode>([node.left, node.right], (each) => partsOf(each, inner))
        : undefined;
    case 'TemplateLiteral': {
      const own = node.quasis.reduce((sum, { value }) => sum + value.raw.length, 0);
      const parts = joinedTexts<AnyNode>(node.expressions, (each) => partsOf(each, inner));
      return parts && { ...parts, length: parts.length + own };
    }
    case 'MemberExpression':
      return partsOf(node.object, inner);
    case 'Identifier': {
      const [one, ...others] = bindingOf(node)?.definitions ?? [];
      return one && others.length === 0 ? partsOfName(one, inner) : undefined;
    }
    default:
      return undefined;
  }
}

function partsOfName(one: Definition, reading: Reading): TextOfToken | undefined {
  if (one.kind === 'value') {
    const parts = partsOf(one.node, reading);
    return one.path.length === 0 || parts?.isOfToken ? parts : undefined;
  }
  if (one.kind !== 'parameter') return undefined;
  const given = reading.given.get(one.of)?.arguments[one.index];
  const parts = given && partsOf(given, reading);

  return one.path.length === 0 || parts?.isOfToken ? parts : undefined;
}

/** What reads a token, what a function of the code makes of it, and what only writes a text otherwise. */
function partsOfCall(call: CallNode, reading: Reading): TextOfToken | undefined {
  const { values, given } = reading;
  if (values.namesOf(call.callee).some((name) => decoders.test(name))) {
    return { length: 0, isOfToken: true };
  }
  const [own, ...others] = values.functionsOf(call.callee);
  if (own) {
    const [made, ...more] = returnsOf(own);
    if (others.length > 0 || !made || more.length > 0 || given.has(own)) return undefined;
    return partsOf(made, { ...reading, given: new Map([...given, [own, call]]) });
  }
  const { callee } = call;

  return callee.type === 'MemberExpression' && ofForm.test(calledName(call) ?? '')
    ? partsOf(callee.object, reading)
    : undefined;
}

const decoders =
  /^module:(?:jsonwebtoken(?:\.default)?\.decode|jwt-decode(?:\.(?:default|jwtDecode|jwt_decode))?|jose\.(?:decodeJwt|decodeProtectedHeader))$/;

const ofForm = /^(?:toString|trim|toLowerCase|toUpperCase)$/;
