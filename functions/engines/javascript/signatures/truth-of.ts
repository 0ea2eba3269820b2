import { both, either, not, onEachWay, type Proof, type Truth } from '../../signatures/index.ts';
import { runBy } from '../compiled-async.ts';
import { isFalse, isTrue, truthOf as plainTruthOf, textOf } from '../options.ts';
import { bindingOf, type Definition, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  type NodeOf,
} from '../syntax.ts';
import { isAsync, isAwaited } from './awaited.ts';
import type { Code } from './code.ts';
import { isComputed, kindNamedIn } from './computed-signature.ts';
import { isSharedSecret, maySecretBeIn } from './shared-secret.ts';
import { surelyEnds } from './surely-ends.ts';
import { answeringVerifier, verifierOf } from './verifiers.ts';

/** What follows of a signature from an expression, where it is truthy, and where falsy. */
export function truthOf(node: AnyNode, code: Code, depth = 0): Truth<AnyNode> {
  if (depth > MOST_STEPS) return {};

  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? not(truthOf(node.argument, code, depth + 1)) : {};
    case 'AwaitExpression':
      return truthOf(node.argument, code, depth + 1);
    case 'YieldExpression':
      return node.argument ? truthOf(node.argument, code, depth + 1) : {};
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return truthOf(node.expression, code, depth + 1);
    case 'LogicalExpression': {
      const [left, right] = [
        truthOf(node.left, code, depth + 1),
        truthOf(node.right, code, depth + 1),
      ];
      return node.operator === '&&' ? both(left, right) : either(left, right);
    }
    case 'BinaryExpression':
      return compared(node, code, depth);
    case 'Identifier':
      return named(node, code, depth);
    case 'CallExpression':
      return { yes: confirmed(node, code, depth) };
    default:
      return {};
  }
}

/** `expected === given`, `isRight(…) === false`, `Buffer.compare(expected, given) === 0`. */
function compared(
  { operator, left, right }: NodeOf<'BinaryExpression'>,
  code: Code,
  depth: number,
): Truth<AnyNode> {
  if (!/^[!=]==?$/.test(operator)) return {};
  const isEqual = operator.startsWith('=');
  const turned = (truth: Truth<AnyNode>, isSame: boolean): Truth<AnyNode> =>
    isSame ? truth : not(truth);

  if (textOf(right) === '0' && isCall(left) && calledName(left) === 'compare') {
    return turned({ yes: ofPair(left.arguments, left, code) }, isEqual);
  }
  const empty = emptyOf(right);
  if (empty) {
    const says = operator.length === 2 ? ['null', 'undefined'] : [empty];
    const yes = isRefusedBy(says, left, code) ? truthOf(left, code, depth + 1).yes : undefined;
    return turned({ yes }, !isEqual);
  }
  if (isFalse(right)) {
    // What says no by `null`, or by falling off its end, is not `false`.
    const isOne = isBoolean(left, code) || isRefusedBy(['false'], left, code);
    return isOne ? turned(truthOf(left, code, depth + 1), !isEqual) : {};
  }
  if (right.type === 'Literal' && isTrue(right) && right.value === true) {
    return turned(truthOf(left, code, depth + 1), isEqual);
  }
  return turned({ yes: ofPair([left, right], parentOf(left) ?? left, code) }, isEqual);
}

/** Of two that are the same: one computed here, or a secret, the other brought by the request. */
function ofPair(pair: readonly AnyNode[], node: AnyNode, code: Code): Proof<AnyNode> | undefined {
  const [a, b] = pair;
  if (!a || !b) return undefined;
  const is = (each: AnyNode) => isComputed(each, code.values, code.requested);
  const [computed, brought] = is(a) ? [a, b] : [b, a];
  const isProof = is(computed) && !is(brought) && code.requested.has(brought);
  // That of a password says who signs in, and not who sent the request.
  if (isProof && !pair.some(namesPassword)) return { kind: kindNamedIn(pair, 'hmac'), node };

  const [own, given] = isSharedSecret(a, code) ? [a, b] : [b, a];
  const isShared =
    isSharedSecret(own, code) && code.requested.has(given) && !maySecretBeIn(given, code);
  return isShared ? { kind: 'shared-secret', node } : undefined;
}

function namesPassword(node: AnyNode): boolean {
  return (
    node.type === 'MemberExpression' &&
    /^(?:password|passwd|pwd)(?:_?hash)?$/i.test(fieldRead(node) ?? '')
  );
}

/** A name stands for what all that was ever put there says, but for plain denials. */
function named(node: AnyNode, code: Code, depth: number): Truth<AnyNode> {
  const all = bindingOf(node)?.definitions ?? [];
  const error = errorGiven(all, code);
  if (error) return { no: error };
  const values = all.flatMap((each) =>
    each.kind === 'value' && each.path.length === 0 ? each.node : [],
  );
  if (values.length === 0 || values.length !== all.length) return {};

  const [first, ...others] = values.filter((value) => !isDenial(value));
  if (!first || first.type === 'Identifier') return {};
  const { yes, no } = truthOf(first, code, depth + 1);
  const isSame = others.every((other) => truthOf(other, code, depth + 1).yes);
  return { yes: isSame ? yes : undefined, no: values.length === 1 ? no : undefined };
}

/** Of the first parameter of `jwt.verify(token, key, (error, claims) => …)`, the call. */
function errorGiven(
  [definition, ...others]: readonly Definition[],
  code: Code,
): Proof<AnyNode> | undefined {
  if (definition?.kind !== 'parameter' || others.length > 0) return undefined;
  const { of, index, path } = definition;
  const call = index === 0 && path.length === 0 ? parentOf(of) : undefined;
  const verifier = isCall(call) ? answeringVerifier(call, code) : undefined;

  return isCall(call) && verifier?.callback === of
    ? { kind: verifier.kind, node: call }
    : undefined;
}

/** A call that says yes only where the signature is right. */
function confirmed(call: CallNode, code: Code, depth: number): Proof<AnyNode> | undefined {
  const verifier = verifierOf(call, code);
  if (verifier) {
    return verifier.promises && !isAwaited(call)
      ? undefined
      : { kind: kindNamedIn([call], verifier.kind), node: call };
  }
  const own = code.values.functionsOf(call.callee);
  // A promise is there, whatever it comes to.
  if (own.some(isAsync) && !isAwaited(call)) return undefined;
  if (own.length > 0) {
    return onEachWay(own.map((each) => confirmedBy(each, code, depth)));
  }
  const method = calledName(call) ?? '';
  if (!comparisons.has(method)) return undefined;
  const { callee } = call;
  const pair =
    method === 'equals' && callee.type === 'MemberExpression'
      ? [callee.object, ...call.arguments]
      : call.arguments;
  return ofPair(pair.slice(0, 2), call, code);
}

/** The check by each way in which a function may say yes. */
export function confirmedBy(
  of: FunctionNode,
  code: Code,
  depth: number,
): Proof<AnyNode> | undefined {
  if (code.of(of).acts) return undefined;
  const returns = (code.returnsOf(of) ?? []).flatMap((result) => {
    const run = isCall(result.value) ? runBy(result.value) : undefined;
    return (run && code.returnsOf(run)) ?? [result];
  });
  const proofs = returns.flatMap(({ value, passed }) =>
    value && !isDenial(value) ? [passed ?? truthOf(value, code, depth + 1).yes] : [],
  );

  return onEachWay(proofs);
}

/** `null`, `undefined` */
function emptyOf(node: AnyNode): string | undefined {
  if (node.type === 'Literal') return node.value === null && !node.regex ? 'null' : undefined;

  const isUndefined = node.type === 'Identifier' && node.name === 'undefined';
  return isUndefined || (node.type === 'UnaryExpression' && node.operator === 'void')
    ? 'undefined'
    : undefined;
}

/** Of a call, or a name for what it results in: whether functions of the code say no by these alone. */
function isRefusedBy(says: readonly string[], node: AnyNode, code: Code, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  if (node.type === 'AwaitExpression') return isRefusedBy(says, node.argument, code, depth + 1);
  if (node.type === 'Identifier') {
    const value = onlyValue(node);
    return value !== undefined && isRefusedBy(says, value, code, depth + 1);
  }
  const own = isCall(node) ? code.values.functionsOf(node.callee) : [];

  return (
    own.length > 0 &&
    own.every(
      (of) =>
        (says.includes('undefined') || surelyEnds(of.body)) &&
        (code.returnsOf(of) ?? []).every(({ value }) => {
          if (!value) return says.includes('undefined');
          const said = emptyOf(value);
          if (said) return says.includes(said);
          if (says.includes('false') && isBoolean(value, code)) return true;
          return isNoDenial(value, code) || isRefusedBy(says, value, code, depth + 1);
        }),
    )
  );
}

/** Whether it surely is `true` or `false`, or what a package answers of a signature. */
function isBoolean(node: AnyNode, code: Code, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  const is = (each: AnyNode) => isBoolean(each, code, depth + 1);
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'boolean';
    case 'UnaryExpression':
      return node.operator === '!';
    case 'BinaryExpression':
      return /^(?:[!=]==?|[<>]=?|in|instanceof)$/.test(node.operator);
    case 'LogicalExpression':
      return is(node.left) && is(node.right);
    case 'ConditionalExpression':
      return is(node.consequent) && is(node.alternate);
    case 'AwaitExpression':
      return is(node.argument);
    case 'Identifier': {
      const all = bindingOf(node)?.definitions ?? [];
      return (
        all.length > 0 &&
        all.every((each) => each.kind === 'value' && each.path.length === 0 && is(each.node))
      );
    }
    case 'CallExpression':
      return code.values.functionsOf(node.callee).length === 0;
    default:
      return false;
  }
}

/** An object, or what a verifier answers, which throws otherwise: `false` and `''` are no `null`. */
function isNoDenial(node: AnyNode, code: Code, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  if (node.type === 'AwaitExpression') return isNoDenial(node.argument, code, depth + 1);
  if (node.type === 'ObjectExpression' || node.type === 'ArrayExpression') return true;
  if (node.type === 'Identifier') {
    const value = onlyValue(node);
    return value !== undefined && isNoDenial(value, code, depth + 1);
  }
  return isCall(node) && verifierOf(node, code)?.kind === 'jwt';
}

/** What a name stands for where that is one thing. */
function onlyValue(name: AnyNode): AnyNode | undefined {
  const [definition, ...others] = bindingOf(name)?.definitions ?? [];
  const isOne = definition?.kind === 'value' && definition.path.length === 0;

  return isOne && others.length === 0 ? definition.node : undefined;
}

/** Whether it surely says no: `false`, `null`, `undefined`, `0`, `''`. */
function isDenial(node: AnyNode): boolean {
  return plainTruthOf(node) === false || textOf(node) === '';
}

/** They compare two texts or buffers that are theirs to compare. */
const comparisons: ReadonlySet<string> = new Set(
  'timingSafeEqual equals safeCompare secureCompare scmp tsscmp compare isEqual constantTimeEqual safeEqual timingSafeCompare'.split(
    ' ',
  ),
);

const MOST_STEPS = 12;
