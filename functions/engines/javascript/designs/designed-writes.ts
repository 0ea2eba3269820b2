import type { DesignKind } from '../../../core/open-design.ts';
import {
  countedField,
  givesPower,
  isCounting,
  isCountName,
  isLoginName,
  isPersonalName,
} from '../../signatures/index.ts';
import { loopsAround } from '../loops-around.ts';
import { optionIn, textOf } from '../options.ts';
import { parentOf, scopeOf } from '../scope.ts';
import { Requested } from '../signatures/requested.ts';
import {
  type AnyNode,
  type CallNode,
  fieldRead,
  isCall,
  literalText,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { ItemParts } from './item-parts.ts';
import { WrittenLiterals } from './written-literals.ts';

type Literal = NodeOf<'ObjectExpression'>;

/** Knows what is written to DynamoDB that strangers are meant to write. */
export class DesignedWrites {
  readonly #values: Values;
  readonly #entries: ReadonlySet<AnyNode>;
  readonly #requested = new Requested();
  readonly #parts: ItemParts;
  readonly #literals: WrittenLiterals;

  /** @param entries functions that run once for each request */
  constructor(values: Values, entries: ReadonlySet<AnyNode> = new Set()) {
    this.#values = values;
    this.#entries = entries;
    this.#literals = new WrittenLiterals(values);
    this.#parts = new ItemParts(values, this.#requested);
  }

  /** Undefined of all else. */
  kindOf(call: CallNode): DesignKind | undefined {
    const [given] = call.arguments;
    const settings = given && this.#literals.of(given);
    if (!settings || settings.length === 0 || this.#isRepeated(call)) return undefined;
    if (settings.every((each) => this.#isCount(each))) return 'counter';

    return settings.every((each) => this.#isSignUp(each)) ? 'sign-up' : undefined;
  }

  /** Once for each of many that a request may bring. */
  #isRepeated(node: AnyNode, depth = 0): boolean {
    if (depth > MOST_CALLERS || loopsAround(node).length > 0) return true;
    const of = scopeOf(node).function;
    if (!of || this.#entries.has(of)) return false;
    const around = parentOf(of);
    if (isCall(around) && around.callee !== of && depth > 0) return true;
    const sites = this.#values.sitesOf(of);

    return sites.some(({ call, isCallback }) => isCallback || this.#isRepeated(call, depth + 1));
  }

  /** By a constant, of an item that no request chooses. */
  #isCount(settings: Literal): boolean {
    const expression = textOf(optionIn(this.#values, settings, 'UpdateExpression')) ?? '';
    const names = optionIn(this.#values, settings, 'ExpressionAttributeNames');
    const called = names ? this.#textsIn(names) : [];
    const field = countedField(expression);
    const isOfCount = field.startsWith('#')
      ? called.length === 1 && called.every(isCountName)
      : isCountName(field);

    return (
      isCounting(expression) &&
      isOfCount &&
      ['Key', 'ExpressionAttributeValues'].every((name) =>
        this.#isConstant(optionIn(this.#values, settings, name)),
      ) &&
      !this.#requested.has(settings)
    );
  }

  #textsIn(names: AnyNode): readonly string[] {
    return (this.#literals.of(names) ?? []).flatMap(({ properties }) =>
      properties.map((each) => (each.type === 'Property' ? (textOf(each.value) ?? '') : '')),
    );
  }

  /** `{ id: 'visits' }`, `{ ':one': { N: '1' } }`, `marshall({ id: 'visits' })`. */
  #isConstant(node: AnyNode | undefined, depth = 0): boolean {
    if (!node || depth > MOST_CALLERS) return false;
    if (textOf(node) !== undefined) return true;
    const literals = this.#literals.of(node) ?? [];

    return (
      literals.length > 0 &&
      literals.every(({ properties }) =>
        properties.every(
          (each) => each.type === 'Property' && this.#isConstant(each.value, depth + 1),
        ),
      )
    );
  }

  /** With nothing by which who signs up gives themselves more than others have, and no password as it is. */
  #isSignUp(settings: Literal): boolean {
    const given = optionIn(this.#values, settings, 'Item');
    const table = optionIn(this.#values, settings, 'TableName');
    const condition = optionIn(this.#values, settings, 'ConditionExpression');
    const items = given ? (this.#literals.of(given) ?? []) : [];
    // What must be there already is set anew.
    const isNew = condition === undefined || absent.test(textOf(condition) ?? '');

    return (
      isNew &&
      this.#isOwnTable(table) &&
      items.length > 0 &&
      items.every((each) => this.#isUser(each))
    );
  }

  #isOwnTable(table: AnyNode | undefined): boolean {
    if (!table || this.#requested.has(table)) return false;
    const names = [textOf(table) ?? '', ...this.#values.namesOf(table)];

    return !names.some((name) => /admin|staff|root|config|setting/i.test(name));
  }

  #isUser({ properties }: Literal): boolean {
    const parts = properties.map((each) => {
      const name = each.type === 'Property' ? (memberName(each) ?? '') : '';
      if (each.type !== 'Property') return { kind: 'open', names: [] };
      const part = this.#parts.of(each.value);
      const isMore = part.kind === 'field' && ![name, ...part.names].every(isPersonalName);
      const isPower = givesPower(name) && !isLittle(each.value);
      return isMore || isPower ? { kind: 'open', names: [] } : part;
    });
    const kinds = parts.map(({ kind }) => kind);

    return (
      kinds.includes('hash') &&
      !kinds.includes('open') &&
      parts.some(({ names }) => names.some(isLoginName))
    );
  }
}

const absent = /^\s{0,20}attribute_not_exists\s{0,20}\([^()]{1,100}\)\s{0,20}$/i;

/** What everyone gets who signs up: `role: 'user'`, `isAdmin: false`. */
function isLittle(node: AnyNode): boolean {
  if (node.type === 'Literal' && (node.value === false || node.value === 0)) return true;
  const text =
    literalText(node) ?? (node.type === 'MemberExpression' ? fieldRead(node) : undefined);

  return text !== undefined && /^(?:0|user|member|customer|client|free|basic|pending)$/i.test(text);
}

const MOST_CALLERS = 4;
