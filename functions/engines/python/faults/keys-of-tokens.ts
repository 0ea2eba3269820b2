import { joinedTexts, KEY_OF_TOKEN, mayBeTried, type TextOfToken } from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { returnsOf } from '../members.ts';
import { bindingOf, type Definition } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { Call, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { FaultRow, FoundFault, Place } from './fault.ts';
import { isUnchecked } from './token-checks.ts';

/** Tokens that are verified with what they say themselves: who writes one knows its key. */
export const keyOfTokenFaults: readonly FaultRow[] = [
  {
    calls: 'decode',
    find: ({ call, values }: Place): FoundFault | undefined =>
      hasKeyOfToken(call, values)
        ? { kind: 'weak-crypto', severity: 'high', title: `jwt.decode ${KEY_OF_TOKEN}` }
        : undefined,
  },
];

/**
 * Whether a call verifies a token with a key of which the request says all but a few characters of the code:
 * `jwt.decode(token, f'APP@{claims["id"]}')`. What is not known may be a key.
 */
export function hasKeyOfToken(call: Call, values: Values): boolean {
  const isVerifier = isOfTokens(call, values) && !isUnchecked(call);
  const key = isVerifier ? argumentOf(call, 1, 'key') : undefined;
  const parts = key && partsOf(key, { values, given: new Map(), left: MOST_STEPS });

  return parts !== undefined && mayBeTried(parts);
}

function isOfTokens({ callee }: Call, values: Values): boolean {
  return values.namesOf(callee).some((name) => /^(?:jwt|jose\.jwt)\.decode$/.test(name));
}

interface Reading {
  readonly values: Values;
  /** What the functions that are read were given. */
  readonly given: ReadonlyMap<FunctionNode, Call>;
  readonly left: number;
}

const MOST_STEPS = 12;

/** Undefined where anything else may be in it. */
function partsOf(node: Expression, reading: Reading): TextOfToken | undefined {
  if (reading.left === 0) return undefined;
  const inner = { ...reading, left: reading.left - 1 };
  const text = constantText(node);
  if (text !== undefined) return { length: text.length, isOfToken: false };

  switch (node.type) {
    case 'Await':
      return partsOf(node.value, inner);
    case 'Call':
      return partsOfCall(node, inner);
    case 'Binary':
      return node.operator === '+'
        ? joinedTexts([node.left, node.right], (each) => partsOf(each, inner))
        : undefined;
    case 'FormattedText':
      return joinedTexts(node.parts, (each) => partsOf(each, inner));
    case 'Attribute':
    case 'Subscript':
      return partsOf(node.object, inner);
    case 'Name': {
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
  const call = one.kind === 'parameter' ? reading.given.get(one.of) : undefined;
  if (one.kind !== 'parameter' || !call) return undefined;
  const given = argumentFor({ node: call, taken: 0 }, one.of, one.index);

  return given ? partsOf(given, reading) : undefined;
}

/** What reads a token, what a function of the code makes of it, and what only writes a text otherwise. */
function partsOfCall(call: Call, reading: Reading): TextOfToken | undefined {
  const { values, given } = reading;
  const names = values.namesOf(call.callee);
  const isDecoded =
    (isOfTokens(call, values) && isUnchecked(call)) || names.some((name) => decoders.test(name));
  if (isDecoded) return { length: 0, isOfToken: true };
  const [own, ...others] = values.functionsOf(call.callee);
  if (own) {
    const [made, ...more] = returnsOf(own.node);
    const isKnown = others.length === 0 && own.taken === 0 && !given.has(own.node);
    if (!isKnown || !made || more.length > 0) return undefined;
    return partsOf(made, { ...reading, given: new Map([...given, [own.node, call]]) });
  }
  const { callee } = call;
  const [first] = call.arguments;
  if (names.includes('builtins.str')) return first && partsOf(first.value, reading);
  if (callee.type !== 'Attribute') return undefined;
  if (ofForm.test(callee.name)) return partsOf(callee.object, reading);
  const of = callee.name === 'get' ? partsOf(callee.object, reading) : undefined;

  return of?.isOfToken ? of : undefined;
}

const decoders = /^(?:jwt|jose\.jwt)\.get_unverified_(?:claims|headers?)$/;

const ofForm = /^(?:strip|lower|upper|encode)$/;
