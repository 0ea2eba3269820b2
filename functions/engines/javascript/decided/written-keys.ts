import { isPasswordName, keysNamedIn } from '../../signatures/index.ts';
import { WrittenLiterals } from '../designs/written-literals.ts';
import { enclosingClass } from '../members.ts';
import { isOfOneTable } from '../one-table.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { type Binding, bindingOf, lookUp, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  calledName,
  childrenOf,
  fieldNames,
  isCall,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import type { ChangeReaders } from './change-readers.ts';
import { type DecidedValue, together } from './decided-value.ts';
import { writtenBy } from './given-fields.ts';
import { fieldsKeptIn } from './schema-fields.ts';

/** Knows whether a request names the key of an item that is put into a table of DynamoDB. */
export class WrittenKeys {
  readonly #of: ChangeReaders;
  readonly #literals: WrittenLiterals;
  readonly #names = new Map<string, readonly string[]>();

  constructor(of: ChangeReaders) {
    this.#of = of;
    this.#literals = new WrittenLiterals(of.values);
  }

  /**
   * How a request names the key of what is put; undefined where it does not, or where the key is new.
   *
   * @param path where the item lies in what the call is given
   * @param item what is put, where that is seen
   */
  putIn(
    given: AnyNode,
    path: readonly string[],
    item: AnyNode | undefined,
  ): DecidedValue | undefined {
    const { data, fresh, values } = this.#of;
    const literals = item ? objectsOf(values, withoutWrapper(item)) : [];
    const table = optionIn(values, given, 'TableName');
    const kept = literals.length === 0 && item ? fieldsKeptIn(item, values) : undefined;
    const keysBy = (known: readonly string[]) => {
      if (kept) return keyAmong({ names: [...kept], isWritten: false, isOpen: false }, known);
      const setLater = item && literals.every(({ properties }) => properties.length === 0);
      const later = setLater ? fieldsSetIn(item) : [];
      if (literals.length > 0 && later.length > 0)
        return keyAmong({ names: later, isWritten: true, isOpen: false }, known);
      return literals.length > 0
        ? [...new Set(literals.flatMap((each) => keyAmong(fieldsOf(each, values), known)))]
        : known;
    };
    const isFresh = (each: NodeOf<'ObjectExpression'>, name: string) => {
      const value = this.#lastValue(each, name);
      return value !== undefined && fresh.has(value);
    };
    const areFresh = (keys: readonly string[]) =>
      literals.some((each) => keys.some((name) => isFresh(each, name)));
    const known = this.#known(table);
    let names = keysBy(known);
    const hasNewId =
      known.length === 0 &&
      literals.length > 0 &&
      literals.every((each) => {
        const own = fieldNames(each);
        const isKeyed = own.some((name) => ofPair.test(name));
        return !isKeyed && own.some((name) => isIdOfItem(name) && isFresh(each, name));
      });
    if (hasNewId || areFresh(names)) {
      // Beside a new id there may be the name that is the key.
      const elsewhere = this.#namedElsewhere(table);
      if (elsewhere.length === 0) return undefined;
      names = keysBy(elsewhere);
      if (areFresh(names)) return undefined;
    }
    if (literals.length > 0 && literals.every((each) => this.#keepsNothing(each, names)))
      return undefined;
    const spread = literals.flatMap(({ properties }) =>
      properties.flatMap((each) => (each.type === 'SpreadElement' ? each.argument : [])),
    );
    const set = [item, ...spread].flatMap((each) => (each ? keysSetIn(each) : []));
    const asked = set.length > 0 ? set : names.length > 0 ? names : ['id'];
    const decided = asked
      .map((name) => data.of(given, [...path, name]))
      .filter((each) => each !== undefined);

    const first = decided.find(({ isSent }) => isSent) ?? decided[0];

    return first && { ...first, onlyBy: together(decided)?.onlyBy };
  }

  /** What a field has in the end; undefined where more may be put over it. */
  #lastValue({ properties }: NodeOf<'ObjectExpression'>, name: string): AnyNode | undefined {
    const at = properties.findLastIndex(
      (each) => each.type === 'Property' && memberName(each) === name,
    );
    const property = properties[at];
    const isOver = properties
      .slice(at + 1)
      .some((each) => each.type === 'SpreadElement' && this.#mayHave(each.argument, name));

    return property?.type === 'Property' && !isOver ? property.value : undefined;
  }

  /** Whether what is spread may have a field: not where it is written without it, or a schema leaves it out. */
  #mayHave(spread: AnyNode, name: string): boolean {
    const literals = this.#literals.of(spread);
    if (literals) return literals.some((each) => fieldNames(each).includes(name));
    const kept = fieldsKeptIn(spread, this.#of.values);

    return !kept || kept.has(name);
  }

  /** Whether what the request says is put in the place of the one item of a fixed key: `{ id: 'settings', value: body.value }`. */
  isTheOne(given: AnyNode): boolean {
    const { data, values } = this.#of;
    const item = optionIn(values, given, 'Item');
    const literals = item ? objectsOf(values, withoutWrapper(item)) : [];

    return (
      literals.length > 0 &&
      literals.every(({ properties }) => {
        const fields = properties.flatMap((each) => (each.type === 'Property' ? [each] : []));
        const keys = fields.filter((each) => /^(?:_?id|pk|sk|key)$/i.test(memberName(each) ?? ''));
        return (
          fields.length === properties.length &&
          keys.length > 0 &&
          keys.every((each) => textOf(each.value) !== undefined) &&
          !this.#isPartOfNew(keys, fields) &&
          fields.some((each) => data.of(each.value)?.isSent)
        );
      })
    );
  }

  /** `{ employee_id: uuid(), sk: 'PROFILE' }`: beside the second part of a key, the first is new. */
  #isPartOfNew(
    keys: readonly NodeOf<'Property'>[],
    fields: readonly NodeOf<'Property'>[],
  ): boolean {
    return (
      keys.every((each) => /^sk$/i.test(memberName(each) ?? '')) &&
      fields.some((each) => isIdOfItem(memberName(each) ?? '') && this.#of.fresh.has(each.value))
    );
  }

  /** Beside the key it has a time, which may well be a part of it; or nothing of the request's but an address. */
  #keepsNothing(item: NodeOf<'ObjectExpression'>, names: readonly string[]): boolean {
    const { data, fresh, values } = this.#of;
    const { properties } = item;
    const fields = properties.flatMap((each) => (each.type === 'Property' ? [each] : []));
    const { isWritten, isOpen } = fieldsOf(item, values);
    if (isOpen) return false;
    const isTimed = fields.some(
      (each) =>
        (/^(?:timestamp|ts|time|date)$/i.test(memberName(each) ?? '') || isJoined(each.value)) &&
        fresh.has(each.value),
    );
    const others = fields.filter((each) => !names.includes(memberName(each) ?? ''));
    const isAddress = names.length > 0 && names.every((each) => /mail|phone/i.test(each));

    return (
      (isTimed && !names.some((each) => /^(?:_?id|pk|sk)$/i.test(each))) ||
      (isWritten &&
        isAddress &&
        !others.some((each) => data.of(each.value) || isOfPassword(memberName(each) ?? '')))
    );
  }

  /** What the code names in a `Key`. */
  #known(table: AnyNode | undefined): readonly string[] {
    const { values } = this.#of;
    const called = table && this.#calledAs(table);
    const cached = this.#names.get(called ?? '');
    if (cached) return cached;
    const names = [
      ...new Set(
        keyed
          .flatMap((name) => values.callsOf(name).slice(0, MOST_CALLS))
          .flatMap(({ arguments: [given] }) => {
            const other = optionIn(values, given, 'TableName');
            const isSame = !called || !other || this.#calledAs(other) === called;
            return isSame ? objectsOf(values, optionIn(values, given, 'Key')) : [];
          })
          .flatMap(fieldNames),
      ),
    ];
    this.#names.set(called ?? '', names);
    return names;
  }

  /** What other functions of the archive name in a `Key`, in files that have one table. */
  #namedElsewhere(table: AnyNode | undefined): readonly string[] {
    const called = table && this.#calledAs(table);

    return called ? keysNamedIn(this.#of.others, (code) => isOfOneTable(code, called)) : [];
  }

  /** A table by its text, or by the name that stands for it; undefined where neither is seen. */
  #calledAs(table: AnyNode): string | undefined {
    const { values } = this.#of;

    return (
      textOf(table) ??
      values.namesOf(table)[0] ??
      (table.type === 'Identifier' ? table.name : undefined)
    );
  }

  /** `PutRequest`, `DeleteRequest`, `Put`, `Update` and `Delete`, by what is given to them. */
  writesIn(given: AnyNode): readonly (readonly [string, AnyNode])[] {
    const found: (readonly [string, AnyNode])[] = [];
    const pending = [given];
    const seen = new Set<AnyNode>();

    for (let node = pending.pop(); node && seen.size < MOST_NODES; node = pending.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const name = node.type === 'Property' ? memberName(node) : undefined;
      if (
        node.type === 'Property' &&
        name !== undefined &&
        /^(?:Put|Delete)(?:Request)?$|^Update$/.test(name)
      ) {
        found.push([name, node.value]);
        continue;
      }
      if (node.type === 'Identifier') pending.push(...writtenBy(node));
      pending.push(...childrenOf(node));
    }
    return found;
  }
}

/** The names of the fields of an item, its own first. */
function fieldsOf(item: NodeOf<'ObjectExpression'>, values: Values): Fields {
  const own = fieldNames(item);
  const spread = item.properties.flatMap((each) =>
    each.type === 'SpreadElement' ? [fieldsKeptIn(each.argument, values)] : [],
  );

  return {
    names: [...own, ...spread.flatMap((each) => [...(each ?? [])])],
    isWritten: spread.length === 0,
    isOpen: spread.includes(undefined),
  };
}

interface Fields {
  readonly names: readonly string[];
  /** Whether each is written where the item is. */
  readonly isWritten: boolean;
  /** Whether it may have others. */
  readonly isOpen: boolean;
}

/** By the keys by which the code looks items up; else by what fields are called, or the first of them. */
function keyAmong(
  { names, isWritten, isOpen }: Fields,
  looked: readonly string[],
): readonly string[] {
  const known = looked.filter((each) => isOpen || names.includes(each));
  if (known.length > 0) return known;
  const named = (pattern: RegExp) => names.filter((each) => pattern.test(each));
  const pair = named(ofPair);
  if (pair.length > 0) return pair;
  const exact = named(/^(?:_?id|uuid|key)$/i);
  if (exact.length > 0) return exact;
  const usual = ['id', 'pk', 'PK', '_id'];
  if (isOpen) return usual;
  const [like] = [
    ...named(/(?:_id|Id|ID|_key|Key)$/),
    ...named(/^(?:e?mail|user_?name|phone\w{0,10}|slug|code|sku|isbn)$/i),
  ];
  if (like !== undefined) return [like];

  return isWritten ? names.slice(0, 1) : usual;
}

function isOfPassword(name: string): boolean {
  return isPasswordName(name) || /hash|pass|pwd/i.test(name);
}

/** Keys that are set in an item before it is put: `item.id = uuid()`, and `this.id = uuid()` of its class. */
function keysSetIn(item: AnyNode): readonly string[] {
  const makers = item.type === 'ThisExpression' ? makersOf(item) : [];
  const writes = [bindingOf(item), ...makers].flatMap((each) => each?.writes ?? []);
  const fields = writes.flatMap(({ path: [field = '', ...deeper] }) =>
    deeper.length === 0 && /^(?:_?id|pk|sk|uuid)$/i.test(field) ? field : [],
  );

  return [...new Set(fields)];
}

/** Of an item that begins empty: `item.name = query.name`, in their order. */
function fieldsSetIn(item: AnyNode): readonly string[] {
  const fields = (bindingOf(item)?.writes ?? []).flatMap(({ path: [field = '', ...deeper] }) =>
    deeper.length === 0 && field !== '' ? field : [],
  );

  return [...new Set(fields)];
}

/** What constructors of the class around it call `this`. */
function makersOf(node: AnyNode): readonly Binding[] {
  const members = enclosingClass(node)?.body.body ?? [];

  return members.flatMap((each) =>
    each.type === 'MethodDefinition' && each.kind === 'constructor'
      ? (lookUp('this', scopeOf(each.value.body)) ?? [])
      : [],
  );
}

/** `${new Date().toISOString()}#${id}`: put together as keys are. */
function isJoined(value: AnyNode): boolean {
  return (
    value.type === 'TemplateLiteral' &&
    value.expressions.length > 1 &&
    value.quasis.every(({ value: { cooked } }) => /^[#|:_]?$/.test(cooked ?? ''))
  );
}

const ofPair = /^(?:pk|sk|partition_?key|sort_?key)$/i;

/** Whether a field may be what sets items of a table apart: an id, but of who asked or of the asking. */
function isIdOfItem(name: string): boolean {
  return /^_?id$|^uuid$|(?:_id|Id|ID)$/.test(name) && !ofAsking.test(name);
}

const ofAsking = /^(?:request|trace|correlation|session|device|connection)(?:_id|I[dD])$/;

function withoutWrapper(node: AnyNode): AnyNode {
  const [given] = isCall(node) ? node.arguments : [];

  return given && isCall(node) && /^(?:marshall|marshaller|convert)$/.test(calledName(node) ?? '')
    ? given
    : node;
}

const keyed =
  'GetCommand GetItemCommand UpdateCommand UpdateItemCommand DeleteCommand DeleteItemCommand get getItem update updateItem delete deleteItem'.split(
    ' ',
  );

const MOST_CALLS = 40;
const MOST_NODES = 400;
