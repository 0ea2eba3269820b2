import { behind, onlyDefinition } from '../behind.ts';
import { isAwsKey, isTakenOutOf } from '../environment-keys.ts';
import { objectsOf, optionIn } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Fault, FaultRow, Place } from './fault.ts';

/** All of the environment, with the credentials of the role in it, in what is answered. */
export const environmentFaults: readonly FaultRow[] = [
  { calls: 'stringify', find: stringified },
  { calls: 'json send', find: sent },
];

const returned: Fault = {
  kind: 'environment-returned',
  title: 'process.env',
  fix: () => 'JSON.stringify({ stage: process.env.STAGE })',
};

/** `{ statusCode: 200, body: JSON.stringify(process.env) }`; not where a list names what is shown. */
function stringified({ call, values }: Place): Fault | undefined {
  const [given, replacer] = call.arguments;
  const isWhole = !replacer || (replacer.type === 'Literal' && replacer.value === null);
  if (!given || !isWhole || !values.namesOf(call.callee).includes('JSON.stringify')) {
    return undefined;
  }
  return holdsEnvironment(given, values, MOST_NAMES) && isAnswered(call, values, MOST_NAMES)
    ? returned
    : undefined;
}

/** `response.json({ env: process.env })` */
function sent({ call, values }: Place): Fault | undefined {
  const [given] = call.arguments;

  return given && isOfResponse(call, values) && holdsEnvironment(given, values, MOST_NAMES)
    ? returned
    : undefined;
}

/** Names that stand for others, from the environment to the answer. */
const MOST_NAMES = 4;
/** Of one name that are looked at. */
const MOST_READS = 50;
const MOST_STEPS = 30;

function holdsEnvironment(node: AnyNode, values: Values, names: number): boolean {
  const pending: AnyNode[] = [node];

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const next = pending.pop();
    if (!next) return false;
    if (isEnvironment(next, values)) return true;
    if (next.type === 'Identifier') {
      if (
        names > 0 &&
        !isTakenOutOf(next) &&
        partsOfName(next).some((part) => holdsEnvironment(part, values, names - 1))
      )
        return true;
    } else pending.push(...partsOf(next));
  }
  return false;
}

function isEnvironment(node: AnyNode, values: Values): boolean {
  if (node.type === 'MemberExpression') return isNamedEnvironment(node, values);
  const binding = bindingOf(node);
  const [definition, ...others] = binding?.definitions ?? [];
  if (definition?.kind === 'import') return isNamedEnvironment(node, values);

  // `const { env } = process`, and not `const { KEY, ...others } = process.env`.
  return (
    definition?.kind === 'value' &&
    others.length === 0 &&
    definition.path.join() === 'env' &&
    values.namesOf(definition.node).some((name) => /^(?:process|module:process)$/.test(name))
  );
}

function isNamedEnvironment(node: AnyNode, values: Values): boolean {
  return values.namesOf(node).some((name) => /^(?:module:)?process\.env$/.test(name));
}

/** What a name is set to, and what is put into it. */
function partsOfName(name: AnyNode): readonly AnyNode[] {
  const binding = bindingOf(name);
  const made = behind(name);
  const isRest = binding?.reads.some((read) => parentOf(read)?.type === 'RestElement');
  if (!binding || isRest || made === name || !onlyDefinition(binding)) return [];
  const put = binding.writes.slice(0, MOST_READS).flatMap(({ node }) => {
    return node.type === 'AssignmentExpression' ? node.right : [];
  });

  return [made, ...put];
}

function partsOf(node: AnyNode): readonly AnyNode[] {
  switch (node.type) {
    case 'ObjectExpression': {
      // `{ ...process.env, AWS_SECRET_ACCESS_KEY: undefined }`: what stands behind counts.
      const hidden = node.properties.findLastIndex(
        (property) =>
          property.type === 'Property' && !property.computed && isAwsKey(memberName(property)),
      );
      return node.properties.flatMap((property, at) =>
        property.type === 'Property' ? property.value : at < hidden ? [] : property.argument,
      );
    }
    case 'ArrayExpression':
      return node.elements.flatMap((element) => element ?? []);
    case 'SpreadElement':
      return [node.argument];
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'LogicalExpression':
      return [node.left, node.right];
    case 'ParenthesizedExpression':
      return [node.expression];
    case 'CallExpression':
      return /^(?:assign|entries|values|fromEntries|structuredClone)$/.test(calledName(node) ?? '')
        ? node.arguments
        : [];
    default:
      return [];
  }
}

/** Whether an expression stands in the body of an answer, perhaps by a name. */
function isAnswered(node: AnyNode, values: Values, names: number): boolean {
  let at = node;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const around = parentOf(at);
    switch (around?.type) {
      case 'Property':
        if (memberName(around) === 'body' && isAnswer(parentOf(around), values)) {
          return !isSent(around);
        }
        // What another function is sent.
        if (memberName(around) === 'Payload') return false;
        break;
      case 'VariableDeclarator':
        return around.init === at && isNameAnswered(around.id, values, names);
      case 'AssignmentExpression': {
        const { left } = around;
        if (around.right !== at) return false;
        return left.type === 'MemberExpression'
          ? fieldRead(left) === 'body'
          : isNameAnswered(left, values, names);
      }
      case 'CallExpression':
        if (around.callee !== at) {
          if (isOfResponse(around, values)) return true;
          if (!passing.test(calledName(around) ?? '')) return false;
        }
        break;
      case 'MemberExpression':
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'SpreadElement':
      case 'TemplateLiteral':
      case 'BinaryExpression':
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'ParenthesizedExpression':
      case 'AwaitExpression':
        break;
      default:
        return false;
    }
    at = around;
  }
  return false;
}

/** Whether an answer is a part of `{ Payload: JSON.stringify({ statusCode: 200, body }) }`, for another function. */
function isSent(answer: AnyNode): boolean {
  const call = parentOf(parentOf(answer) ?? answer);
  const property = isCall(call) && calledName(call) === 'stringify' ? parentOf(call) : undefined;

  return property?.type === 'Property' && memberName(property) === 'Payload';
}

/** They give the same text, in another form. */
const passing = /^(?:stringify|from|toString|replace|String|assign|gzip\w{0,4})$/;

function isNameAnswered(name: AnyNode, values: Values, names: number): boolean {
  const reads = (name.type === 'Identifier' && bindingOf(name)?.reads) || [];

  return (
    names > 0 &&
    reads.slice(0, MOST_READS).some((read) => read !== name && isAnswered(read, values, names - 1))
  );
}

/** An object with a status, as API Gateway, function URLs and load balancers have it. */
function isAnswer(object: AnyNode | undefined, values: Values): boolean {
  return (
    object !== undefined &&
    objectsOf(values, object).length > 0 &&
    ['statusCode', 'status'].some((field) => optionIn(values, object, field))
  );
}

/** `res.status(200).send(text)` */
function isOfResponse({ callee }: CallNode, values: Values): boolean {
  if (callee.type !== 'MemberExpression') return false;
  if (!/^(?:json|send|end|write)$/.test(fieldRead(callee) ?? '')) return false;
  let base: AnyNode = callee.object;
  while (isCall(base) || base.type === 'MemberExpression') {
    base = isCall(base) ? base.callee : base.object;
  }
  const isNamed = base.type === 'Identifier' && /^(?:res|resp|response|reply)$/i.test(base.name);
  const [definition] = bindingOf(base)?.definitions ?? [];

  return (
    (isNamed && definition?.kind === 'parameter') ||
    values.namesOf(callee).some((name) => /^framework:\w{1,40}\.(?:response|context)/.test(name))
  );
}
