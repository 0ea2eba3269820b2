import { givesPower, isLoginName } from '../../signatures/index.ts';
import { optionIn, textOf } from '../options.ts';
import { type AnyNode, type CallNode, memberName, type NodeOf } from '../syntax.ts';
import type { Readers } from './readers.ts';

/** Knows which calls of AWS are about the connection that a WebSocket's message comes by, and no other. */
export class OwnConnection {
  readonly #of: Readers;

  constructor(of: Readers) {
    this.#of = of;
  }

  isOne(call: CallNode, service: string, operation: string): boolean {
    const [given] = call.arguments;
    const all = (given && this.#of.literals.of(given)) ?? [];

    return (
      all.length > 0 &&
      all.every((settings) => {
        if (settings.properties.some((each) => each.type !== 'Property')) return false;
        if (service === 'apigatewaymanagementapi') {
          const id = optionIn(this.#of.values, settings, 'ConnectionId');
          return id !== undefined && this.#isId(id);
        }
        const table = optionIn(this.#of.values, settings, 'TableName');
        if (!table || this.#of.data.has(table)) return false;
        return operation === 'PutItem'
          ? this.#isPut(settings)
          : this.#isByKey(settings) && !this.#givesPower(settings);
      })
    );
  }

  /** An item with the id in it, or what was read by it. */
  #isPut(settings: NodeOf<'ObjectExpression'>): boolean {
    const item = optionIn(this.#of.values, settings, 'Item');
    const all = (item && this.#of.items.of(item)) ?? [];

    return (
      all.length > 0 &&
      all.every(
        ({ fields, isOpen, spread }) =>
          !isOpen &&
          ![...fields].some(([name, value]) => givesPower(name) && this.#of.data.has(value)) &&
          (this.#isKeyOf(fields) || spread.some((each) => this.#isOfId(each))),
      )
    );
  }

  /** The first that may be one. */
  #isKeyOf(fields: ReadonlyMap<string, AnyNode>): boolean {
    const [first] = [...fields].filter(
      ([name]) => isKey(name) || isLoginName(name) || /id$/i.test(name),
    );

    return first !== undefined && isKey(first[0]) && this.#isId(first[1]);
  }

  /** Of a key of nothing but the id, and what the code says. */
  #isByKey(settings: NodeOf<'ObjectExpression'>): boolean {
    const key = optionIn(this.#of.values, settings, 'Key');
    const all = (key && this.#of.literals.of(key)) ?? [];

    return (
      all.length > 0 &&
      all.every(({ properties }) => {
        const values = properties.flatMap((each) => (each.type === 'Property' ? each.value : []));
        return (
          values.length === properties.length &&
          values.some((each) => this.#isId(each)) &&
          values.every((each) => this.#isId(each) || !this.#of.data.has(each))
        );
      })
    );
  }

  /** `SET isAdmin = :value` */
  #givesPower(settings: NodeOf<'ObjectExpression'>): boolean {
    const { values, data } = this.#of;
    const expression = optionIn(values, settings, 'UpdateExpression');
    const names = optionIn(values, settings, 'ExpressionAttributeNames');
    if (!expression) return false;
    const renamed = names ? (this.#of.literals.of(names) ?? []) : [];
    const called = renamed.flatMap(({ properties }) =>
      properties.map((each) =>
        each.type === 'Property' ? (textOf(each.value) ?? 'role') : 'role',
      ),
    );
    const words = (textOf(expression) ?? 'role').split(/[^\w#:]+/);

    return data.has(expression) || [...words, ...called].some((word) => givesPower(word));
  }

  /** Read of the same connection: no caller decides it, and the id does. */
  #isOfId(node: AnyNode): boolean {
    return this.#of.data.isByContext(node, 'connectionId');
  }

  /** `event.requestContext.connectionId`, `{ S: connectionId }`, and `CONNECTION#…` before it. */
  #isId(node: AnyNode): boolean {
    if (this.#of.data.contextField(node) === 'connectionId') return true;
    if (node.type === 'ObjectExpression') {
      const [one, ...others] = node.properties;
      return (
        one?.type === 'Property' &&
        others.length === 0 &&
        memberName(one) === 'S' &&
        this.#isId(one.value)
      );
    }
    if (node.type === 'TemplateLiteral') {
      return node.expressions.some((each) => this.#isId(each)) && !this.#of.data.has(node);
    }
    return false;
  }
}

/** Not `sentBy`. */
function isKey(name: string): boolean {
  return /^(?:[ps]k|_?id|key)$|connection/i.test(name);
}
