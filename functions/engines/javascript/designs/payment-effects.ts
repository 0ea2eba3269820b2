import { isPaymentPackage, paymentCall } from '../../signatures/index.ts';
import { type AnyNode, type CallNode, calledName } from '../syntax.ts';
import type { Value } from '../value.ts';
import type { Effect } from './effect.ts';
import { isPlainMethod } from './plain-methods.ts';
import type { Readers } from './readers.ts';
import { writtenPath } from './written-path.ts';

/** Of a call of what a payment provider's package made or exports; undefined of other packages. */
export function paymentEffect(
  call: CallNode,
  packageName: string,
  value: Value,
  of: Readers,
): Effect | undefined {
  if (!isPaymentPackage(packageName)) return undefined;
  if (value.kind !== 'name' && value.kind !== 'made') return 'more';
  const path = writtenPath(call, value.name);
  const kind = paymentCall(packageName, path);
  if (kind === 'pays')
    return call.arguments.every((each) => isOfBuyer(each, of)) ? 'payment' : 'more';
  if (kind) return /customer|method|charge|invoice|subscription/i.test(path) ? 'more' : 'nothing';
  const method = calledName(call) ?? '';
  if (isPlainMethod(method) || besides.test(method)) return 'nothing';
  // Clients and settings are made by what the package exports; requests of PayPal, too, which say what is asked for.
  const isMaking = value.kind === 'name' && (call.type === 'NewExpression' || setting.test(path));

  return isMaking && !/Requests?$/.test(path) ? 'nothing' : 'more';
}

/** Of the results, of PayPal's requests, and of what verifies a webhook. */
const besides =
  /^(?:(?:get|is|has)[A-Z]\w*|constructEvent|requestBody|prefer|execute|headers|validateWebhookSignature|getLink)$/;

const setting =
  /^$|^(?:default|\w*Client|configure|configurations\.\w+|config|connect|createMollieClient|BraintreeGateway)$/i;

/** Not whose card pays, nor to whom the money goes. */
function isOfBuyer(given: AnyNode, of: Readers): boolean {
  const items = of.items.of(given);
  if (!items) return !of.data.isWhole(given);

  return items.every(
    ({ fields, isOpen }) =>
      !isOpen &&
      [...fields].every(
        ([name, value]) =>
          (!ofOthers.test(name) || !of.data.has(value)) &&
          (value.type !== 'ObjectExpression' || isOfBuyer(value, of)),
      ),
  );
}

const ofOthers =
  /customer_?id$|^customer$|payment_?method(?:_?id|_?token|_?nonce)?$|off_?session|transfer|destination|on_?behalf|account|trial/i;
