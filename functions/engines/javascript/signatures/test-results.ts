import { anyField } from '../../flow/index.ts';
import { returnStatementsOf } from '../members.ts';
import { bindingOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, fieldRead, literalText } from '../syntax.ts';
import type { At, Passed, Result } from './asked-outcomes.ts';
import { isAsync } from './awaited.ts';
import { isPromise, roleIn } from './call-ends.ts';
import { lenientVerifier } from './lenient-verifiers.ts';
import { type ResultShape, shapeOf } from './result-shapes.ts';
import type { Verdicts } from './verdicts.ts';

/** The result of a test that leaves the code, if an expression is that and nothing else. */
export function testResult(
  node: AnyNode,
  at: At,
  verdicts: Verdicts,
  depth = 0,
): Result | undefined {
  if (depth > MOST_NAMES) return undefined;
  const next = (each_: AnyNode, change: Partial<At> = {}) =>
    testResult(each_, { ...at, ...change }, verdicts, depth + 1);
  switch (node.type) {
    case 'AwaitExpression':
      return next(node.argument, { awaited: true });
    case 'YieldExpression':
      return node.argument ? next(node.argument, { awaited: true }) : undefined;
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return next(node.expression);
    case 'LogicalExpression':
      // `Items || []`
      return node.operator !== '&&' &&
        /^(?:Array|Object)Expression$/.test(node.right.type) &&
        isEmptyLiteral(node.right)
        ? next(node.left)
        : undefined;
    case 'MemberExpression': {
      if (verdicts.originOf(node, at.frame).verdict === node)
        return { call: node, shape: at.path.length === 0 ? 'item' : 'part', isOfAws: true };
      const field = fieldRead(node) ?? (node.computed ? literalText(node.property) : undefined);
      return field === undefined ? undefined : next(node.object, { path: [field, ...at.path] });
    }
    case 'Identifier': {
      const [one, ...others] = bindingOf(node)?.definitions ?? [];
      if (!one || others.length > 0) return undefined;
      if (one.kind === 'value') return next(one.node, { path: [...one.path, ...at.path] });
      if (one.kind !== 'parameter') return undefined;
      for (let frame = at.frame; frame; frame = frame.caller) {
        const given = frame.of === one.of ? frame.argument(one.index) : undefined;
        if (given) return next(given, { path: [...one.path, ...at.path], frame: frame.caller });
      }
      return undefined;
    }
    case 'CallExpression':
      return resultOfCall(node, at, verdicts, depth);
    default:
      return undefined;
  }
}

function resultOfCall(
  call: CallNode,
  at: At,
  verdicts: Verdicts,
  depth: number,
): Result | undefined {
  const { callee } = call;
  const [own, ...others] = verdicts.ownFunctions(callee);
  if (own) {
    const frame = verdicts.frameOf(own, call, at.frame);
    const returned =
      own.body.type === 'BlockStatement'
        ? returnStatementsOf(own.body).map(({ argument }) => argument)
        : [own.body];
    const [value, ...more] = returned;
    const isOne =
      frame && value && more.length === 0 && others.length === 0 && (at.awaited || !isAsync(own));
    return isOne ? testResult(value, { ...at, frame }, verdicts, depth + 1) : undefined;
  }
  const isPassing =
    call.arguments.length === 0 &&
    callee.type === 'MemberExpression' &&
    /^(?:promise|exec|lean)$/.test(calledName(call) ?? '');
  if (isPassing) return testResult(callee.object, at, verdicts, depth + 1);
  const isTest =
    verdicts.originOf(call, at.frame).verdict === call && (at.awaited || isAtOnce(call, verdicts));
  const isOfAws = calledName(call) === 'send' || shapeIn(call, verdicts, ['Item']) === 'item';

  return isTest ? { call, shape: shapeIn(call, verdicts, at.path), isOfAws } : undefined;
}

/** What a part of its result says. */
export function shapeIn(
  call: CallNode,
  verdicts: Verdicts,
  path: readonly string[],
): ResultShape | undefined {
  const fields = path.filter((field) => field !== anyField);

  return shapeOf(call, fields, roleIn(call, verdicts), verdicts.values);
}

/** A call whose result, or a part of it, is true or false: what that says. */
export function passedBy(isTrue: boolean, shape: ResultShape | undefined, call: AnyNode): Passed {
  if (shape === undefined || shape === 'status' || shape === 'index') return undefined;

  return (shape === 'error') === isTrue ? undefined : call;
}

function isEmptyLiteral(node: AnyNode): boolean {
  return (
    (node.type === 'ArrayExpression' && node.elements.length === 0) ||
    (node.type === 'ObjectExpression' && node.properties.length === 0)
  );
}

/** Whether what a call says is there at once, and needs no one to wait for it. */
export function isAtOnce(call: CallNode, verdicts: Verdicts): boolean {
  const name = calledName(call) ?? '';
  const verifier = lenientVerifier(call, verdicts);
  if (verifier !== undefined) return !isPromise(call, verdicts);

  return (
    /Sync$|^(?:timingSafeEqual|equals|scmp|tsscmp|isEqual|localeCompare|includes|has|get|indexOf|hasOwn|hasOwnProperty|isAuthenticated)$|(?:safe|secure|constant)\w{0,20}(?:compare|equal)/i.test(
      name,
    ) && !/^get$/.test(name)
  );
}

const MOST_NAMES = 16;
