import type { Fact } from '../entry.ts';
import { has } from '../kinds.ts';
import { scopeOf } from '../scope.ts';
import type { AnyNode, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Found } from '../weaknesses-of.ts';
import { isLoggedEachTime, isRunEachTime } from './logged-each-time.ts';

interface Code {
  readonly values: Values;
  readonly text: (node: AnyNode) => string;
  /** Whether the event comes to a function, or Lambda calls it. */
  readonly isEntered: (of: FunctionNode) => boolean;
}

/**
 * Secrets that no caller is meant to see, and all of the environment with the credentials of the role, are worse where they are logged each
 * time: in code that the handler comes to, and neither for an error nor on a condition.
 */
export function weighedSecrets(found: readonly Found[], code: Code): readonly Found[] {
  return found.map((each) =>
    isLoggedAlways(each, code) ? { ...each, sink: { ...each.sink, severity: 'high' } } : each,
  );
}

function isLoggedAlways({ node, sink, fact }: Found, code: Code): boolean {
  if (sink.kind !== 'secret-in-log' || !fact || node.type !== 'Call') return false;
  if (has(fact.safe, 'environment-returned')) return false;

  return (
    isLoggedEachTime(node, code) &&
    [node, ...wayOf(fact)].every((each) => isRunEachTime(each, code.text) && isLive(each, code))
  );
}

function wayOf(last: Fact): readonly AnyNode[] {
  const way: AnyNode[] = [];
  for (let at: Fact | undefined = last; at && way.length < MOST_STEPS; at = at.from) {
    way.push(at.node);
  }
  return way;
}

const MOST_STEPS = 40;

/** Whether code runs as its file is loaded, or is called from what the handler comes to. */
function isLive(node: AnyNode, { values, isEntered }: Code): boolean {
  const pending: AnyNode[] = [node];
  const seen = new Set<FunctionNode>();

  for (let at = pending.pop(); at && seen.size < MOST_FUNCTIONS; at = pending.pop()) {
    const of = scopeOf(at).function;
    if (!of || isEntered(of)) return true;
    if (seen.has(of)) continue;
    seen.add(of);
    pending.push(...values.sitesOf(of).map((site) => site.node));
  }
  return false;
}

const MOST_FUNCTIONS = 30;
