import { type FoundOwner, isLastChange, isOwnerName } from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import type { AskedOfChange } from '../decided/decided-call.ts';
import { textsOf } from '../decided/sql-changes.ts';
import type { Places } from '../evidence.ts';
import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import { scopeOf } from '../scope.ts';
import { itemsOf, plainValue, type WrittenItem } from '../signatures/written-items.ts';
import type { AnyNode, Call, Expression, FunctionNode, NodeOf } from '../syntax.ts';
import { takenName } from '../taken-name.ts';
import type { CallerIdentity } from './caller-identity.ts';
import { placeKept } from './kept-places.ts';

/** What shows that the items of a place are each of one user. */
interface Owning {
  /** Where that is seen. */
  readonly at: AnyNode;
  /** The field that has the owner, as far as it is seen. */
  readonly field?: string | undefined;
  /** Whether it reads what is the owner's alone. */
  readonly finds?: boolean;
  /** Whether items are found by who calls, or compared with that, and not only kept with it. */
  readonly isSure?: boolean;
  /** The item, its key or its filter, as it is written. */
  readonly item?: WrittenItem | undefined;
}

/** Knows by which code items are each of one user: it keeps who calls with them, finds them by that, or compares it with what is kept. */
export class OwnedPlaces {
  readonly #asked: AskedOfChange;
  readonly #identity: CallerIdentity;
  readonly #shown = new Map<string, readonly Owning[]>();
  #calls: ReadonlyMap<string, readonly Call[]> | undefined;

  constructor(asked: AskedOfChange, identity: CallerIdentity) {
    this.#asked = asked;
    this.#identity = identity;
  }

  /** Whether that is seen of any place. */
  get areAny(): boolean {
    return [...this.#byPlace.keys()].some((place) => this.#all(place).length > 0);
  }

  /** Where it is seen of the items of a place that such keys name. */
  of(place: string, keys: readonly WrittenItem[], places: Places): readonly FoundOwner[] {
    return this.#all(place)
      .filter((each) => isOfSameItems(keys, each))
      .map(({ at, field, finds = false, isSure = false }) => ({
        field,
        finds,
        isSure,
        at: places.of(at),
      }));
  }

  #all(place: string): readonly Owning[] {
    const known = place === NOWHERE ? [] : this.#shown.get(place);
    if (known) return known;
    const calls = this.#byPlace.get(place) ?? [];
    const around = new Set(calls.slice(0, MOST_CALLS).flatMap((call) => this.#around(call)));
    const shown = [
      ...calls.flatMap((call) => this.#by(call) ?? []),
      ...[...around].flatMap((of) => this.#comparedIn(of)),
    ];
    this.#shown.set(place, shown);

    return shown;
  }

  /** The calls that keep, find or remove something, by where. */
  get #byPlace(): ReadonlyMap<string, readonly Call[]> {
    const { values } = this.#asked;
    this.#calls ??= Map.groupBy(
      names.flatMap((name) => values.callsOf(name).slice(0, MOST_CALLS)),
      (call) => placeKept(call, this.#asked) ?? NOWHERE,
    );
    return this.#calls;
  }

  #by(call: Call): Owning | undefined {
    const finds = /^(?:query|scan|find|get|count|fetch|execute)/.test(calledName(call) ?? '');
    const named = parts.flatMap((name) => argumentOf(call, undefined, name) ?? []);
    const options = named.length > 0 ? named : call.arguments.slice(0, 2).map(({ value }) => value);

    const [statement] = call.arguments;
    const isKept =
      /^(?:put|insert)/.test(calledName(call) ?? '') ||
      (statement &&
        textsOf(statement.value, this.#asked).some((text) => /^\s*INSERT\b/i.test(text)));
    const isHeld = conditions.some((name) => argumentOf(call, undefined, name));
    const updated = isHeld ? undefined : argumentOf(call, undefined, 'ExpressionAttributeValues');
    const second = /^(?:update|find_one_and_update)/.test(calledName(call) ?? '')
      ? argumentOf(call, 1, 'update')
      : undefined;

    for (const part of options) {
      const isSure = !isKept && part !== updated && part !== second;
      const items = itemsOf(part, call, this.#asked.values);
      for (const item of items) {
        const some = item.filter(
          ({ key = '', value }) => !isLastChange(key) && this.#identity.isIn(plainValue(value)),
        );
        const owner = some.find(({ key }) => isOwnerName(key ?? '')) ?? some[0];
        if (owner?.key !== undefined)
          return { at: call, field: owner.key.replace(/^:/, ''), finds, isSure, item };
      }
      const written = this.#asked.values.writtenAs(part);
      if (written.type !== 'Dict' && this.#identity.isIn(written))
        return { at: call, field: fieldAsked(written), finds, isSure };
    }
    return undefined;
  }

  /** The function that a call stands in, and those by which that is called. */
  #around(call: Call): readonly FunctionNode[] {
    const found: FunctionNode[] = [];
    let inner: readonly AnyNode[] = [call];
    for (let steps = 0; steps < MOST_CALLERS; steps += 1) {
      const of = inner.flatMap((each) => scopeOf(each).function ?? []);
      found.push(...of);
      inner = of.flatMap((each) =>
        this.#asked.values
          .sitesOf(each)
          .slice(0, MOST_SITES)
          .map((site) => site.node),
      );
    }
    return found;
  }

  /** `note['owner'] != claims['sub']` */
  #comparedIn(of: FunctionNode): readonly Owning[] {
    const found: Owning[] = [];
    const pending: AnyNode[] = [of.body];
    let node = pending.pop();
    for (let count = 0; node && count < MOST_NODES; count += 1) {
      if (node.type === 'Binary' && this.#isOwnerCompared(node))
        found.push({ at: node, isSure: true });
      pending.push(...childrenOf(node));
      node = pending.pop();
    }
    return found;
  }

  #isOwnerCompared({ left, right, operator }: NodeOf<'Binary'>): boolean {
    if (!/^[!=]=$/.test(operator)) return false;
    const kept = [left, right].find(
      (each) => isOwnerName(takenName(each) ?? '') && !this.#identity.isIn(each),
    );

    return kept !== undefined && [left, right].some((each) => this.#identity.isIn(each));
  }
}

/** `Key('userId').eq(user_id)` */
function fieldAsked(node: Expression): string | undefined {
  return nodesIn(node).flatMap((each) =>
    each.type === 'Call' && each.callee.type === 'Name' && /^(?:Key|Attr)$/.test(each.callee.name)
      ? (constantText(each.arguments[0]?.value) ?? [])
      : [],
  )[0];
}

/** Whether what is kept shows an owner of what is named by such a key: what both have as a constant is the same, as the type of an item in a table of many. */
function isOfSameItems(keys: readonly WrittenItem[], { item = [] }: Owning): boolean {
  return keys.flat().every(({ key, value }) => {
    const begin = beginOf(plainValue(value));
    if (begin === undefined) return true;
    const other = item.findLast((each) => each.key === key);
    return other !== undefined && beginOf(plainValue(other.value)) === begin;
  });
}

/** The constant that a text begins with: `f'NOTE#{id}'`. */
function beginOf(node: Expression): string | undefined {
  const text = constantText(node);
  if (text !== undefined) return text;
  if (node.type === 'FormattedText') return constantText(node.parts[0]) || undefined;

  return node.type === 'Binary' ? beginOf(node.left) : undefined;
}

const parts = [
  'Item',
  'Key',
  'KeyConditionExpression',
  'FilterExpression',
  'ExpressionAttributeValues',
  'ConditionExpression',
];

const conditions = ['ConditionExpression', 'FilterExpression', 'KeyConditionExpression'];

const names =
  'put_item get_item delete_item update_item query scan insert_one insert_many find find_one update_one delete_one find_one_and_update find_one_and_delete execute fetch fetchrow fetchval'.split(
    ' ',
  );

/** Of calls of which it is not known. */
const NOWHERE = '';
const MOST_CALLS = 60;
const MOST_CALLERS = 3;
const MOST_SITES = 8;
const MOST_NODES = 4_000;
