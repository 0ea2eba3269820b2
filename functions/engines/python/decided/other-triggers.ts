import { constantText, truthOf } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import type { AnyNode, Expression } from '../syntax.ts';

/** Whether no request comes into the branch of a condition: it is for what queues, buckets and schedules send, or for a program. */
export function isOtherTrigger(test: Expression): boolean {
  if (truthOf(test) === false) return true;
  if (test.type === 'Binary') {
    const { operator, left, right } = test;
    if (operator === 'and') return isOtherTrigger(left) || isOtherTrigger(right);
    if (operator === 'or') return isOtherTrigger(left) && isOtherTrigger(right);
    if (operator === 'not in') return isOfEachRequest({ ...test, operator: 'in' });
    if (operator === 'in') return ofRecords.test(constantText(left) ?? '');
    if (operator !== '==') return false;
    return [left, right].some((each) => isOfTrigger(each)) && [left, right].some(isNamed);
  }

  return test.type === 'Call' && isTaken(test, ofRecords);
}

/** `event['source']`, `event.get('detail-type')` */
function isNamed(node: Expression): boolean {
  return (
    nodesIn(node).some((each) => isTaken(each, /^(?:source|detail-type|eventSource)$/)) ||
    node.type === 'Name'
  );
}

function isOfTrigger(node: Expression): boolean {
  return /^aws[.:]|^Scheduled Event$|^serverless-plugin-warmup$/.test(constantText(node) ?? '');
}

function isTaken(node: AnyNode, key: RegExp): boolean {
  if (node.type === 'Subscript') return key.test(constantText(node.index) ?? '');

  return (
    node.type === 'Call' &&
    calledName(node) === 'get' &&
    key.test(constantText(node.arguments[0]?.value) ?? '')
  );
}

/** Whether a condition is true of each request that comes over HTTP: `'httpMethod' in event`. */
export function isOfEachRequest(test: Expression): boolean {
  return (
    test.type === 'Binary' &&
    test.operator === 'in' &&
    /^(?:httpMethod|requestContext|headers)$/.test(constantText(test.left) ?? '')
  );
}

const ofRecords = /^(?:Records|detail-type)$/;
