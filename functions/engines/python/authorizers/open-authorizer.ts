import {
  type AuthorizerCode,
  allowedToAll,
  allowing,
  isAnswer,
  sampleMethod,
  saysWhoMay,
} from '../../authorizers/index.ts';
import { isConstant } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { SourceFiles } from '../module-file.ts';
import type { Modules } from '../modules.ts';
import type { AnyNode, Call, Expression, FunctionNode } from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import type { Found } from '../weaknesses-of.ts';
import { type Answers, answersOf, valuesPutIn } from './answers.ts';
import { isCertain, isOwnText } from './certain.ts';
import { Checks } from './checks.ts';
import { replacesCalled } from './own-calls.ts';
import { withoutPreflight } from './preflight.ts';
import { type Sent, sentTo } from './sent.ts';
import { settingIn } from './settings.ts';

/**
 * That a handler which answers as an authorizer of API Gateway or AWS AppSync lets each caller through:
 * nothing that it runs may be a check of what the caller sends. Undefined where that is not sure.
 */
export function openAuthorizer(
  exported: readonly Value[],
  { modules, files, values }: { modules: Modules; files: SourceFiles; values: Values },
): Found | undefined {
  const mayBe = [...modules.files.keys()].some((path) => documents.test(files.get(path) ?? ''));
  if (!mayBe) return undefined;
  const entries = exported.flatMap((value) => (value.kind === 'function' ? value.node : []));
  if (exported.some(({ kind }) => kind !== 'function')) return undefined;

  const sent = sentTo(new Set(entries), values);
  const checks = new Checks(sent);
  const { at, run } = allowedToAll(entries, codeOf(sent, checks));
  const answers = answersOf(entries, run, values);
  if (at.length === 0 || !isAuthorizer([...run], answers, values)) return undefined;

  if (replacesCalled([...run], modules)) return undefined;

  const nodes = [...run].toSorted(byPlace);
  const way = [
    { title: 'jwt.decode', node: nodes.find((each) => checks.isDecoding(each)) },
    { title: 'A sample token', node: nodes.find((each) => checks.isOfSample(each)) },
    { title: 'Allow', node: at.toSorted(byPlace)[0] },
  ].find(({ node }) => node);
  if (!way?.node) return undefined;

  const { node, title } = way;
  return { node, sink: { kind: 'open-authorizer', title }, fact: undefined };
}

function byPlace(a: AnyNode, b: AnyNode): number {
  return a.start - b.start;
}

const documents =
  /policyDocument|isAuthorized|allow_?(?:all_?)?methods|allow_all_routes|authorize=/i;

/** Whether it answers as one, and not as a route that says who may do what. */
function isAuthorizer(
  run: readonly AnyNode[],
  { fields, built }: Answers,
  values: Values,
): boolean {
  const isRoute = run.some((node) => settingIn(node)?.name === 'statusCode');
  const effects = run.filter((node) => settingIn(node)?.name === 'Effect');
  const isAdded = run.some((node) => settingIn(node)?.name === 'Statement' && isEmpty(node));
  const documents = [...fields.values()].filter(saysWhoMay);
  const isDocument = documents.length > 0 && documents.every(isAnswer);
  const isMade = built.some(({ callee }) => {
    const object = callee.type === 'Attribute' ? callee.object : undefined;
    return (
      object !== undefined &&
      [object, ...valuesPutIn(object)].some((each) => isSample(each, values))
    );
  });

  return !isRoute && !(isAdded && effects.length > 1) && (isDocument || isMade);
}

/** `'Statement': []`, to which statements are added. */
function isEmpty(node: AnyNode): boolean {
  const value = settingIn(node)?.value;

  return value?.type === 'List' && value.elements.length === 0;
}

/** An object of AWS's sample class, or a response of Powertools. */
function isSample(node: AnyNode, values: Values): boolean {
  if (node.type !== 'Call') return false;
  const isOwn = values.valuesOf(node.callee).some(({ kind }) => kind === 'class');

  return isOwn ? calledName(node) === 'AuthPolicy' : isOfPowertools(node, values);
}

function isOfPowertools({ callee }: Call, values: Values): boolean {
  return values
    .namesOf(callee)
    .some((name) => /^aws_lambda_powertools\..{1,80}Authorizer\w{0,20}Response\w{0,5}$/.test(name));
}

function codeOf(sent: Sent, checks: Checks): AuthorizerCode<AnyNode, FunctionNode> {
  const { values } = sent;
  const ends = (node: AnyNode) =>
    node.type === 'Raise' || node.type === 'Assert' || isText(node, 'Deny') || isExit(node);

  return {
    childrenOf: (node) =>
      withoutPreflight(node, sent) ?? childrenOf(node).filter((child) => !isNamedFunction(child)),
    functionsIn: (node) => functionsIn(node, values),
    isCheck: (node) => checks.isCheck(node),
    allows: (node) => allows(node, values),
    ends,
    decides: (node) =>
      ends(node) || /^(?:Return|Break|Continue|Assign|AugmentedAssign)$/.test(node.type),
    testIn: (node) => (withoutPreflight(node, sent) ? undefined : testIn(node, values)),
    isCertain: (asked) => isOwnText(asked) || isCertain(asked, sent),
  };
}

function isExit(node: AnyNode): boolean {
  return node.type === 'Call' && /^(?:exit|_exit|abort)$/.test(calledName(node) ?? '');
}

/** One that has a name is run where it is called. */
function isNamedFunction(node: AnyNode): boolean {
  return (
    node.type === 'Class' ||
    (node.type === 'Function' && (node.name !== undefined || node.parent?.type === 'Assign'))
  );
}

/** Those that are called, and those that are given to be called. */
function functionsIn(node: AnyNode, values: Values): readonly FunctionNode[] {
  if (node.type !== 'Call' || allowing.test(calledName(node) ?? '')) return [];
  // AWS's own sample, which has both answers in it.
  if (sampleMethod.test(calledName(node) ?? '')) return [];
  const given = node.arguments.flatMap(({ value }) =>
    value.type === 'Name' || value.type === 'Attribute' ? value : [],
  );

  return [node.callee, ...given].flatMap((each) => values.functionsOf(each).map((one) => one.node));
}

function allows(node: AnyNode, values: Values): boolean {
  if (node.type === 'Call')
    return allowing.test(calledName(node) ?? '') && isOnSample(node, values);
  if (isAnswerIn(node, values)) return !isConstant(settingIn(node)?.value, 'False');

  return isText(node, 'Allow');
}

function isOnSample({ callee }: Call, values: Values): boolean {
  const object = callee.type === 'Attribute' ? callee.object : undefined;

  return object !== undefined && valuesPutIn(object).some((each) => isSample(each, values));
}

/** `isAuthorized`, and what Powertools calls it. */
function isAnswerIn(node: AnyNode, values: Values): boolean {
  const { name } = settingIn(node) ?? {};
  if (node.type !== 'Argument') return name === 'isAuthorized';

  return (
    name === 'authorize' && node.parent?.type === 'Call' && isOfPowertools(node.parent, values)
  );
}

/** One that is compared, or stands for a key, says nothing. */
function isText(node: AnyNode, text: string): boolean {
  if (node.type !== 'Text' && node.type !== 'Name') return false;
  const { parent } = node;
  const isSaid =
    parent?.type !== 'Binary' &&
    parent?.type !== 'Pattern' &&
    parent?.type !== 'Attribute' &&
    !(parent?.type === 'Subscript' && parent.index === node) &&
    !(parent?.type === 'DictEntry' && parent.key === node) &&
    !(parent?.type === 'Assign' && parent.targets.some((target) => target === node));

  return isSaid && constantText(node) === text;
}

function testIn(node: AnyNode, values: Values) {
  switch (node.type) {
    case 'If':
    case 'While':
      return {
        asked: askedIn(node.test),
        ways: [node.body, ...(node.otherwise ? [node.otherwise] : [])],
      };
    case 'Conditional':
      return { asked: askedIn(node.test), ways: [node.yes, node.no] };
    case 'Binary':
      return /^(?:and|or)$/.test(node.operator)
        ? { asked: askedIn(node.left), ways: [node.right] }
        : undefined;
    case 'For':
      return { asked: [node.source], ways: [node.body] };
    case 'Comprehension':
      return {
        asked: node.clauses.flatMap(({ source, tests }) => [source, ...tests]),
        ways: [node.element],
      };
    case 'Assert':
      return { asked: node.values.slice(0, 1).flatMap(askedIn), ways: [node] };
    default: {
      const setting = isAnswerIn(node, values) ? settingIn(node) : undefined;
      const isPlain = setting?.value.type === 'Constant';
      return setting && !isPlain ? { asked: askedIn(setting.value), ways: [node] } : undefined;
    }
  }
}

/** What a condition asks, each for itself. */
function askedIn(test: Expression): readonly Expression[] {
  switch (test.type) {
    case 'Binary':
      return /^(?:and|or)$/.test(test.operator)
        ? [...askedIn(test.left), ...askedIn(test.right)]
        : [test];
    case 'Unary':
      return test.operator === 'not' ? askedIn(test.operand) : [test];
    case 'Await':
    case 'NamedValue':
      return askedIn(test.value);
    default:
      return [test];
  }
}
