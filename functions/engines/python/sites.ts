import { holderOf } from './members.ts';
import { scopeOf } from './scope.ts';
import type { AnyNode, Argument, Expression, FunctionNode } from './syntax.ts';
import type { Site, Values } from './value.ts';

/** Where a function may be called, looking forwards from where it is written. */
export function sitesOf(node: FunctionNode, values: Values): readonly Site[] {
  const uses: readonly Expression[] = node.name
    ? (holderOf(node)?.reads ?? [])
    : [node, ...(holderOf(node)?.reads ?? [])];
  const direct = uses.flatMap((use) => siteOf(use));
  const name = holderOf(node)?.name;
  const candidates = name === undefined ? [] : values.callsOf(nameOfCalls(node, name));
  if (hasUnseenSites(node, values)) return direct;

  const byName = candidates
    .filter((call) => !direct.some((site) => site.node === call))
    .flatMap((call) =>
      values
        .functionsOf(call.callee)
        .filter((called) => called.node === node)
        .map(({ taken }) => ({ node: call, taken })),
    );
  return [...direct, ...byName];
}

/** Whether its name has more calls than are looked at: `sitesOf` then has only those beside it. */
export function hasUnseenSites(node: FunctionNode, values: Values): boolean {
  const name = holderOf(node)?.name;

  return name !== undefined && values.callsOf(nameOfCalls(node, name)).length > MOST_CANDIDATES;
}

/** An `__init__` is called by the name of its class. */
function nameOfCalls(node: FunctionNode, name: string): string {
  const owner = scopeOf(node).class;

  return name === '__init__' && owner ? owner.name.name : name;
}

/** Of a name that more calls have, none is looked at: `get` of a library has thousands. */
const MOST_CANDIDATES = 300;

/** `use()`. */
function siteOf(use: AnyNode): readonly Site[] {
  const { parent } = use;

  return parent?.type === 'Call' && parent.callee === use ? [{ node: parent, taken: 0 }] : [];
}

/** The argument that a parameter gets; undefined where it gets none, or what is spread. */
export function argumentFor(
  { node, taken }: Site,
  of: FunctionNode,
  index: number,
): Expression | undefined {
  if (node.type !== 'Call') return undefined;
  const parameter = of.parameters[index];
  const byName = node.arguments.find(({ name }) => name === parameter?.name.name);
  if (byName) return byName.value;

  const positional = node.arguments.filter(isPositional);
  const one = index >= taken ? positional[index - taken] : undefined;
  return one?.spread === '' && parameter?.isKeywordOnly !== true ? one.value : undefined;
}

/** What is spread over the parameters of a call that gives one nothing by itself: `order(*parts)`, `Order(**body)`. */
export function spreadIn({ node }: Site): readonly Expression[] {
  return node.type === 'Call'
    ? node.arguments.flatMap(({ spread, value }) => (spread === '' ? [] : value))
    : [];
}

/** The last of those that `*names`, at an index, gets by its place; undefined where it is none, or spread. */
export function lastArgumentFor({ node, taken }: Site, index: number): Expression | undefined {
  if (node.type !== 'Call') return undefined;
  const positional = node.arguments.filter(isPositional);
  const last = positional.at(-1);

  return last?.spread === '' && positional.length > index - taken ? last.value : undefined;
}

/** Of a call: it has a place, or is spread over several. */
export function isPositional({ name, spread }: Argument): boolean {
  return name === undefined && spread !== '**';
}

/** The place among the positional arguments; undefined for one that is named. */
export function positionOf(argument: Argument): number | undefined {
  const call = argument.parent;
  if (call?.type !== 'Call' || argument.name !== undefined || argument.spread === '**') {
    return undefined;
  }

  return call.arguments.filter(isPositional).indexOf(argument);
}

/** The name by which a reader knows a function. */
export function nameOfFunction(node: FunctionNode): string | undefined {
  return node.name?.name ?? holderOf(node)?.name;
}
