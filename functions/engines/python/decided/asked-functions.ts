import { isAnsweringName } from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { bindingOf } from '../scope.ts';
import { namesBehind } from '../signatures/names-behind.ts';
import type { AnyNode, Call } from '../syntax.ts';
import type { Values } from '../value.ts';

/** Whether another function is invoked for what it answers, and is called like one that does no more. */
export function isAskedForAnswer(call: Call, values: Values): boolean {
  const way = argumentOf(call, undefined, 'InvocationType');
  const name = argumentOf(call, undefined, 'FunctionName');
  if (!name || (way && constantText(values.writtenAs(way)) !== 'RequestResponse')) return false;

  return isAnsweringName(namesBehind([name], values)) && isAnswerRead(call);
}

/** `answer['Payload'].read()` */
function isAnswerRead(call: Call): boolean {
  const { parent } = call;
  const [target] = parent?.type === 'Assign' ? parent.targets : [];
  const reads = target ? (bindingOf(target)?.reads ?? []) : [];

  return [call, ...reads].some(isPayload);
}

function isPayload(read: AnyNode): boolean {
  const { parent } = read;

  return (
    parent?.type === 'Subscript' &&
    parent.object === read &&
    constantText(parent.index) === 'Payload'
  );
}
