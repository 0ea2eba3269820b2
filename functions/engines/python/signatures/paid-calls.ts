import { paymentCall } from '../../signatures/index.ts';
import type { Call } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What a call asks of a payment provider, whatever object of its package it is made on: `stripe.checkout.Session.create`. */
export function paidBy(call: Call, values: Values): 'pays' | 'reads' | undefined {
  const names = values.namesOf(call.callee);
  const kinds = new Set(
    names.map((name) => {
      const [first = ''] = name.split(/[.([]/, 1);
      return paymentCall(first, name.slice(first.length + 1).replaceAll(/\([^()]*\)/g, ''));
    }),
  );
  const [kind] = kinds;

  return kinds.size === 1 ? kind : undefined;
}

/** Whether it looks up one payment, or what is sold; lists of customers and their cards are others'. */
export function isOfOnePayment(call: Call, values: Values): boolean {
  return (
    paidBy(call, values) === 'reads' &&
    values.namesOf(call.callee).every((name) => ofOne.test(name.replaceAll(/\([^()]*\)/g, '')))
  );
}

const ofOne =
  /(?:\b(?:prices?|products?|plans?)\.\w{1,20}|\b(?:sessions?|payment_?intents?|orders?|payments?)\.(?:retrieve|get|fetch|find))$/i;
