import { childrenOf } from '../children-of.ts';
import { nodesIn } from '../nodes-in.ts';
import { scopeOf } from '../scope.ts';
import type { AnyNode, Block, Call, Expression, FunctionNode, NodeOf } from '../syntax.ts';
import type { AskedOfChange } from './decided-call.ts';
import { knownAnswers } from './known-answers.ts';

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
export const wayTo = knownAnswers((node: AnyNode, asked): WayTo => {
  const conditions: Condition[] = [];
  let at: AnyNode | undefined = node;

  for (let depth = 0; at && depth < MOST_CALLERS; depth += 1) {
    const around = scopeOf(at).function;
    conditions.push(...askedBefore(at, around, asked));
    if (!around || asked.values.isStarted(around)) return { conditions, isWhole: true };
    at = onlySiteOf(around, asked);
  }
  return { conditions, isWhole: false };
});

function askedBefore(
  place: AnyNode,
  around: FunctionNode | undefined,
  asked: AskedOfChange,
): readonly Condition[] {
  const { conditions, calls } = partsOf(around, asked);
  asked.values.spend(conditions.length + calls.length);
  const within = nodesAround(place);

  return [
    ...conditions.flatMap((each) => {
      const answer = wayOn(place, within, each);
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
const askedIn = knownAnswers(({ callee }: Call, asked): readonly Condition[] =>
  asked.values.functionsOf(callee).flatMap(({ node }) =>
    partsOf(node, asked).conditions.flatMap((each) => {
      if (isRefusing(each.body)) return { test: each.test, answer: false };
      return each.otherwise && isRefusing(each.otherwise) ? { test: each.test, answer: true } : [];
    }),
  ),
);

/** For which answer of a condition it comes to a place behind or in it; undefined where that may be both. */
function wayOn(
  node: AnyNode,
  within: ReadonlySet<AnyNode>,
  { body, otherwise, start }: NodeOf<'If'>,
): boolean | undefined {
  if (within.has(body)) return true;
  if (otherwise && within.has(otherwise)) return false;
  if (start > node.start) return undefined;
  if (isEnding(body)) return false;

  return otherwise && isEnding(otherwise) ? true : undefined;
}

function nodesAround(node: AnyNode): ReadonlySet<AnyNode> {
  const all = new Set<AnyNode>();
  for (let at: AnyNode | undefined = node; at; at = at.parent) all.add(at);

  return all;
}

const isEnding = known((block) =>
  holds(block, ({ type }) => type === 'Return' || type === 'Raise'),
);

/** It raises, or answers so: what it returns else may be what was found. */
const isRefusing = known((block) =>
  holds(
    block,
    (node) =>
      node.type === 'Raise' ||
      (node.type === 'Return' &&
        nodesIn(node).some((each) => each.type === 'Number' && /^4\d\d$/.test(each.value))),
  ),
);

/** Each change asks for what stands before it. */
function known(is: (block: Block) => boolean): (block: Block) => boolean {
  const all = new WeakMap<Block, boolean>();

  return (block) => {
    const before = all.get(block);
    if (before !== undefined) return before;
    const found = is(block);
    all.set(block, found);
    return found;
  };
}

/** Statements below a block, without functions in it: the first that is one ends the search. */
function holds(block: Block, is: (node: AnyNode) => boolean): boolean {
  const pending: AnyNode[] = [block];

  for (let next = pending.pop(); next; next = pending.pop()) {
    if (is(next)) return true;
    if (next.type !== 'Function' && next.type !== 'Class') {
      pending.push(...childrenOf(next).toReversed());
    }
  }
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
