import type { Fact } from '../entry.ts';
import { harm, noHarm } from '../harms.ts';
import { type CallNode, calledName, isCall, literalText } from '../syntax.ts';
import type { Written } from './sink.ts';

/** Worse than all of an event is what a caller proves with who it is, logged by itself and as it was sent: `console.log(event.headers.Authorization)`. */
export function severityOfCredential({ node, fact }: Written): 'medium' | undefined {
  if (!fact || (fact.harms & harm.whole) !== noHarm || (fact.harms & harm.credential) === noHarm)
    return undefined;
  if (isCall(node) && /^(?:debug|trace)$/.test(calledName(node) ?? '')) return undefined;

  return isOther(fact) ? undefined : 'medium';
}

/** Whether something else was made of it, or a part: `token.slice(0, 8)`, `jwt.decode(token)`. */
function isOther(fact: Fact): boolean {
  for (let at: Fact | undefined = fact; at; at = at.from) {
    if (isCall(at.node) && !asSent.test(calledName(at.node) ?? '') && !dropsScheme(at.node))
      return true;
  }
  return false;
}

/** `header.replace('Bearer ', '')` leaves all that proves anything. */
function dropsScheme(call: CallNode): boolean {
  const [dropped, by] = call.arguments;

  return (
    calledName(call) === 'replace' &&
    /^(?:bearer|basic) ?$/i.test(literalText(dropped) ?? '') &&
    literalText(by) === ''
  );
}

const asSent = /^(?:stringify|String|toString|concat|format|get|trim)$/;
