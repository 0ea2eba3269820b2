import { constantText } from '../constant-text.ts';
import { bindingOf } from '../scope.ts';
import { foundBehind } from '../signatures/behind.ts';
import { isOfOnePayment } from '../signatures/paid-calls.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';
import { wayTo } from './way-to.ts';

/**
 * Whether code comes to a change only where a provider says of a payment that it is made, and a request says no more in it than which payment
 * that is: `if sdk.payment().get(body['id'])['status'] == 'approved'`.
 */
export function isPaidBefore(change: AnyNode, asked: AskedOfChange): boolean {
  if (change.type !== 'Call') return false;

  return wayTo(change, asked).conditions.some(({ test, answer }) => {
    const payment = paymentIn(test, answer, asked, 0);
    return payment && change.arguments.every(({ value }) => !saysMore(value, payment, asked));
  });
}

/** The call that looked up what was paid. */
function paymentIn(
  test: Expression,
  answer: boolean,
  asked: AskedOfChange,
  depth: number,
): Call | undefined {
  if (test.type !== 'Binary' || depth > MOST_NESTED) return undefined;
  const { operator, left, right } = test;
  if (operator === 'and' && answer) {
    return paymentIn(left, answer, asked, depth + 1) ?? paymentIn(right, answer, asked, depth + 1);
  }
  if (!/^[!=]=$/.test(operator) || (operator === '==') !== answer) return undefined;
  if (!made.test(constantText(right) ?? '')) return undefined;
  const found = foundBehind(
    left,
    asked.values,
    (each) => (each.type === 'Call' && isOfOnePayment(each, asked.values)) || undefined,
  );

  return found?.type === 'Call' ? found : undefined;
}

function saysMore(node: Expression, payment: Call, { values, said }: AskedOfChange): boolean {
  const named = new Set(payment.arguments.map(({ value }) => bindingOf(value)));
  const found = foundBehind(node, values, (each) => {
    const binding = each.type === 'Name' ? bindingOf(each) : undefined;
    if (binding && named.has(binding)) return false;
    const isOfRequest =
      each.type === 'Name' || each.type === 'Subscript' || each.type === 'Attribute';
    // What was found by it is looked into further.
    return (isOfRequest && !isMade(each) && said.has(each)) || undefined;
  });

  return found !== undefined;
}

/** Of the code's own: a name that it gives to what it puts together. */
function isMade(node: AnyNode): boolean {
  return (
    node.type === 'Name' &&
    (bindingOf(node)?.definitions ?? []).some(
      (each) => each.kind === 'value' && each.node.type === 'Dict',
    )
  );
}

const made = /^(?:approved|paid|succeeded|success|successful|completed?|captured)$/i;

const MOST_NESTED = 4;
