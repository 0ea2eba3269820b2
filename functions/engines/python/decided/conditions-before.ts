import { nodesIn } from '../nodes-in.ts';
import { scopeOf } from '../scope.ts';
import type { AnyNode, Block, Call, Expression, FunctionNode, NodeOf } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';

/** A condition that has an answer where code comes to a place. */
interface Condition {
  readonly test: Expression;
  readonly answer: boolean;
}

/** What stands before a place. */
interface WayTo {
  readonly conditions: readonly Condition[];
  /** From what Lambda or a framework calls, with nothing beside it. */
  readonly isWhole: boolean;
}

/**
 * What surely has been asked where code comes to a place: in the function around it, in those that it calls before and that refuse, and
 * around the one place from where it is called.
 */
export function wayTo(node: AnyNode, asked: AskedOfChange): WayTo {
  const conditions: Condition[] = [];
  let at: AnyNode | undefined = node;

  for (let depth = 0; at && depth < MOST_CALLERS; depth += 1) {
    const around = scopeOf(at).function;
    conditions.push(...askedBefore(at, around, asked));
    if (!around || asked.values.isStarted(around)) return { conditions, isWhole: true };
    at = onlySiteOf(around, asked);
  }
  return { conditions, isWhole: false };
}

function askedBefore(
  place: AnyNode,
  around: FunctionNode | undefined,
  asked: AskedOfChange,
): readonly Condition[] {
  const { conditions, calls } = partsOf(around, asked);

  return [
    ...conditions.flatMap((each) => {
      const answer = wayOn(place, each);
      return answer === undefined ? [] : { test: each.test, answer };
    }),
    ...calls.flatMap((call) => (call.end < place.start ? askedIn(call, asked) : [])),
  ];
}

function onlySiteOf(of: FunctionNode, { values, isLive }: AskedOfChange): AnyNode | undefined {
  const [only, ...others] = values.sitesOf(of).filter(({ node }) => isLive(node));

  return others.length === 0 ? only?.node : undefined;
}

/** What a function asks that refuses. */
function askedIn({ callee }: Call, asked: AskedOfChange): readonly Condition[] {
  return asked.values.functionsOf(callee).flatMap(({ node }) =>
    partsOf(node, asked).conditions.flatMap((each) => {
      if (isRefusing(each.body)) return { test: each.test, answer: false };
      return each.otherwise && isRefusing(each.otherwise) ? { test: each.test, answer: true } : [];
    }),
  );
}

/** For which answer of a condition it comes to a place behind or in it; undefined where that may be both. */
function wayOn(node: AnyNode, { body, otherwise, start }: NodeOf<'If'>): boolean | undefined {
  if (isWithin(node, body)) return true;
  if (otherwise && isWithin(node, otherwise)) return false;
  if (start > node.start) return undefined;
  if (isEnding(body)) return false;

  return otherwise && isEnding(otherwise) ? true : undefined;
}

function isEnding(block: Block): boolean {
  return nodesIn(block).some(({ type }) => type === 'Return' || type === 'Raise');
}

/** It raises, or answers so: what it returns else may be what was found. */
function isRefusing(block: Block): boolean {
  return nodesIn(block).some(
    (node) =>
      node.type === 'Raise' ||
      (node.type === 'Return' &&
        nodesIn(node).some((each) => each.type === 'Number' && /^4\d\d$/.test(each.value))),
  );
}

function isWithin(node: AnyNode, around: AnyNode): boolean {
  for (let at: AnyNode | undefined = node; at; at = at.parent) if (at === around) return true;

  return false;
}

interface Parts {
  readonly conditions: NodeOf<'If'>[];
  readonly calls: Call[];
}

function partsOf(of: FunctionNode | undefined, { live }: AskedOfChange): Parts {
  const all = knownParts.get(live) ?? partsByFunction(live);
  knownParts.set(live, all);

  return all.get(of) ?? none;
}

function partsByFunction(live: readonly AnyNode[]): ReadonlyMap<FunctionNode | undefined, Parts> {
  const all = new Map<FunctionNode | undefined, Parts>();
  for (const node of live) {
    if (node.type !== 'If' && node.type !== 'Call') continue;
    const of = scopeOf(node).function;
    const parts = all.get(of) ?? { conditions: [], calls: [] };
    all.set(of, parts);
    if (node.type === 'If') parts.conditions.push(node);
    else parts.calls.push(node);
  }
  return all;
}

const none: Parts = { conditions: [], calls: [] };

/** Each change asks for those of its function. */
const knownParts = new WeakMap<readonly AnyNode[], ReturnType<typeof partsByFunction>>();

const MOST_CALLERS = 5;
