import type { Fact } from '../entry.ts';
import { harm, noHarm } from '../harms.ts';
import { type AnyNode, calledName, isCall } from '../syntax.ts';
import type { Written } from './sink.ts';

/** Worse than all of an event is what a caller proves with who it is, logged by itself and as it was sent: `console.log(event.headers.Authorization)`. */
export function ofCredential({ node, fact }: Written): 'medium' | undefined {
  if (!fact || (fact.harms & harm.whole) !== noHarm || (fact.harms & harm.credential) === noHarm)
    return undefined;
  if (isCall(node) && /^(?:debug|trace)$/.test(calledName(node) ?? '')) return undefined;

  return isCut(fact) ? undefined : 'medium';
}

/** `token.slice(0, 8)` */
function isCut(fact: Fact): boolean {
  const cuts = (node: AnyNode) => isCall(node) && cutting.test(calledName(node) ?? '');
  for (let at: Fact | undefined = fact; at; at = at.from) {
    if (cuts(at.node)) return true;
  }
  return false;
}

const cutting = /^(?:slice|substr|substring|replace|replaceAll)$/;
