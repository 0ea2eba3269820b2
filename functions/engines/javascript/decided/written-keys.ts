import { objectsOf, optionIn } from '../options.ts';
import {
  type AnyNode,
  calledName,
  childrenOf,
  isCall,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { ChangeReaders } from './change-readers.ts';
import type { Decided } from './request-data.ts';

/** Knows whether a request names the key of an item that is put into a table of DynamoDB. */
export class WrittenKeys {
  readonly #of: ChangeReaders;
  #names: readonly string[] | undefined;

  constructor(of: ChangeReaders) {
    this.#of = of;
  }

  /** @param item what is put, where that is seen; @param path where it lies in what the call is given */
  putIn(given: AnyNode, path: readonly string[], item: AnyNode | undefined): Decided | undefined {
    const { data, fresh, values } = this.#of;
    const literals = item ? objectsOf(values, withoutWrapper(item)) : [];
    const names =
      literals.length > 0
        ? [...new Set(literals.flatMap((each) => this.#keyOf(each)))]
        : this.#known();
    const isFresh = literals.some((each) =>
      [...names, ...ids].some((name) => {
        const value = lastValue(each, name);
        return value !== undefined && fresh.has(value);
      }),
    );
    if (isFresh) return undefined;
    const asked = names.length > 0 ? names : ['id'];
    const decided = asked
      .map((name) => data.of(given, [...path, name]))
      .filter((each) => each !== undefined);

    return decided.find(({ isSent }) => isSent) ?? decided[0];
  }

  /** By the keys by which the code looks items up; else by what fields are called, or the first of them. */
  #keyOf(literal: NodeOf<'ObjectExpression'>): readonly string[] {
    const fields = literal.properties.flatMap((each) =>
      each.type === 'Property' ? (memberName(each) ?? []) : [],
    );
    const isOpen = literal.properties.some(({ type }) => type === 'SpreadElement');
    const known = this.#known().filter((each) => isOpen || fields.includes(each));
    if (known.length > 0) return known;
    const exact = fields.filter((each) =>
      /^(?:_?id|pk|sk|key|uuid|partitionKey|sortKey)$/i.test(each),
    );
    if (exact.length > 0) return exact;
    const like =
      fields.find((each) => /(?:id|_id|key)$|Id$/i.test(each)) ??
      fields.find((each) => /^(?:e?mail|user_?name|phone\w{0,10}|slug|code)$/i.test(each));
    const [first] = fields;
    if (isOpen) return [...new Set(['id', ...(like ? [like] : [])])];

    return like ? [like] : first === undefined ? [] : [first];
  }

  /** What the code names in a `Key`. */
  #known(): readonly string[] {
    const { values } = this.#of;
    this.#names ??= [
      ...new Set(
        keyed
          .flatMap((name) => values.callsOf(name).slice(0, MOST_CALLS))
          .flatMap(({ arguments: [given] }) => objectsOf(values, optionIn(values, given, 'Key')))
          .flatMap(({ properties }) =>
            properties.flatMap((each) =>
              each.type === 'Property' ? (memberName(each) ?? []) : [],
            ),
          ),
      ),
    ];
    return this.#names;
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
      if (node.type === 'Identifier') pending.push(...this.#meantBy(node));
      pending.push(...childrenOf(node));
    }
    return found;
  }

  #meantBy(node: NodeOf<'Identifier'>): readonly AnyNode[] {
    return this.#of.data.writtenBy(node);
  }
}

const ids = ['id', '_id', 'pk', 'sk', 'PK', 'SK', 'uuid'];

/** What a field has in the end; undefined where more may be put over it. */
function lastValue({ properties }: NodeOf<'ObjectExpression'>, name: string): AnyNode | undefined {
  const at = properties.findLastIndex(
    (each) => each.type === 'Property' && memberName(each) === name,
  );
  const property = properties[at];
  const isOver = properties.slice(at + 1).some(({ type }) => type === 'SpreadElement');

  return property?.type === 'Property' && !isOver ? property.value : undefined;
}

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
