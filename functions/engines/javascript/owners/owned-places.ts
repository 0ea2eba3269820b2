import { type FoundOwner, isLastChange, isOwnerName } from '../../signatures/index.ts';
import { sqlIn } from '../decided/sql-in.ts';
import type { Places } from '../evidence.ts';
import { objectsOf, optionIn } from '../options.ts';
import { scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  constantText,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
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
  readonly object?: NodeOf<'ObjectExpression'> | undefined;
}

/** Knows by which code items are each of one user: it keeps who calls with them, finds them by that, or compares it with what is kept. */
export class OwnedPlaces {
  readonly #values: Values;
  readonly #identity: CallerIdentity;
  readonly #shown = new Map<string, readonly Owning[]>();
  #calls: ReadonlyMap<string, readonly CallNode[]> | undefined;

  constructor(values: Values, identity: CallerIdentity) {
    this.#values = values;
    this.#identity = identity;
  }

  /** Whether that is seen of any place. */
  get areAny(): boolean {
    return [...this.#byPlace.keys()].some((place) => this.#all(place).length > 0);
  }

  /** Where it is seen of the items of a place that such a key names. */
  of(
    place: string,
    key: readonly NodeOf<'ObjectExpression'>[],
    places: Places,
  ): readonly FoundOwner[] {
    return this.#all(place)
      .filter((each) => isOfSameItems(key, each))
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
  get #byPlace(): ReadonlyMap<string, readonly CallNode[]> {
    this.#calls ??= Map.groupBy(
      names.flatMap((name) => this.#values.callsOf(name).slice(0, MOST_CALLS)),
      (call) => placeKept(call, this.#values) ?? NOWHERE,
    );
    return this.#calls;
  }

  #by(call: CallNode): Owning | undefined {
    const [given, second] = call.arguments;
    if (!given) return undefined;
    const finds = finding.test(calledName(call) ?? '');
    const named = parts.flatMap((name) => optionIn(this.#values, given, name) ?? []);
    const options = named.length > 0 ? named : [given, ...(second ? [second] : [])];
    const isKept = keeping.test(calledName(call) ?? '') || /^\s*INSERT\b/i.test(sqlIn(given) ?? '');
    const isHeld = conditions.some((name) => optionIn(this.#values, given, name));
    const updated = isHeld ? undefined : optionIn(this.#values, given, 'ExpressionAttributeValues');
    const data = optionIn(this.#values, given, 'data');

    for (const part of options) {
      const isSure =
        !isKept &&
        part !== updated &&
        part !== data &&
        (part !== second || part.type === 'ArrayExpression');
      if (part.type === 'ArrayExpression' && this.#identity.isIn(part))
        return { at: call, finds, isSure };
      for (const object of objectsOf(this.#values, unwrapped(part))) {
        const some = propertiesOf(object).filter(
          ({ name, value }) =>
            !isFunction(value) && !isLastChange(name) && this.#identity.isIn(value),
        );
        const owner = some.find(({ name }) => isOwnerName(name)) ?? some[0];
        if (owner) return { at: call, field: owner.name.replace(/^:/, ''), finds, isSure, object };
      }
    }
    return undefined;
  }

  /** The function that a call stands in, and those by which that is called. */
  #around(call: CallNode): readonly FunctionNode[] {
    const found: FunctionNode[] = [];
    let inner: readonly AnyNode[] = [call];
    for (let steps = 0; steps < MOST_CALLERS; steps += 1) {
      const of = inner.flatMap((each) => scopeOf(each).function ?? []);
      found.push(...of);
      inner = of.flatMap((each) =>
        this.#values
          .sitesOf(each)
          .slice(0, MOST_SITES)
          .map((site) => site.call),
      );
    }
    return found;
  }

  /** `note.owner !== claims.sub` */
  #comparedIn(of: FunctionNode): readonly Owning[] {
    const found: Owning[] = [];
    const pending: AnyNode[] = [of.body];
    for (
      let node = pending.pop(), count = 0;
      node && count < MOST_NODES;
      node = pending.pop(), count += 1
    ) {
      if (node.type === 'BinaryExpression' && this.#isOwnerCompared(node))
        found.push({ at: node, isSure: true });
      pending.push(...childrenOf(node));
    }
    return found;
  }

  #isOwnerCompared({ left, right, operator }: NodeOf<'BinaryExpression'>): boolean {
    if (!/^[!=]==?$/.test(operator)) return false;
    const kept = [left, right].find((each) => isOwning(each) && !this.#identity.isIn(each));

    return kept !== undefined && [left, right].some((each) => this.#identity.isIn(each));
  }
}

/** Whether what is kept shows an owner of what is named by such a key: what both have as a constant is the same, as the type of an item in a table of many. */
function isOfSameItems(key: readonly NodeOf<'ObjectExpression'>[], { object }: Owning): boolean {
  const others = object ? propertiesOf(object) : [];

  return key.flatMap(propertiesOf).every(({ name, value }) => {
    const begin = beginOf(value);
    const other = others.find((each) => each.name === name);
    return begin === undefined || (other !== undefined && beginOf(other.value) === begin);
  });
}

/** The constant that a text begins with: `NOTE#${id}`. */
function beginOf(node: AnyNode): string | undefined {
  const text = constantText(node);
  if (text !== undefined) return text;
  if (node.type === 'TemplateLiteral') return node.quasis[0]?.value.cooked || undefined;
  if (node.type === 'BinaryExpression' && node.left.type !== 'PrivateIdentifier')
    return beginOf(node.left);
  if (node.type !== 'ObjectExpression') return undefined;
  // `{ S: 'note' }`
  const [only] = node.properties;

  return only?.type === 'Property' ? beginOf(only.value) : undefined;
}

/** A field that has who owns it: `note.userId`. */
function isOwning(node: AnyNode): boolean {
  return node.type === 'MemberExpression' && isOwnerName(fieldRead(node) ?? '');
}

interface NamedValue {
  readonly name: string;
  readonly value: AnyNode;
}

function propertiesOf({ properties }: NodeOf<'ObjectExpression'>): readonly NamedValue[] {
  return properties.flatMap((each) =>
    each.type === 'Property' ? { name: memberName(each) ?? '', value: each.value } : [],
  );
}

/** `marshall({ … })` */
function unwrapped(node: AnyNode): AnyNode {
  return isCall(node) && calledName(node) === 'marshall' && node.arguments[0]
    ? node.arguments[0]
    : node;
}

/** Calls that only put something there. */
const keeping = /^(?:put|create|insert)/i;

const conditions = ['ConditionExpression', 'FilterExpression', 'KeyConditionExpression'];

const finding = /^(?:query|scan|find|get|count|execute)/i;

const parts = ['Item', 'Key', 'ExpressionAttributeValues', 'where', 'data'];

const names =
  'PutCommand put PutItemCommand putItem create insertOne insertMany insert GetCommand get GetItemCommand getItem DeleteCommand delete DeleteItemCommand deleteItem UpdateCommand update UpdateItemCommand updateItem QueryCommand query ScanCommand scan find findOne findAll execute updateOne deleteOne findOneAndUpdate findOneAndDelete findMany findFirst countDocuments destroy'.split(
    ' ',
  );

/** Of calls of which it is not known. */
const NOWHERE = '';
const MOST_CALLS = 60;
const MOST_CALLERS = 3;
const MOST_SITES = 8;
const MOST_NODES = 4_000;
