import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  calledName,
  isCall,
  isFunction,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { CallerData } from './caller-data.ts';
import type { WrittenLiterals } from './written-literals.ts';

/** What is put into an item. */
export interface WrittenItem {
  /** By the names of fields, what they have in the end. */
  readonly fields: ReadonlyMap<string, AnyNode>;
  /** Whether callers may put any other field into it. */
  readonly isOpen: boolean;
  /** What is spread into it that is no caller's. */
  readonly spread: readonly AnyNode[];
}

/** Reads items as they are written: literals, with what is spread into them, and what is set in them before they are put. */
export class WrittenItems {
  readonly #data: CallerData;
  readonly #literals: WrittenLiterals;

  constructor(data: CallerData, literals: WrittenLiterals) {
    this.#data = data;
    this.#literals = literals;
  }

  /** Each that it may be; undefined where that is not seen. */
  of(node: AnyNode): readonly WrittenItem[] | undefined {
    const inner = withoutWrapper(node);
    const literals = this.#literals.of(inner);
    if (literals) return literals.map((each) => this.#ofLiteral(each));
    const filled = this.#filled(inner);
    if (filled) return [filled];

    return this.#data.isWhole(inner)
      ? [{ fields: new Map(), isOpen: true, spread: [] }]
      : undefined;
  }

  #ofLiteral({ properties }: NodeOf<'ObjectExpression'>, depth = 0): WrittenItem {
    const fields = new Map<string, AnyNode>();
    const spread: AnyNode[] = [];
    let isOpen = false;

    for (const each of properties) {
      if (each.type === 'Property') {
        const name = memberName(each);
        // A name that is made up may be any, and comes in the place of one before.
        if (name !== undefined) fields.set(name, each.value);
        else if (this.#data.has(each.key)) {
          isOpen = true;
          fields.clear();
        }
        continue;
      }
      const { argument } = each;
      const inside =
        depth < MOST_SPREAD
          ? this.#literals.of(argument)?.map((one) => this.#ofLiteral(one, depth + 1))
          : undefined;
      const [only, ...others] = inside ?? [];
      if (only && others.length === 0) {
        for (const [name, value] of only.fields) fields.set(name, value);
        spread.push(...only.spread);
        isOpen ||= only.isOpen;
      } else if (this.#isOwn(argument)) spread.push(argument);
      else {
        isOpen = true;
        fields.clear();
      }
    }
    return { fields, isOpen, spread };
  }

  /** `...(name && { name })`, and what no caller decides. */
  #isOwn(node: AnyNode): boolean {
    if (node.type === 'LogicalExpression' && node.right.type === 'ObjectExpression') {
      return node.right.properties.every(
        (each) => each.type === 'Property' && memberName(each) !== undefined,
      );
    }
    return !this.#data.has(node);
  }

  /** `const item = JSON.parse(event.body); item.id = uuid();`: what is surely set in it, each time. */
  #filled(node: AnyNode): WrittenItem | undefined {
    const { definitions = [], writes = [] } = bindingOf(node) ?? {};
    const [definition, ...others] = definitions;
    if (definition?.kind !== 'value' || definition.path.length > 0 || others.length > 0) return;
    if (this.#literals.isHandedOn(node)) return;
    const [literal, ...more] =
      definition.node.type === 'ObjectExpression' ? [this.#ofLiteral(definition.node)] : [];
    const isWhole = !literal && this.#data.isWhole(definition.node);
    if ((!literal && !isWhole) || more.length > 0) return;
    const fields = new Map(literal?.fields);
    for (const { path, value, node: at } of writes) {
      const [name, ...deeper] = path;
      if (name === undefined || name === '[]') return;
      if (deeper.length === 0) fields.set(name, isSurelyRun(at) ? value : at);
    }
    return { fields, isOpen: isWhole || literal?.isOpen === true, spread: literal?.spread ?? [] };
  }
}

/** `marshall(item)`, `JSON.stringify(item)` */
function withoutWrapper(node: AnyNode): AnyNode {
  const [given] = isCall(node) ? node.arguments : [];

  return given && isCall(node) && /^(?:marshall|marshaller|stringify)$/.test(calledName(node) ?? '')
    ? given
    : node;
}

/** Behind no condition of its function. */
function isSurelyRun(node: AnyNode): boolean {
  for (let at = parentOf(node); at && !isFunction(at); at = parentOf(at)) {
    if (
      /^(?:If|For|ForIn|ForOf|While|DoWhile|Switch)Statement$|^(?:Conditional|Logical)Expression$|^CatchClause$/.test(
        at.type,
      )
    ) {
      return false;
    }
  }
  return true;
}

const MOST_SPREAD = 4;
