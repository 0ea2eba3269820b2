import { answerFields, besideAnswers, logging } from '../../authorizers/index.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { Sent } from './sent.ts';
import { settingIn } from './settings.ts';

/**
 * Whether a node may put something into an answer that is not seen there: a condition, a second
 * statement, fields that are denied. Each may be a limit.
 */
export function mayAddUnseen(node: AnyNode, sent: Sent): boolean {
  switch (node.type) {
    case 'DictEntry':
      if (node.key !== undefined) return settingIn(node) === undefined && holdsAnswer(node.parent);
      return !isBeside(node) && (holdsAnswer(node.parent) || !sent.has(node.value));
    case 'Binary':
      return /^\|=?$/.test(node.operator);
    case 'AugmentedAssign':
      return isAnswerPart(node.target) || !isSeen(node.value, sent);
    case 'Call':
      return mayFill(node, sent);
    case 'Assign': {
      const [target] = node.targets;
      const isOfUnknown =
        target?.type === 'Subscript' &&
        target.index.type !== 'Number' &&
        constantText(target.index) === undefined;
      return isOfUnknown && node.value !== undefined && !sent.has(node.value);
    }
    default:
      return false;
  }
}

/** `statement.update(more)`, `dict(base, **more)`, `with_denials(policy)` of a package. */
function mayFill(call: Call, sent: Sent): boolean {
  const name = calledName(call) ?? '';
  const given = call.arguments;
  const isNotSeen = given.some(({ value, spread }) => spread !== '' || !isSeen(value, sent));

  if (adding.test(name)) return isNotSeen;
  if (name === 'dict') {
    return given.some(({ spread, name: field }) => spread !== '' || field === undefined);
  }
  if (logging.test(name) || keeping.test(name) || isFormatting(call)) return false;
  if (sent.values.functionsOf(call.callee).length > 0) return false;

  return given.some(({ value }) => isAnswerPart(value));
}

/** `'Answer: {}'.format(answer)` */
function isFormatting({ callee }: Call): boolean {
  return callee.type === 'Attribute' && callee.name === 'format' && callee.object.type === 'Text';
}

const adding = /^(?:update|append|extend|insert|setdefault|__setitem__)$/;

/** Calls that leave what they are given as it is. */
const keeping = /^(?:dumps|deepcopy|copy|print|pprint|str|repr|len)$/;

function isSeen(node: Expression, sent: Sent): boolean {
  return /^(?:Dict|Text|Number|Constant)$/.test(node.type) || isAnswerPart(node) || sent.has(node);
}

function isAnswerPart(node: Expression): boolean {
  if (node.type !== 'Name') return holdsAnswer(node);

  return (bindingOf(node)?.definitions ?? []).some(
    (each) => each.kind === 'value' && each.path.length === 0 && holdsAnswer(each.node),
  );
}

/** Whether it is an answer, or a part of one. */
function holdsAnswer(node: AnyNode | undefined): boolean {
  return (
    node?.type === 'Dict' &&
    node.entries.some((each) => answerFields.has(settingIn(each)?.name ?? ''))
  );
}

/** Whether it stands in what an answer hands to the function behind it: that limits nothing. */
function isBeside(node: AnyNode): boolean {
  let at: AnyNode | undefined = node;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (besideAnswers.has(settingIn(at)?.name ?? '')) return true;
    at = at.parent;
  }
  return false;
}

const MOST_STEPS = 8;
