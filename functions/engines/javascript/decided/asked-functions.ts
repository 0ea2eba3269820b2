import { isAnsweringName } from '../../signatures/index.ts';
import { optionIn, textOf } from '../options.ts';
import { targetsOf } from '../pattern.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, fieldRead } from '../syntax.ts';
import type { Values } from '../value.ts';

/** Whether another function is invoked for what it answers, and is called like one that does no more. */
export function isAskedForAnswer(call: CallNode, given: AnyNode, values: Values): boolean {
  const way = optionIn(values, given, 'InvocationType');
  const name = optionIn(values, given, 'FunctionName');
  if (!name || (way && textOf(way) !== 'RequestResponse')) return false;
  const text = textOf(name);
  const names = text === undefined ? values.namesOf(name) : [text];

  return (
    isAnsweringName(names.map((each) => each.replace(/^process\.env\./, ''))) && isAnswerRead(call)
  );
}

/** `const { Payload } = await lambda.send(…)`, `answer.Payload`. */
function isAnswerRead(call: CallNode): boolean {
  let at: AnyNode = call;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const around = parentOf(at);
    if (around?.type === 'VariableDeclarator') {
      return around.id.type === 'Identifier'
        ? bindingOf(around.id)?.reads.some(isPayload) === true
        : targetsOf(around.id).some(({ path }) => path[0] === answer);
    }
    const isOver =
      around?.type === 'AwaitExpression' ||
      around?.type === 'ParenthesizedExpression' ||
      (around?.type === 'MemberExpression' && /^(?:promise|send)$/.test(fieldRead(around) ?? '')) ||
      (around?.type === 'CallExpression' && /^(?:promise|send)$/.test(calledName(around) ?? ''));
    if (!around || !isOver) return isPayload(at);
    at = around;
  }
  return false;
}

function isPayload(read: AnyNode): boolean {
  const around = parentOf(read);

  return (
    around?.type === 'MemberExpression' && around.object === read && fieldRead(around) === answer
  );
}

const answer = 'Payload';

const MOST_STEPS = 8;
