import { answerFields, besideAnswers, logging } from '../../authorizers/index.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, fieldRead, literalText } from '../syntax.ts';
import { settingOf } from '../telling.ts';
import type { Sent } from './sent.ts';

/**
 * Whether a node may put something into an answer that is not seen there: a condition, a second
 * statement, fields that are denied. Each may be a limit.
 */
export function mayAddUnseen(node: AnyNode, sent: Sent): boolean {
  switch (node.type) {
    case 'SpreadElement': {
      const into = parentOf(node);
      if (into?.type !== 'ObjectExpression' || isBeside(into)) return false;
      return holdsAnswer(into) || !sent.has(node.argument);
    }
    case 'Property':
      return settingOf(node) === undefined && isHeldIn(node);
    case 'CallExpression':
    case 'NewExpression':
      return mayFill(node, sent);
    case 'AssignmentExpression':
      return (
        node.left.type === 'MemberExpression' &&
        fieldRead(node.left) === undefined &&
        literalText(node.left.property) === undefined &&
        !sent.has(node.right)
      );
    default:
      return false;
  }
}

/** `Object.assign(statement, more)`, `statements.push(...more)`, `withDenials(policy)` of a package. */
function mayFill(call: CallNode, sent: Sent): boolean {
  const name = calledName(call) ?? '';
  const given = call.arguments;
  if (merging.test(name)) return given.slice(1).some((each) => !isSeen(each, sent));
  if (adding.test(name)) return given.some((each) => !isSeen(each, sent));
  if (logging.test(name) || keeping.test(name)) return false;
  if (sent.values.functionsOf(call.callee).length > 0 || isParameter(call.callee)) return false;

  return given.some((each) => isAnswerPart(each));
}

const merging = /^(?:assign|merge|mergeWith|extend|defaults|defaultsDeep)$/;
const adding = /^(?:push|unshift|splice|concat)$/;

/** Calls that leave what they are given as it is. */
const keeping = /^(?:stringify|freeze|resolve|inspect|succeed|done)$/;

function isSeen(node: AnyNode, sent: Sent): boolean {
  return (
    node.type === 'ObjectExpression' ||
    node.type === 'Literal' ||
    node.type === 'TemplateLiteral' ||
    (node.type === 'Identifier' && isAnswerPart(node)) ||
    (node.type !== 'SpreadElement' && sent.has(node))
  );
}

/** `callback(null, policy)` */
function isParameter(callee: AnyNode): boolean {
  const object = callee.type === 'MemberExpression' ? callee.object : callee;

  return bindingOf(object)?.definitions.some(({ kind }) => kind === 'parameter') ?? false;
}

function isAnswerPart(node: AnyNode): boolean {
  if (node.type !== 'Identifier') return holdsAnswer(node);

  return (bindingOf(node)?.definitions ?? []).some(
    (each) => each.kind === 'value' && each.path.length === 0 && holdsAnswer(each.node),
  );
}

/** Whether it is an answer, or a part of one. */
function holdsAnswer(node: AnyNode): boolean {
  return (
    node.type === 'ObjectExpression' &&
    node.properties.some((each) => answerFields.has(settingOf(each)?.name ?? ''))
  );
}

function isHeldIn(node: AnyNode): boolean {
  const into = parentOf(node);

  return into !== undefined && holdsAnswer(into);
}

/** Whether it stands in what an answer hands to the function behind it: that limits nothing. */
function isBeside(node: AnyNode): boolean {
  let at: AnyNode | undefined = node;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (besideAnswers.has(settingOf(at)?.name ?? '')) return true;
    at = parentOf(at);
  }
  return false;
}

const MOST_STEPS = 8;
