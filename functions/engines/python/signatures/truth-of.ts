import { both, either, not, onEachWay, type Proof, type Truth } from '../../signatures/index.ts';
import { isConstant } from '../call-arguments.ts';
import { bindingOf, isPlainlySet } from '../scope.ts';
import type { AnyNode, Call, Expression, FunctionNode, Name, NodeOf } from '../syntax.ts';
import { isRun } from './awaited.ts';
import type { Code } from './code.ts';
import { isComputed, kindNamedIn } from './computed-signature.ts';
import { isSharedSecret, isShownSecret, maySecretBeIn } from './shared-secret.ts';
import { verifierOf } from './verifiers.ts';

/** What follows of a signature from an expression, where it is true, and where false. */
export function truthOf(test: AnyNode, code: Code, depth = 0): Truth<AnyNode> {
  if (depth > MOST_NAMES) return {};

  switch (test.type) {
    case 'Await':
    case 'NamedValue':
      return truthOf(test.value, code, depth + 1);
    case 'Unary':
      return test.operator === 'not' ? not(truthOf(test.operand, code, depth + 1)) : {};
    case 'Name':
      return ofName(test, code, depth);
    case 'Binary':
      return connected(test, code, depth);
    case 'Call':
      return { yes: answer(test, code, depth) };
    default:
      return {};
  }
}

/** What it is given once, or only behind a check where it is not false: `ok = False`, and then `ok = True`. */
function ofName(name: Name, code: Code, depth: number): Truth<AnyNode> {
  const taken = takenApart(name, code);
  if (taken) return ofElements(taken, code, depth);
  const all = valuesOf(name);
  const [value] = all;
  if (value && all.length === 1 && !code.givenBehind(value)) return truthOf(value, code, depth + 1);
  // What is kept beyond a request, another may have set.
  if (!value || bindingOf(name)?.scope.function === undefined) return {};

  const ways = all.filter((each) => !isFalse(each));
  const proofs = ways.map((each) => code.givenBehind(each) ?? truthOf(each, code, depth + 1).yes);
  return { yes: onEachWay(proofs) };
}

/** One of what a function answers, and the check behind it. */
interface Element {
  readonly value: Expression;
  readonly passed: Proof<AnyNode> | undefined;
}

/** Of `is_right, user = verified(token)`, what each of them may be; undefined where not all of it is seen. */
function takenApart(name: Name, code: Code): readonly Element[] | undefined {
  const binding = bindingOf(name);
  const [one, ...others] = binding?.definitions ?? [];
  if (!binding || one?.kind !== 'value' || others.length > 0 || !isPlainlySet(binding))
    return undefined;
  const [index, ...deeper] = one.path;
  const call = one.node.type === 'Await' ? one.node.value : one.node;
  if (index === undefined || deeper.length > 0 || call.type !== 'Call') return undefined;

  const own = code.values.functionsOf(call.callee);
  const isSeen = own.every(({ node }) => isRun(call, node) && !code.of(node).acts);
  if (own.length === 0 || !isSeen) return undefined;
  const all = own.flatMap(({ node }) =>
    (code.returnsOf(node) ?? []).map(({ value, passed }) => {
      const element = value?.type === 'Tuple' ? value.elements[Number(index)] : undefined;
      return element && element.type !== 'Starred' ? { value: element, passed } : undefined;
    }),
  );

  // What it does not give back cannot be taken apart: that is an error, and no way on.
  return all.length > 0 && all.every((each) => each !== undefined) ? all : undefined;
}

/** One that is yes only behind a check, or no: of `error`, each that is surely one says no. */
function ofElements(all: readonly Element[], code: Code, depth: number): Truth<AnyNode> {
  const yes = all
    .filter(({ value }) => !isFalse(value))
    .map(({ value, passed }) => passed ?? truthOf(value, code, depth + 1).yes);
  const no = all.filter(({ value }) => !isTrue(value)).map(({ passed }) => passed);

  return { yes: onEachWay(yes), no: onEachWay(no) };
}

/** Of two, with what is between them: `one and other`, `one == other`. */
function connected(
  { operator, left, right }: NodeOf<'Binary'>,
  code: Code,
  depth: number,
): Truth<AnyNode> {
  if (operator === 'and' || operator === 'or') {
    const [one, other] = [truthOf(left, code, depth + 1), truthOf(right, code, depth + 1)];
    return operator === 'and' ? both(one, other) : either(one, other);
  }
  const isEqual = operator === '==' || operator === 'is';
  if (!isEqual && operator !== '!=' && operator !== 'is not') return {};
  if (isConstant(right, 'True') || isConstant(right, 'False')) {
    const { yes, no } = truthOf(left, code, depth + 1);
    return isEqual === isConstant(right, 'True') ? { yes } : { no: yes ?? no };
  }
  if (isConstant(right, 'None')) {
    const isRefused = isNoneWhereRefused(left, code);
    const yes = isRefused ? truthOf(left, code, depth + 1).yes : undefined;
    return isEqual ? { no: yes } : { yes };
  }
  const proof = compared([left, right], left, code);
  return isEqual ? { yes: proof } : { no: proof };
}

/** What the code computes, or a secret of its own, with what the request brings. */
function compared(
  [one, other]: readonly [Expression, Expression],
  node: AnyNode,
  code: Code,
): Proof<AnyNode> | undefined {
  const [first, second] = [one, other].map((each) => isComputed(each, code.values, code.requested));
  if (first && second) return undefined;
  if (first || second) {
    const isBrought = code.requested.has(first ? other : one);
    return isBrought ? { kind: kindNamedIn([one, other], 'hmac'), node } : undefined;
  }

  return sharedSecret(one, other, node, code) ?? sharedSecret(other, one, node, code);
}

function sharedSecret(
  own: Expression,
  given: Expression,
  node: AnyNode,
  code: Code,
): Proof<AnyNode> | undefined {
  if (!code.requested.has(given) || maySecretBeIn(given, code)) return undefined;
  if (isSharedSecret(own, code)) return { kind: 'shared-secret', node };

  return isShownSecret(own, code) ? { kind: 'shown-secret', node } : undefined;
}

/** A call that says yes only where the signature is right. */
function answer(call: Call, code: Code, depth: number): Proof<AnyNode> | undefined {
  const verifier = verifierOf(call, code.values, code.requested);
  if (verifier) {
    return verifier.way === 'answers' ? { kind: verifier.kind, node: call } : undefined;
  }
  const names = code.values.namesOf(call.callee);
  if (names.some((name) => /^(?:hmac|secrets)\.compare_digest$/.test(name))) {
    const [one, other] = call.arguments;
    return one && other && compared([one.value, other.value], call, code);
  }

  const own = code.values.functionsOf(call.callee);
  const proofs = own.map(({ node }) =>
    isRun(call, node) ? answeredBy(node, code, depth) : undefined,
  );
  return onEachWay(proofs);
}

/** The check without which a function does not say yes. */
function answeredBy(node: FunctionNode, code: Code, depth: number): Proof<AnyNode> | undefined {
  if (code.of(node).acts) return undefined;
  const ways = (code.returnsOf(node) ?? [])
    .filter(({ value }) => value !== undefined && !isFalse(value))
    .map(({ value, passed }) => passed ?? (value && truthOf(value, code, depth + 1).yes));

  return onEachWay(ways);
}

/** Of a call, or a name for what it results in: whether functions of the code say no by `None` alone. */
function isNoneWhereRefused(node: AnyNode, code: Code, depth = 0): boolean {
  if (depth > MOST_NAMES) return false;
  if (node.type === 'Await' || node.type === 'NamedValue') {
    return isNoneWhereRefused(node.value, code, depth + 1);
  }
  if (node.type === 'Name') {
    const taken = takenApart(node, code);
    if (taken) {
      return taken.every(
        ({ value, passed }) => passed !== undefined || isNone(value) || isNoDenial(value, code),
      );
    }
    const all = valuesOf(node);
    return (
      all.length > 0 &&
      all.every(
        (each) =>
          isNone(each) ||
          code.givenBehind(each) !== undefined ||
          isNoneWhereRefused(each, code, depth + 1),
      )
    );
  }
  const own = node.type === 'Call' ? code.values.functionsOf(node.callee) : [];

  return (
    own.length > 0 &&
    own.every(({ node: of }) =>
      (code.returnsOf(of) ?? []).every(
        ({ value, passed }) =>
          !value ||
          passed !== undefined ||
          isNone(value) ||
          isNoDenial(value, code) ||
          isNoneWhereRefused(value, code, depth + 1),
      ),
    )
  );
}

/** A table or list, or what a verifier answers, which raises otherwise: `False` is no `None`. */
function isNoDenial(node: AnyNode, code: Code, depth = 0): boolean {
  if (depth > MOST_NAMES) return false;
  if (node.type === 'Dict' || node.type === 'List') return !isFalse(node);
  if (node.type === 'Name') {
    const value = onlyValue(node);
    return value !== undefined && isNoDenial(value, code, depth + 1);
  }
  return node.type === 'Call' && verifierOf(node, code.values, code.requested)?.kind === 'jwt';
}

/** What a name stands for where that is one thing. */
function onlyValue(name: Name): Expression | undefined {
  const [value, ...others] = valuesOf(name);

  return others.length === 0 ? value : undefined;
}

/** All that a name is set to; none where it may be anything else. */
function valuesOf(name: Name): readonly Expression[] {
  const binding = bindingOf(name);
  if (!binding || !isPlainlySet(binding)) return [];
  const all = binding.definitions.flatMap((one) =>
    one.kind === 'value' && one.path.length === 0 ? one.node : [],
  );

  return all.length === binding.definitions.length ? all : [];
}

function isNone(node: AnyNode): boolean {
  return node.type === 'Constant' && node.value === 'None';
}

function isTrue(node: AnyNode): boolean {
  switch (node.type) {
    case 'Constant':
      return node.value === 'True';
    case 'Text':
      return node.value !== '';
    case 'Dict':
      return node.entries.length > 0;
    default:
      return false;
  }
}

/** What says no where it is asked whether there is one. */
function isFalse(node: AnyNode): boolean {
  switch (node.type) {
    case 'Constant':
      return node.value === 'False' || node.value === 'None';
    case 'Text':
      return node.value === '';
    case 'Number':
      return node.value === '0';
    case 'Dict':
      return node.entries.length === 0;
    case 'List':
    case 'Tuple':
    case 'Set':
      return node.elements.length === 0;
    default:
      return false;
  }
}

/** One that stands for another that stands for another. */
const MOST_NAMES = 8;
