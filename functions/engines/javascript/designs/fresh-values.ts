import type { Places } from '../evidence.ts';
import { returnsOf } from '../members.ts';
import { textOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import { type AnyNode, type CallNode, childrenOf, fieldRead, memberName } from '../syntax.ts';
import type { Values } from '../value.ts';
import { type CallerData, fieldIn } from './caller-data.ts';
import { seenSites } from './seen-sites.ts';
import type { WrittenLiterals } from './written-literals.ts';

/** Knows what the code makes anew for each request, so that nothing is there by that name: ids and times. */
export class FreshValues {
  readonly #values: Values;
  readonly #places: Places;
  readonly #data: CallerData;
  readonly #literals: WrittenLiterals;

  constructor(
    values: Values,
    places: Places,
    { data, literals }: { readonly data: CallerData; readonly literals: WrittenLiterals },
  ) {
    this.#values = values;
    this.#places = places;
    this.#data = data;
    this.#literals = literals;
  }

  has(node: AnyNode, depth = 0): boolean {
    if (depth > MOST_STEPS || this.#data.isSpent()) return false;
    const has = (each: AnyNode) => this.has(each, depth + 1);

    switch (node.type) {
      case 'AwaitExpression':
        return has(node.argument);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return has(node.expression);
      case 'TemplateLiteral':
        return node.expressions.some(has);
      case 'BinaryExpression':
        return (
          node.operator === '+' &&
          node.left.type !== 'PrivateIdentifier' &&
          [node.left, node.right].some(has)
        );
      case 'ConditionalExpression':
        return has(node.consequent) && has(node.alternate);
      case 'LogicalExpression':
        return has(node.left) && has(node.right);
      case 'ObjectExpression':
        return this.#isTyped(node.properties, depth);
      case 'Identifier':
        return this.#isNamed(node, depth);
      case 'MemberExpression':
        return this.#isField(node, depth);
      case 'CallExpression':
      case 'NewExpression':
        return this.#isMade(node, depth);
      default:
        return false;
    }
  }

  /** `{ S: uuid() }`, as the older client of DynamoDB wants it. */
  #isTyped([one, ...others]: readonly AnyNode[], depth: number): boolean {
    return (
      one?.type === 'Property' &&
      others.length === 0 &&
      /^[SN]$/.test(memberName(one) ?? '') &&
      this.has(one.value, depth + 1)
    );
  }

  #isNamed(node: AnyNode, depth: number): boolean {
    const { definitions = [], writes = [], scope } = bindingOf(node) ?? {};
    // What a module makes is made once.
    if (!scope?.function) return false;
    const isSet = writes.every(({ path, value }) => path.length > 0 || this.has(value, depth + 1));

    return (
      isSet &&
      definitions.length > 0 &&
      definitions.every((definition) => {
        if (definition.kind === 'value') {
          return definition.path.length === 0 && this.has(definition.node, depth + 1);
        }
        if (definition.kind !== 'parameter') return false;
        const { index, path } = definition;
        const sites = seenSites(this.#values, definition.of) ?? [];
        return (
          sites.length > 0 &&
          sites.every(({ call, shift, isCallback }) => {
            const given = isCallback ? undefined : call.arguments[index + shift];
            const inside = given && path.length > 0 ? fieldIn(given, path) : given;
            return inside !== undefined && this.has(inside, depth + 1);
          })
        );
      })
    );
  }

  /** `context.awsRequestId`, `event.requestContext.requestId`, and `item.id` of an item of the code's own. */
  #isField(node: Extract<AnyNode, { readonly type: 'MemberExpression' }>, depth: number): boolean {
    const field = fieldRead(node);
    if (field === undefined) return false;
    if (field === 'awsRequestId') {
      const [definition] = bindingOf(node.object)?.definitions ?? [];
      return definition?.kind === 'parameter' && definition.index === 1;
    }
    if (/^(?:requestId|messageId)$/.test(this.#data.contextField(node) ?? '')) return true;
    const literals = this.#literals.of(node.object) ?? [];

    return (
      literals.length > 0 &&
      literals.every(({ properties }) => {
        const last: AnyNode | undefined = properties.findLast(
          (each) => each.type !== 'Property' || memberName(each) === field,
        );
        return last?.type === 'Property' && this.has(last.value, depth + 1);
      })
    );
  }

  #isMade(call: CallNode, depth: number): boolean {
    const { callee, arguments: given } = call;
    const names = this.#values.namesOf(callee);
    if (names.length > 0) {
      return names.every((name) => {
        if (passing.test(name)) return given[0] !== undefined && this.has(given[0], depth + 1);
        // `new Date(body.date)` is the caller's.
        return making.test(name) && (!ofInput.test(name) || given.length === 0);
      })
        ? true
        : this.#isPart(call, depth);
    }
    const own = this.#values.functionsOf(callee);
    if (own.length > 0) {
      return own.every((of) => {
        const bundled = this.#places.packageOf(of);
        if (bundled !== undefined)
          return isMaker(bundled) && given.every((each) => !this.#data.has(each));
        const returns = returnsOf(of);
        return returns.length > 0 && returns.every((each) => this.has(each, depth + 1));
      });
    }
    return this.#isPart(call, depth);
  }

  /** `uuid().slice(0, 8)`, `new Date().getTime()`; not a day, nor what callers put in its place. */
  #isPart({ callee, arguments: given }: CallNode, depth: number): boolean {
    const method = callee.type === 'MemberExpression' ? (fieldRead(callee) ?? '') : '';
    if (callee.type !== 'MemberExpression' || !parts.test(method)) return false;
    if (given.some((each) => this.#data.has(each))) return false;
    if (shortening.test(method)) {
      const [from, to] = given.map((each) => Number(textOf(each) ?? Number.NaN));
      const isShort = to !== undefined && to - (from ?? 0) < FEWEST;
      if (isShort || this.#isTime(callee.object)) return false;
    }
    return this.has(callee.object, depth + 1);
  }

  /** Of a part of it, others are made, too. */
  #isTime(node: AnyNode, depth = 0): boolean {
    if (depth > MOST_STEPS || this.#data.isSpent()) return true;
    if (this.#values.namesOf(node).some((name) => /^(?:Date|performance)\b/.test(name)))
      return true;
    const definitions = bindingOf(node)?.definitions ?? [];
    if (definitions.some((each) => each.kind === 'value' && this.#isTime(each.node, depth + 1)))
      return true;

    return childrenOf(node).some((each) => this.#isTime(each, depth + 1));
  }
}

/** Whether a package makes ids, of nothing that it is given. */
function isMaker(name: string): boolean {
  return making.test(`module:${name}`);
}

/** UUIDs of versions 3 and 5 are made of what is given. */
const making =
  /^(?:module:)?crypto\.(?:randomUUID|randomBytes|randomInt)$|^module:uuid(?:\.v(?:1|4|6|7)|\/v(?:1|4))?$|^module:(?:uuidv4|uuidv7|nanoid|ulid|ulidx|cuid|ksuid|short-uuid|shortid|@paralleldrive\/cuid2|uniqid|hyperid|bson-objectid|crypto-random-string)(?:\.(?:uuid|uuidv7|nanoid|ulid|monotonicFactory|createId|generate|random|randomSync|customAlphabet|time|process))?$|^module:(?:bson|mongodb)\.ObjectI[dD]$|^module:mongoose\.(?:mongo\.)?(?:Types\.)?ObjectId$|^Date(?:\.now)?$|^Math\.random$|^performance\.now$/;

/** They make something of what they are given, where they are given anything. */
const ofInput = /ObjectI[dD]$|^Date$/;

const passing =
  /^(?:String|Number|BigInt|encodeURIComponent|Math\.(?:floor|round|trunc|ceil|abs)|parseInt)$/;

const parts =
  /^(?:toString|toISOString|toJSON|toHexString|getTime|valueOf|slice|substring|substr|replace|replaceAll|split|join|toUpperCase|toLowerCase|toFixed|padStart|padEnd|concat|trim|string|seconds)$/;

const shortening = /^(?:slice|substring|substr|split|replace|replaceAll|toFixed|concat)$/;

/** Characters of an id. */
const FEWEST = 6;

const MOST_STEPS = 10;
