import { both, either, not, onEachWay, type Proof, type Truth } from '../../signatures/index.ts';
import { isConstant } from '../call-arguments.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression, Name, NodeOf } from '../syntax.ts';
import type { Code } from './code.ts';
import { compared } from './compared.ts';
import { ofOptionalKey } from './optional-key.ts';
import { isFalse, isNone, literalOf, valuesOf } from './plain-truth.ts';
import { isSurelyTrue } from './surely-true.ts';
import { type Element, ofElements, takenApart } from './taken-apart.ts';
import { isConstantTime, saysYesOrNo } from './tested.ts';
import { Verdicts } from './verdicts.ts';
import { verifierOf } from './verifiers.ts';

/** What follows of a signature from an expression, where it is true, and where false. */
export function truthOf(test: AnyNode, code: Code, depth = 0): Truth<AnyNode> {
  return ofOptionalKey(test, code) ?? saidBy(test, code, depth);
}

/** The same of what is no condition itself: that a key of the code's own is set says nothing of what it is compared with. */
function saidBy(test: AnyNode, code: Code, depth: number): Truth<AnyNode> {
  if (depth > MOST_NAMES) return {};

  switch (test.type) {
    case 'Await':
    case 'NamedValue':
      return saidBy(test.value, code, depth + 1);
    case 'Unary':
      return test.operator === 'not' ? not(truthOf(test.operand, code, depth + 1)) : {};
    case 'Name':
      return ofName(test, code, depth);
    case 'Binary':
      return connected(test, code, depth);
    case 'Call':
      return answer(test, code, depth);
    case 'Conditional':
      return chosen(test, code, depth);
    default:
      return ofParts(test, code, depth);
  }
}

/** What it is given once, or only behind a check where it is not false: `ok = False`, and then `ok = True`. */
function ofName(name: Name, code: Code, depth: number): Truth<AnyNode> {
  const taken = takenApart(name, code);
  if (taken) return ofAnswers(taken, code, depth);
  const all = valuesOf(name);
  const [value] = all;
  if (value && all.length === 1 && !code.givenBehind(value)) return saidBy(value, code, depth + 1);
  if (!value) return verdict(name, code, depth);
  // What is kept beyond a request, another may have set.
  if (bindingOf(name)?.scope.function === undefined) return {};

  const ways = all.filter((each) => !isFalse(each));
  const proofs = ways.map(
    (each) =>
      code.givenBehind(each) ??
      saidBy(each, code, depth + 1).yes ??
      underVerdict(each, code, depth),
  );
  return { yes: onEachWay(proofs) };
}

/** `found['owner'] if found else None`: what is true of it comes from one side, on its condition. */
function chosen(
  { test, yes, no }: NodeOf<'Conditional'>,
  code: Code,
  depth: number,
): Truth<AnyNode> {
  const asked = truthOf(test, code, depth + 1);
  const sides = [
    [yes, asked.yes],
    [no, asked.no],
  ] as const;
  const proofs = sides
    .filter(([side]) => !isFalse(side))
    .map(([side, proof]) => saidBy(side, code, depth + 1).yes ?? proof);

  return { yes: onEachWay(proofs) };
}

/** In the wider reading: `found = True`, where the condition around it is a verdict. */
function underVerdict(node: AnyNode, code: Code, depth: number): Proof<AnyNode> | undefined {
  if (!code.credentials) return undefined;
  let from: AnyNode = node;

  for (let at = node.parent; at && at.type !== 'Function'; at = at.parent) {
    code.values.spend();
    if (at.type === 'If' && from.type === 'Block') {
      const { yes, no } = truthOf(at.test, code, depth + 1);
      const proof = from === at.body ? yes : no;
      if (proof) return proof;
    }
    from = at;
  }
  return undefined;
}

/** Of what functions of the code answer, or a part of it. */
function ofParts(node: AnyNode, code: Code, depth: number): Truth<AnyNode> {
  const taken = takenApart(node, code);

  return taken ? ofAnswers(taken, code, depth) : verdict(node, code, depth);
}

/** One that is yes only behind a check, or no: of `error`, each that is surely one says no. */
function ofAnswers(all: readonly Element[], code: Code, depth: number): Truth<AnyNode> {
  const may = {
    yes: (value: AnyNode | undefined) => value !== undefined && !isFalse(value),
    no: (value: AnyNode | undefined) => value === undefined || !isSurelyTrue(value, code),
  };

  return ofElements(all, may, (value, isPart) =>
    isPart ? (verdictsOf(code, depth)?.ofPart(value) ?? {}) : saidBy(value, code, depth + 1),
  );
}

/** In the wider reading. */
function verdict(node: AnyNode, code: Code, depth: number): Truth<AnyNode> {
  return verdictsOf(code, depth)?.of(node) ?? {};
}

function verdictsOf(code: Code, depth: number): Verdicts | undefined {
  if (!code.credentials || depth > MOST_NAMES) return undefined;

  return new Verdicts(code, (each) => saidBy(each, code, depth + 1));
}

/** Of two, with what is between them: `one and other`, `one == other`. */
function connected(test: NodeOf<'Binary'>, code: Code, depth: number): Truth<AnyNode> {
  const { operator, left, right } = test;
  if (operator === 'and' || operator === 'or') {
    const [one, other] = [truthOf(left, code, depth + 1), truthOf(right, code, depth + 1)];
    return operator === 'and' ? both(one, other) : either(one, other);
  }
  const isEqual = operator === '==' || operator === 'is';
  if (!isEqual && operator !== '!=' && operator !== 'is not') return verdict(test, code, depth);
  if (isConstant(right, 'True')) {
    const { yes } = saidBy(left, code, depth + 1);
    return isEqual ? { yes } : { no: yes };
  }
  if (isConstant(right, 'False')) {
    const said = ofFalse(left, code, depth);
    return isEqual ? said : not(said);
  }
  if (isConstant(right, 'None')) {
    const isRefused = isNoneWhereRefused(left, code, depth + 1);
    const yes = isRefused ? saidBy(left, code, depth + 1).yes : undefined;
    return isEqual ? { no: yes } : { yes };
  }
  const proof = compared([left, right], left, code);
  if (proof) return isEqual ? { yes: proof } : { no: proof };
  const said = ofConstant(left, right, code, depth);
  if (!said) return verdict(test, code, depth);
  return isEqual ? said : not(said);
}

/** What follows where something is False itself, and where it is not: nothing is no False. */
function ofFalse(node: AnyNode, code: Code, depth: number): Truth<AnyNode> {
  if (depth > MOST_NAMES) return {};
  const taken = takenApart(node, code);
  if (taken) {
    const isIt = (value: AnyNode | undefined) =>
      value?.type === 'Constant' && value.value === 'False';
    return ofElements(
      taken,
      { yes: (value) => isIt(value) || !isConstantNode(value), no: (value) => !isIt(value) },
      (value, isPart) => (isPart ? {} : ofFalse(value, code, depth + 1)),
    );
  }
  switch (node.type) {
    case 'Await':
      return ofFalse(node.value, code, depth + 1);
    case 'Name': {
      const [value, ...others] = valuesOf(node);
      return value && others.length === 0 && !code.givenBehind(value)
        ? ofFalse(value, code, depth + 1)
        : not(saidBy(node, code, depth + 1));
    }
    case 'Call': {
      const isYesOrNo =
        verifierOf(node, code)?.way === 'answers' ||
        isConstantTime(node, code.values) ||
        (code.credentials !== undefined && saysYesOrNo(node, code.credentials));
      return isYesOrNo ? not(saidBy(node, code, depth + 1)) : {};
    }
    case 'Unary':
    case 'Binary':
      return not(truthOf(node, code, depth + 1));
    default:
      return {};
  }
}

function isConstantNode(value: AnyNode | undefined): boolean {
  return value === undefined || value.type === 'Constant' || isSurelyText(value);
}

function isSurelyText({ type }: AnyNode): boolean {
  return type === 'Text' || type === 'Dict' || type === 'Tuple' || type === 'List';
}

/** Of an answer of the code's own that is compared with a text or a number: `check(event)['status'] == 200`. */
function ofConstant(
  left: Expression,
  right: Expression,
  code: Code,
  depth: number,
): Truth<AnyNode> | undefined {
  const text = literalOf(right);
  const taken = text === undefined ? undefined : takenApart(left, code);
  const isOther = (value: AnyNode | undefined) =>
    value === undefined || value.type === 'Constant' || literalOf(value) !== undefined;

  return (
    taken &&
    ofElements(
      taken,
      {
        yes: (value) => !isOther(value) || (value && literalOf(value)) === text,
        no: (value) => (isOther(value) ? (value && literalOf(value)) !== text : true),
      },
      (value) => verdictsOf(code, depth)?.ofPart(value) ?? {},
    )
  );
}

/** A call that says yes only where the signature is right. */
function answer(call: Call, code: Code, depth: number): Truth<AnyNode> {
  const verifier = verifierOf(call, code);
  if (verifier) {
    return verifier.way === 'answers' ? { yes: { kind: verifier.kind, node: call } } : {};
  }
  if (isConstantTime(call, code.values)) {
    const [one, other] = call.arguments;
    const proof = one && other && compared([one.value, other.value], call, code);
    if (proof) return { yes: proof };
  }

  return ofParts(call, code, depth);
}

/** Of a call, or a name for what it results in: whether functions of the code say no by `None` alone. */
function isNoneWhereRefused(node: AnyNode, code: Code, depth: number): boolean {
  if (depth > MOST_NAMES) return false;
  if (node.type === 'Await' || node.type === 'NamedValue') {
    return isNoneWhereRefused(node.value, code, depth + 1);
  }
  const taken = takenApart(node, code);
  if (taken) {
    return taken.every(
      ({ value, passed, isPart }) =>
        passed !== undefined ||
        !value ||
        isNone(value) ||
        isNoDenial(value, code) ||
        (!isPart && isNoneWhereRefused(value, code, depth + 1)),
    );
  }
  const all = node.type === 'Name' ? valuesOf(node) : [];
  if (all.length > 0) {
    return all.every(
      (each) =>
        isNone(each) ||
        code.givenBehind(each) !== undefined ||
        underVerdict(each, code, depth) !== undefined ||
        isNoneWhereRefused(each, code, depth + 1),
    );
  }
  if (node.type === 'Conditional') {
    const asked = truthOf(node.test, code, depth + 1);
    const sides = [
      [node.yes, asked.yes],
      [node.no, asked.no],
    ] as const;
    return sides.every(
      ([side, proof]) => isNone(side) || proof || isNoneWhereRefused(side, code, depth + 1),
    );
  }
  // What is looked up and not there.
  return verdictsOf(code, depth)?.isNoneWhereWrong(node) ?? false;
}

/** A table or list, or what a verifier answers, which raises otherwise: `False` is no `None`. */
function isNoDenial(node: AnyNode, code: Code, depth = 0): boolean {
  if (depth > MOST_NAMES) return false;
  if (node.type === 'Dict' || node.type === 'List') return !isFalse(node);
  if (node.type === 'Name') {
    const [value, ...others] = valuesOf(node);
    return value !== undefined && others.length === 0 && isNoDenial(value, code, depth + 1);
  }
  return node.type === 'Call' && /^(?:jwt|shown-secret)$/.test(verifierOf(node, code)?.kind ?? '');
}

/** One that stands for another that stands for another. */
const MOST_NAMES = 8;
