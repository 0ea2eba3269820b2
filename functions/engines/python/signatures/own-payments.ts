import { wordsOf } from '../../flow/index.ts';
import { hasUnseenArguments, isConstant } from '../call-arguments.ts';
import type { Call, Expression } from '../syntax.ts';
import type { AskedOfAddition } from './asked-of-addition.ts';
import { paidBy } from './paid-calls.ts';
import { itemsOf } from './written-items.ts';

/** Whether who pays by a call is who calls, and the money goes where the code says: a checkout, an order, or an intent without a customer. */
export function isOwnPayment(call: Call, asked: AskedOfAddition): boolean {
  const { values } = asked;
  if (paidBy(call, values) !== 'pays' || hasUnseenArguments(call)) return false;
  if (!values.namesOf(call.callee).every((name) => !isOfStripe.test(name) || begins.test(name)))
    return false;

  return call.arguments.every(({ name, value }) => isPlain(name, value, call, asked, 0));
}

/** Whether a field, and each within it, says nothing of the money of others by what a request has. */
function isPlain(
  name: string | undefined,
  value: Expression,
  call: Call,
  asked: AskedOfAddition,
  depth: number,
): boolean {
  if (name && /^off_?session$/i.test(name)) return isConstant(value, 'False');
  if (!asked.chosen.has(value)) return true;
  if (name && (wordsOf(name).some((word) => others.test(word)) || depth > MOST_NESTED))
    return false;
  const written = asked.values.writtenAs(value);
  if (written.type === 'List')
    return written.elements.every((each) => isPlain(name ?? 'item', each, call, asked, depth + 1));
  const items = itemsOf(value, call, asked.values);

  return (
    items.length > 0 &&
    items.every((item) =>
      item.every((each) =>
        each.key === undefined
          ? name !== undefined
          : isPlain(each.key, each.value, call, asked, depth + 1),
      ),
    )
  );
}

const isOfStripe = /^stripe\b/;

const begins =
  /\b(?:checkout\.Session|checkout\.sessions|PaymentIntent|payment_intents)\.create(?:_async)?$/;

/** Customers and cards that are kept, and where the money goes. */
const others =
  /^(?:customers?|destination|transfers?|accounts?|payment_?methods?|methods?|source|behalf|mandates?|off|trial|tokens?|vendor|merchant|payee|seller|card|key|discounts?|coupon|params?|options?|data)$/i;

const MOST_NESTED = 6;
