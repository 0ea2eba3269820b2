import { onlyDefinition } from '../behind.ts';
import { packageIn } from '../known-packages.ts';
import { returnsOf } from '../members.ts';
import { optionIn } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { handlerExpressions } from '../sdk-calls/handler-expressions.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  isCall,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Entered } from './entered.ts';
import type { Proof, Verification } from './verification.ts';

/**
 * Of a handler that middy wraps: the check of a hook that runs before it, `middy(handler).use({ before })`; undefined
 * where there is none, or one before it acts.
 */
export function proofOfHooks(code: Entered, verification: Verification): Proof | undefined {
  const { modules, values, path, field } = code;
  const [hooks = []] = handlerExpressions(modules.files.get(path), field)
    .map((expression) => hooksOf(expression, code))
    .filter((found) => found.length > 0);

  if (
    hooks.some(
      (hook) => isLate(hook) && values.functionsOf(hook).some((of) => verification.of(of).acts),
    )
  ) {
    return undefined;
  }
  for (const hook of hooks.filter((each) => !isLate(each))) {
    const functions = values.functionsOf(hook);
    const outcomes = functions.map((of) => verification.of(of));
    if (outcomes.some(({ acts }) => acts)) return undefined;
    const [first] = outcomes;
    const isEach = outcomes.every(({ passed }) => passed);
    const isKept = functions.every((of) => answersAlways(of, verification));
    if (first?.passed && isEach && isKept) return first.passed;
  }
  return undefined;
}

/** Not where it goes on for some before it asks: `if (isPublic) return;`. */
function answersAlways(of: FunctionNode, verification: Verification): boolean {
  return (verification.returnsOf(of) ?? []).every(({ value, passed }) => passed || value);
}

/** In the order in which they run. */
function hooksOf(node: AnyNode, code: Entered, depth = 0): readonly AnyNode[] {
  if (depth > MOST_STEPS) return [];
  if (node.type === 'Identifier') {
    const definition = onlyDefinition(bindingOf(node));
    if (definition?.path.length !== 0) return [];
    const made = hooksOf(definition.node, code, depth + 1);
    const later = (bindingOf(node)?.reads ?? []).flatMap((read) => usesOf(read, code));
    return isMiddy(definition.node, code) ? [...made, ...later] : [];
  }
  if (!isCall(node)) return [];
  const own = code.values.functionsOf(node.callee).filter((of) => !code.places.isInPackage(of));
  const [maker, ...others] = own;
  if (maker && others.length === 0) {
    return returnsOf(maker).flatMap((each) => hooksOf(each, code, depth + 1));
  }
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || !isMiddy(callee.object, code)) return [];

  return [...hooksOf(callee.object, code, depth + 1), ...givenBy(node, code)];
}

/** `handler.use(guard())`, as a statement that always runs. */
function usesOf(read: AnyNode, code: Entered): readonly AnyNode[] {
  const member = parentOf(read);
  let call =
    member?.type === 'MemberExpression' && member.object === read ? parentOf(member) : undefined;
  const found: AnyNode[] = [];

  while (isCall(call)) {
    found.push(...givenBy(call, code));
    const outer = parentOf(call);
    if (outer?.type === 'ExpressionStatement') {
      return parentOf(outer)?.type === 'Program' ? found : [];
    }
    call = outer?.type === 'MemberExpression' ? parentOf(outer) : undefined;
  }
  return [];
}

function givenBy(call: CallNode, { values }: Entered): readonly AnyNode[] {
  const method = calledName(call);
  const given = call.arguments.flatMap((each) =>
    each.type === 'ArrayExpression' ? listed(each) : each,
  );
  if (method === 'before') return given;

  if (method === 'onError') return given;
  const names = method === 'use' ? ['before', 'onError'] : [];

  return given.flatMap((each) => names.flatMap((name) => optionIn(values, each, name) ?? []));
}

/** What runs for those who were refused, too. */
function isLate(hook: AnyNode): boolean {
  const around = parentOf(hook);
  if (around?.type === 'Property') return memberName(around) === 'onError';

  return isCall(around) && calledName(around) === 'onError';
}

function listed({ elements }: NodeOf<'ArrayExpression'>): readonly AnyNode[] {
  return elements.flatMap((each) => each ?? []);
}

/** `middy(handler)`, and what its methods are called on. */
function isMiddy(node: AnyNode, code: Entered, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  if (node.type === 'Identifier') {
    const definition = onlyDefinition(bindingOf(node));
    return definition?.path.length === 0 && isMiddy(definition.node, code, depth + 1);
  }
  if (!isCall(node)) return false;
  const { callee } = node;
  if (
    callee.type === 'MemberExpression' &&
    /^(?:use|before|after|onError|handler)$/.test(calledName(node) ?? '')
  ) {
    return isMiddy(callee.object, code, depth + 1);
  }
  const isNamed = code.values
    .namesOf(callee)
    .some((name) => /^(?:@middy\/core|middy)$/.test(packageIn(name) ?? ''));

  return (
    isNamed ||
    code.values.functionsOf(callee).some((of) => code.places.isInPackageNamed(of, '@middy/core'))
  );
}

const MOST_STEPS = 12;
