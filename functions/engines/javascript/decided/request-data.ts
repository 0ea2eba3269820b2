import { anyField, type Budget, type FieldPath } from '../../flow/index.ts';
import { bindingOf } from '../scope.ts';
import { type AnyNode, fieldRead, isFunction, memberName, type NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isConstantAt } from './constant-at.ts';
import { broughtAnyway, type DecidedValue, together } from './decided-value.ts';
import { FunctionSites } from './function-sites.ts';
import { GivenData } from './given-data.ts';
import { isAnyField } from './given-fields.ts';
import { HeldData } from './held-data.ts';
import type { DataReader, RequestCode } from './request-code.ts';
import { ResultData } from './result-data.ts';

/**
 * Knows what is seen to come of a request: the opposite of `CallerData`, for which all that is not followed does. What
 * only chooses among constants, compares or counts decides nothing.
 */
export class RequestData implements DataReader {
  readonly sites: FunctionSites;
  readonly #budget: Budget;
  readonly #values: Values;
  readonly #held: HeldData;
  readonly #results: ResultData;
  readonly #known = new Map<AnyNode, Map<string, DecidedValue | undefined>>();
  #depth = 0;

  constructor(code: RequestCode) {
    this.#budget = code.budget;
    this.#values = code.values;
    this.sites = new FunctionSites(code.values, code.live);
    this.#held = new HeldData(code, new GivenData(code, this.sites, this), this);
    this.#results = new ResultData(code, this.#held, this);
  }

  /** @param path of what lies in it, as `['Item', 'id']`; of any part of it where that is empty. */
  of(node: AnyNode, path: FieldPath = []): DecidedValue | undefined {
    this.#budget.spend();
    const at = path.slice(0, MOST_DEEP);
    const key = at.join('\u0001');
    const known = this.#known.get(node) ?? new Map<string, DecidedValue | undefined>();
    if (known.has(key)) return known.get(key);
    if (this.#depth > MOST_NESTED) return undefined;

    this.#known.set(node, known.set(key, undefined));
    this.#depth += 1;
    const decided = this.#read(node, at);
    this.#depth -= 1;
    known.set(key, decided);
    return decided;
  }

  /** The same of what it was made as, whatever is set in it later. */
  ofMade(node: AnyNode): DecidedValue | undefined {
    const binding = bindingOf(node);

    return binding ? this.#held.asMade(binding) : this.of(node);
  }

  any(nodes: readonly AnyNode[], path: FieldPath = []): DecidedValue | undefined {
    return together(nodes.map((each) => this.of(each, path)));
  }

  #either(nodes: readonly AnyNode[], path: FieldPath): DecidedValue | undefined {
    const decided = this.any(nodes, path);

    return nodes.some((each) => isConstantAt(each, path, this.#values))
      ? broughtAnyway(decided)
      : decided;
  }

  #read(node: AnyNode, path: FieldPath): DecidedValue | undefined {
    switch (node.type) {
      case 'Identifier':
        return this.#held.inName(node, path);
      case 'MemberExpression':
        return this.#member(node, path);
      case 'AwaitExpression':
      case 'SpreadElement':
        return this.of(node.argument, path);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return this.of(node.expression, path);
      case 'AssignmentExpression':
        return this.of(node.right, path);
      case 'AssignmentPattern':
        return this.#either([node.left, node.right], path);
      case 'SequenceExpression':
        return this.any(node.expressions.slice(-1), path);
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.of(node.right, path)
          : this.#either([node.left, node.right], path);
      case 'ConditionalExpression':
        return this.#either([node.consequent, node.alternate], path);
      case 'TemplateLiteral':
        return this.any(node.expressions);
      case 'TaggedTemplateExpression':
        return this.any(node.quasi.expressions);
      case 'BinaryExpression':
        return /^[-+*/%]$/.test(node.operator) && node.left.type !== 'PrivateIdentifier'
          ? this.any([node.left, node.right])
          : undefined;
      case 'UnaryExpression':
        return /^[-+]$/.test(node.operator) ? this.of(node.argument) : undefined;
      case 'ArrayExpression':
        return this.any(
          node.elements.flatMap((each) => each ?? []),
          path.slice(1),
        );
      case 'ObjectExpression':
        return this.#object(node, path);
      case 'CallExpression':
        return this.#results.of(node, path);
      case 'NewExpression':
        return this.#results.ofNew(node, path);
      case 'ThisExpression':
        return this.#held.inThis(node, path);
      default:
        return undefined;
    }
  }

  /** The last that has the field says what it is. */
  #object({ properties }: NodeOf<'ObjectExpression'>, path: FieldPath): DecidedValue | undefined {
    const [field, ...rest] = path;
    const found: (DecidedValue | undefined)[] = [];

    for (const each of properties.toReversed()) {
      if (each.type === 'SpreadElement') {
        found.push(this.of(each.argument, path));
        continue;
      }
      const name = memberName(each);
      if (isFunction(each.value)) continue;
      if (field === undefined || isAnyField(field) || name === undefined) {
        found.push(this.of(each.value, field === undefined ? path : rest));
      } else if (name === field) {
        found.push(this.of(each.value, rest));
        break;
      }
    }
    return together(found);
  }

  #member(node: NodeOf<'MemberExpression'>, path: FieldPath): DecidedValue | undefined {
    const field = fieldRead(node) ?? anyField;
    if (/^(?:length|size|status|statusCode|ok)$/.test(field)) return undefined;
    return this.of(node.object, [field, ...path]);
  }
}

const MOST_DEEP = 14;
const MOST_NESTED = 80;
