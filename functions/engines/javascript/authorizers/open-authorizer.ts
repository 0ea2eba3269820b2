import {
  type AuthorizerCode,
  allowedToAll,
  allowing,
  isAnswer,
  sampleMethod,
  saysWhoMay,
} from '../../authorizers/index.ts';
import type { Modules } from '../modules.ts';
import { isFalse, textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
} from '../syntax.ts';
import { settingOf } from '../telling.ts';
import type { Value, Values } from '../value.ts';
import type { Found } from '../weaknesses-of.ts';
import { type Answers, answersOf } from './answers.ts';
import { isCertain, isOwnText } from './certain.ts';
import { Checks } from './checks.ts';
import { neverRefusing } from './never-refuses.ts';
import { replacesCalled } from './own-calls.ts';
import { withoutPreflight } from './preflight.ts';
import { type Sent, sentTo } from './sent.ts';
import { isSentEffect } from './sent-effect.ts';

/**
 * That a handler which answers as an authorizer of API Gateway or AWS AppSync lets each caller through:
 * nothing that it runs may be a check of what the caller sends. Undefined where that is not sure.
 */
export function openAuthorizer(
  exported: readonly Value[],
  modules: Modules,
  values: Values,
): Found | undefined {
  if (!mayAuthorize(modules) || isHandedOn(modules)) return undefined;
  const entries = exported.flatMap((value) => (value.kind === 'function' ? value.node : []));
  // What wraps it may check.
  if (entries.length === 0 || exported.some(({ kind }) => kind !== 'function')) return undefined;

  const sent = sentTo(new Set(entries), values);
  const checks = new Checks(sent);
  const code = codeOf(sent, checks);
  const { at, run } = allowedWhateverIsAsked(entries, code, values) ?? allowedToAll(entries, code);
  const answers = answersOf(entries, run, (call) => checks.isAnswer(call), values);
  if (at.length === 0 || !isAuthorizer([...run], answers)) return undefined;

  if (replacesCalled([...run], modules)) return undefined;

  const nodes = [...run].toSorted(byPlace);
  const way = [
    { title: 'jwt.decode', node: nodes.find((each) => checks.isDecoding(each)) },
    { title: 'A sample token', node: nodes.find((each) => checks.isOfSample(each)) },
    { title: 'Allow', node: at.toSorted(byPlace)[0] },
  ].find(({ node }) => node);
  return way?.node && { node: way.node, sink: { kind: 'open-authorizer', title: way.title } };
}

/** What it asks decides nothing where no answer of it refuses. */
function allowedWhateverIsAsked(
  entries: readonly FunctionNode[],
  code: AuthorizerCode<AnyNode, FunctionNode>,
  values: Values,
) {
  const run = neverRefusing(entries, values, code.ends);

  return run && { at: [...run].filter((node) => code.allows(node)), run };
}

/** `require('checks').protect(module.exports)`: it may put another handler there. */
function isHandedOn({ files }: Modules): boolean {
  return [...files.values()].some(({ calls }) =>
    [...calls].some(
      ([name, some]) =>
        !/^(?:__|defineProperty$)/.test(name) &&
        some.some((call) => call.arguments.some((each) => isExports(each))),
    ),
  );
}

function isExports(node: AnyNode): boolean {
  if (node.type === 'MemberExpression') {
    return fieldRead(node) === 'exports' && isExports(node.object);
  }
  return node.type === 'Identifier' && /^(?:exports|module)$/.test(node.name);
}

/** Most code answers nothing of the kind, and is not looked at. */
function mayAuthorize({ files }: Modules): boolean {
  return [...files.values()].some(
    ({ settings, calls }) =>
      settings.some((node) => documents.has(settingOf(node)?.name ?? '')) ||
      [...calls.keys()].some((name) => allowing.test(name)),
  );
}

const documents: ReadonlySet<string> = new Set(['policyDocument', 'isAuthorized']);

/** Whether it answers as one, and not as a route that says who may do what. */
function isAuthorizer(run: readonly AnyNode[], { fields, built }: Answers): boolean {
  const isRoute = run.some((node) => settingOf(node)?.name === 'statusCode');
  const effects = run.filter((node) => settingOf(node)?.name === 'Effect');
  const isAdded = run.some((node) => settingOf(node)?.name === 'Statement' && isEmpty(node));
  const documents = [...fields.values()].filter(saysWhoMay);
  const isDocument = documents.length > 0 && documents.every(isAnswer);
  const isSample = built.length > 0 && run.some((node) => isCall(node) && allowsBySample(node));

  return !isRoute && !(isAdded && effects.length > 1) && (isDocument || isSample);
}

/** `Statement: []`, to which statements are added. */
function isEmpty(node: AnyNode): boolean {
  const value = settingOf(node)?.value;

  return value?.type === 'ArrayExpression' && value.elements.length === 0;
}

/** `policy.allowAllMethods()`, of `new AuthPolicy(…)`. */
function allowsBySample(call: CallNode): boolean {
  const object = call.callee.type === 'MemberExpression' ? call.callee.object : undefined;
  const [definition] = (object && bindingOf(object)?.definitions) ?? [];
  const made = definition?.kind === 'value' ? definition.node : undefined;

  return allowing.test(calledName(call) ?? '') && isCall(made) && calledName(made) === 'AuthPolicy';
}

function codeOf(sent: Sent, checks: Checks): AuthorizerCode<AnyNode, FunctionNode> {
  const ends = (node: AnyNode) =>
    node.type === 'ThrowStatement' ||
    isText(node, 'Deny') ||
    (isCall(node) && checks.isAnswer(node));

  return {
    childrenOf: (node) =>
      withoutPreflight(node, sent) ?? childrenOf(node).filter((child) => !isNamedFunction(child)),
    functionsIn: (node) => functionsIn(node, sent.values),
    isCheck: (node) => checks.isCheck(node),
    allows: (node) => allows(node) || isSentEffect(node, sent),
    ends,
    decides: (node) =>
      ends(node) || /^(?:Return|Break|Continue)Statement$|^AssignmentExpression$/.test(node.type),
    testIn: (node) => (withoutPreflight(node, sent) ? undefined : testIn(node)),
    isCertain: (asked) => isOwnText(asked) || isCertain(asked, sent),
  };
}

/** One that has a name is run where it is called. */
function isNamedFunction(node: AnyNode): boolean {
  if (node.type === 'FunctionDeclaration') return true;

  return isFunction(node) && parentOf(node)?.type === 'VariableDeclarator';
}

/** Those that are called, and those that are given to be called. */
function functionsIn(node: AnyNode, values: Values): readonly FunctionNode[] {
  if (!isCall(node) || allowing.test(calledName(node) ?? '')) return [];
  // AWS's own sample, which has both answers in it.
  if (sampleMethod.test(calledName(node) ?? '')) return [];
  const given = node.arguments.filter(
    ({ type }) => type === 'Identifier' || type === 'MemberExpression',
  );

  return [node.callee, ...given].flatMap((each) => values.functionsOf(each));
}

function allows(node: AnyNode): boolean {
  if (isCall(node)) return allowsBySample(node);
  const setting = settingOf(node);
  if (setting?.name === 'isAuthorized') return !isFalse(setting.value);

  return isText(node, 'Allow');
}

/** One that is compared, or stands for a key, says nothing. */
function isText(node: AnyNode, text: string): boolean {
  if (node.type !== 'Literal' && node.type !== 'Identifier' && node.type !== 'TemplateLiteral')
    return false;
  const around = parentOf(node);
  const isSaid =
    around?.type !== 'BinaryExpression' &&
    around?.type !== 'SwitchCase' &&
    around?.type !== 'MemberExpression' &&
    !(around?.type === 'Property' && around.key === node && around.value !== node);

  return isSaid && textOf(node) === text;
}

function testIn(node: AnyNode) {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return {
        asked: askedIn(node.test),
        ways: [node.consequent, ...(node.alternate ? [node.alternate] : [])],
      };
    case 'LogicalExpression':
      return { asked: askedIn(node.left), ways: [node.right] };
    case 'SwitchStatement':
      return { asked: [node.discriminant], ways: node.cases };
    case 'WhileStatement':
    case 'DoWhileStatement':
      return { asked: askedIn(node.test), ways: [node.body] };
    case 'ForStatement':
      return { asked: node.test ? askedIn(node.test) : [], ways: [node.body] };
    case 'ForOfStatement':
    case 'ForInStatement':
      return { asked: [node.right], ways: [node.body] };
    case 'Property':
    case 'AssignmentExpression': {
      const setting = settingOf(node);
      const isAnswer = setting?.name === 'isAuthorized' && !isPlain(setting.value);
      return isAnswer ? { asked: askedIn(setting.value), ways: [node] } : undefined;
    }
    default:
      return undefined;
  }
}

/** `true`, `!0` */
function isPlain(node: AnyNode): boolean {
  const inner = node.type === 'UnaryExpression' && node.operator === '!' ? node.argument : node;

  return inner.type === 'Literal';
}

/** What a condition asks, each for itself. */
function askedIn(test: AnyNode): readonly AnyNode[] {
  switch (test.type) {
    case 'LogicalExpression':
      return [...askedIn(test.left), ...askedIn(test.right)];
    case 'UnaryExpression':
      return test.operator === '!' ? askedIn(test.argument) : [test];
    case 'AwaitExpression':
      return askedIn(test.argument);
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      return askedIn(test.expression);
    default:
      return [test];
  }
}

function byPlace(a: AnyNode, b: AnyNode): number {
  return a.start - b.start;
}
