import { isOfFramework } from '../answers.ts';
import { isHarmlessPackage, isOfApplication, isOfAwsSdk } from '../designs/harmless-packages.ts';
import { packageIn } from '../known-packages.ts';
import { type AnyNode, type CallNode, calledName, fieldRead, isFunction } from '../syntax.ts';
import type { Change } from './change.ts';
import type { ChangeReaders } from './change-readers.ts';
import { isGivenKey } from './held-keys.ts';
import { isSender } from './message-changes.ts';
import { isStore } from './store-rows.ts';
import { askedForBehind } from './vouched-answers.ts';

/** Knows what is asked of other services by a client that a key of the code's own was given: `auth0.createUser(body)`. */
export class ClientChanges {
  readonly #of: ChangeReaders;

  constructor(of: ChangeReaders) {
    this.#of = of;
  }

  of(call: CallNode): Change | undefined {
    const method = calledName(call) ?? '';
    if (call.type === 'NewExpression' || !acting.test(method)) return undefined;
    const { values, data } = this.#of;
    for (const value of values.valuesOf(call.callee)) {
      if (value.kind !== 'made' || !value.by) continue;
      const name = packageIn(value.name);
      if (name === undefined || isOfFramework(value.name)) continue;
      if (lists.test(name) && adding.test(method)) continue;
      if (isOther(name) && !(name === 'stripe' && paysOut.test(textOfCallee(call)))) continue;
      if (!isGivenKey(value.by, values)) continue;
      const given = call.arguments.flatMap((each) => {
        if (isFunction(each)) return [];
        return name === 'stripe' ? [each, ...askedForBehind(each, values)] : each;
      });
      if (given.some((each) => data.of(each))) {
        return { kind: 'has done', call: `${name}.${method}`, by: 'content', node: call };
      }
    }
    return undefined;
  }
}

/** What asks, stores, pays or computes is judged elsewhere, or costs no more than money; to lists of some one is meant to be added. */
function isOther(name: string): boolean {
  return (
    isStore(name) ||
    isSender(name) ||
    isHarmlessPackage(name) ||
    isOfAwsSdk(name) ||
    isOfApplication(name) ||
    /^(?:openai|@anthropic-ai\/|@google\/gen|groq|cohere|replicate|stripe|razorpay|@paypal|paypal|braintree|square|mercadopago|culqi|axios|got|stream-chat|jsonwebtoken|jose)/.test(
      name,
    )
  );
}

/** `refunds.create` of `stripe.refunds.create` */
function textOfCallee({ callee }: CallNode): string {
  const names: string[] = [];
  let at: AnyNode = callee;
  for (let steps = 0; at.type === 'MemberExpression' && steps < MOST_DEEP; steps += 1) {
    names.unshift(fieldRead(at) ?? '');
    at = at.object;
  }
  return names.join('.');
}

/** Of what one is meant to be added to. */
const lists = /^(?:airtable$|@notionhq\/|@mailchimp\/|googleapis$|@googleapis\/|@hubspot\/)/;

const adding = /^(?:create|append|add|insert|post|batchCreate|upsert)/;

const paysOut =
  /^(?:refunds|payouts|transfers|customers\.del|subscriptions\.(?:cancel|del|update))\b/;

const MOST_DEEP = 6;

const acting =
  /^(?:create|update|delete|del|destroy|remove|add|set|put|send|post|publish|place|cancel|close|transfer|withdraw|buy|sell|order|assign|invite|grant|start|stop|run|trigger|write|append|upload|ban|kick)(?![a-z])/;
