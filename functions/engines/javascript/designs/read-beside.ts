import { optionIn } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  memberName,
} from '../syntax.ts';
import type { Readers } from './readers.ts';

/** Knows which reads beside a design give callers nothing that they name: where something is, and single fields of it. */
export class ReadsBeside {
  readonly #of: Readers;

  constructor(of: Readers) {
    this.#of = of;
  }

  /** Of a call of AWS that only looks something up. */
  isHarmless(call: CallNode, operation: string): boolean {
    const [given] = call.arguments;
    if (!given || !this.#of.data.has(given)) return true;
    if (!/^(?:GetItem|Query|Scan)$/.test(operation)) return false;
    const [settings, ...others] = this.#of.literals.of(given) ?? [];
    if (!settings || others.length > 0) return false;
    const isOwn = settings.properties.every(
      (each) =>
        each.type === 'Property' &&
        (byValue.has(memberName(each) ?? '') || !this.#of.data.has(each.value)),
    );
    const key = optionIn(this.#of.values, settings, 'Key');
    const isNamed = !key || (this.#of.literals.of(key) ?? []).length > 0;

    return isOwn && isNamed && this.#isNotAnswered(call, 0, 0);
  }

  /**
   * What is asked of a result: whether it is there, or a field by its name.
   *
   * @param level 0 for the answer of DynamoDB, 1 for an item of it, or all of them
   */
  #isNotAnswered(node: AnyNode, level: 0 | 1, depth: number): boolean {
    const around = parentOf(node);
    if (!around || depth > MOST_STEPS) return false;
    const up = (to: 0 | 1 = level) => this.#isNotAnswered(around, to, depth + 1);

    switch (around.type) {
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'ParenthesizedExpression':
      case 'LogicalExpression':
        return up();
      case 'ConditionalExpression':
        return around.test === node || up();
      case 'UnaryExpression':
      case 'BinaryExpression':
      case 'IfStatement':
      case 'ExpressionStatement':
        return true;
      case 'MemberExpression':
        return around.object === node && this.#isOfField(around, level, depth);
      case 'CallExpression':
        // `db.send(new GetCommand(…))`
        if (level === 0 && calledName(around) === 'send' && isCall(node)) return up();
        return around.arguments.some((each) => each === node) && this.#isLogged(around);
      case 'VariableDeclarator':
        return around.init === node && this.#isKept(around.id, level, depth);
      default:
        return false;
    }
  }

  #isOfField(
    member: Extract<AnyNode, { readonly type: 'MemberExpression' }>,
    level: 0 | 1,
    depth: number,
  ): boolean {
    const field = fieldRead(member) ?? '';
    const call = parentOf(member);
    if (level === 0) {
      const isPromise = field === 'promise' && isCall(call) && call.callee === member;
      if (isPromise) return this.#isNotAnswered(call, 0, depth + 1);
      return (
        /^(?:Count|ScannedCount)$/.test(field) ||
        (/^Items?$/.test(field) && this.#isNotAnswered(member, 1, depth + 1))
      );
    }
    // One of a list is one of them.
    if (/^\d+$/.test(field)) return this.#isNotAnswered(member, 1, depth + 1);
    const isAsked = isCall(call) && call.callee === member;

    return field !== '' && (!isAsked || /^(?:some|every|includes)$/.test(field));
  }

  #isKept(id: AnyNode, level: 0 | 1, depth: number): boolean {
    if (id.type === 'Identifier') {
      const reads = bindingOf(id)?.reads ?? [];
      return reads.every((read) => read === id || this.#isNotAnswered(read, level, depth + 1));
    }
    if (id.type !== 'ObjectPattern') return false;

    return id.properties.every((each) => {
      if (each.type !== 'Property') return false;
      if (level === 1) return true;
      const name = memberName(each) ?? '';
      const kept = each.value.type === 'AssignmentPattern' ? each.value.left : each.value;
      return (
        /^(?:Count|ScannedCount)$/.test(name) ||
        (/^Items?$/.test(name) && this.#isKept(kept, 1, depth + 1))
      );
    });
  }

  #isLogged({ callee }: CallNode): boolean {
    const names = this.#of.values.namesOf(callee);

    return names.length > 0 && names.every((name) => name.startsWith('console.'));
  }
}

/** What of a request callers may say, and not which table, index or expression. */
const byValue: ReadonlySet<string> = new Set(['Key', 'ExpressionAttributeValues']);

const MOST_STEPS = 16;
