import { wordsOf } from '../../flow/index.ts';
import { isAddresseeField } from '../../signatures/index.ts';
import { seenSites } from '../designs/seen-sites.ts';
import { returnsOf } from '../members.ts';
import { objectsOf } from '../options.ts';
import { type Binding, bindingOf } from '../scope.ts';
import { type AnyNode, type CallNode, calledName, memberName } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { ChangeReaders } from './change-readers.ts';

/**
 * Whether the code itself writes what a mail or a short message says: of a request there is no more in it than an address, a name, or what
 * the code makes anew for it, as the mail that confirms a sign-up. What is not seen to be so is not.
 */
export function isFixedText({ arguments: given }: CallNode, of: ChangeReaders): boolean {
  const messages = given.slice(0, MOST_GIVEN).flatMap((each) => objectsOf(of.values, each));
  const texts = new FixedTexts(of);

  return (
    messages.length > 0 &&
    messages.every(({ properties }) =>
      properties.every(
        (each) =>
          each.type === 'Property' &&
          (ofRoute.test(memberName(each) ?? '') || texts.has(each.value)),
      ),
    ) &&
    !messages.some((message) => texts.isSent(message))
  );
}

/** From whom and to whom it goes. */
const ofRoute =
  /^(?:to|cc|bcc|from|sender|replyTo|phone|toNumber|Destinations?|Source|FromEmailAddress|ReplyToAddresses|PhoneNumber)$/i;

/** What is read as it is given, and is no field of a template. */
const ofText = /^(?:subject|text|html|message|body|content|data|simple|raw)$/i;

/** How many steps all texts of some code have taken: many mails may be of one text. */
const taken = new WeakMap<Values, number>();

/** Knows texts that the code itself writes. */
class FixedTexts {
  readonly #of: ChangeReaders;
  readonly #pending = new Set<Binding>();

  constructor(of: ChangeReaders) {
    this.#of = of;
  }

  has(node: AnyNode, depth = 0): boolean {
    const steps = (taken.get(this.#of.values) ?? 0) + 1;
    if (depth > MOST_DEEP || steps > MOST_STEPS) return false;
    taken.set(this.#of.values, steps);
    const has = (each: AnyNode | null) => each !== null && this.has(each, depth + 1);

    switch (node.type) {
      case 'Literal':
        return true;
      case 'TemplateLiteral':
        return node.expressions.every(has);
      case 'BinaryExpression':
      case 'LogicalExpression':
        return node.left.type !== 'PrivateIdentifier' && has(node.left) && has(node.right);
      case 'ConditionalExpression':
        return has(node.consequent) && has(node.alternate);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return has(node.expression);
      case 'AwaitExpression':
        return has(node.argument);
      case 'ArrayExpression':
        return node.elements.every(has);
      case 'ObjectExpression':
        return node.properties.every((each) => each.type === 'Property' && has(each.value));
      case 'Identifier':
        return this.#isLeaf(node) ?? this.#isNamed(node, depth);
      case 'MemberExpression':
        return this.#isLeaf(node) ?? false;
      case 'CallExpression':
      case 'NewExpression':
        return this.#of.fresh.has(node) || this.#isMade(node, depth);
      default:
        return false;
    }
  }

  /** Whether a whole text of it is the request's own, by what name ever: `{ subject: 'Hello', html: body.name }`. */
  isSent(node: AnyNode, depth = 0): boolean {
    if (depth > MOST_DEEP) return false;
    if (node.type === 'ObjectExpression') {
      return node.properties.some(
        (each) =>
          each.type === 'Property' &&
          ofText.test(memberName(each) ?? '') &&
          this.isSent(each.value, depth + 1),
      );
    }
    if (node.type === 'MemberExpression') return this.#of.data.of(node)?.isSent === true;
    const { definitions = [] } = (node.type === 'Identifier' && bindingOf(node)) || {};

    return definitions.some(
      (each) =>
        each.kind === 'value' &&
        (each.path.length > 0
          ? this.#of.data.of(node)?.isSent === true
          : this.isSent(each.node, depth + 1)),
    );
  }

  /** Undefined where it is not known by itself. */
  #isLeaf(node: AnyNode): boolean | undefined {
    const { data, fresh, values } = this.#of;
    const decided = data.of(node);
    if (decided) {
      const isKnown = decided.isSent ? isOfPerson : isAddress;
      return decided.fields.length > 0 && decided.fields.every(isKnown);
    }
    if (fresh.has(node) || values.namesOf(node).some((name) => /^process\.env\./.test(name)))
      return true;

    return undefined;
  }

  #isNamed(node: AnyNode, depth: number): boolean {
    const binding = bindingOf(node);
    if (!binding) return node.type === 'Identifier' && node.name === '__dirname';
    // `token = token.toString('hex')`
    if (this.#pending.has(binding)) return true;
    this.#pending.add(binding);
    const isFixed = this.#isGiven(node, binding, depth);
    this.#pending.delete(binding);

    return isFixed;
  }

  #isGiven(node: AnyNode, { definitions, writes }: Binding, depth: number): boolean {
    const { values } = this.#of;
    const isCode = node.type === 'Identifier' && codes.has(wordsOf(node.name).at(-1) ?? '');

    return (
      definitions.length > 0 &&
      writes.every(({ path, value }) => path.length === 0 && this.has(value, depth + 1)) &&
      definitions.every((definition) => {
        if (definition.kind === 'value')
          return definition.path.length === 0 && this.has(definition.node, depth + 1);
        if (definition.kind !== 'parameter') return false;
        const { index, path } = definition;
        const sites = path.length > 0 ? [] : (seenSites(values, definition.of) ?? []);
        return sites.length > 0 && sites.every(({ isCallback }) => !isCallback)
          ? sites.every(({ call, shift }) => {
              const given = call.arguments[index + shift];
              return given === undefined || this.has(given, depth + 1);
            })
          : isCode;
      })
    );
  }

  /** What functions of the code write, and what makes a text of texts. */
  #isMade(call: CallNode, depth: number): boolean {
    const own = this.#of.values.functionsOf(call.callee);
    const has = (each: AnyNode) => this.has(each, depth + 1);
    if (own.length > 0) {
      return own.every((of) => {
        const returns = returnsOf(of);
        return returns.length > 0 && returns.every(has);
      });
    }
    const { callee } = call;
    if (this.#of.values.namesOf(callee).some((name) => reading.test(name)))
      return call.arguments[0] !== undefined && has(call.arguments[0]);
    if (!making.test(calledName(call) ?? '') || !call.arguments.every(has)) return false;

    return (
      callee.type !== 'MemberExpression' ||
      (callee.object.type === 'Identifier' && !bindingOf(callee.object)?.scope.function) ||
      has(callee.object)
    );
  }
}

/** Of who is written to; by what a hash of a password goes through, a code does, too. */
function isOfPerson(field: string): boolean {
  return isAddresseeField(field) || /^password$/i.test(field);
}

/** What is found by it is of who is written to. */
function isAddress(field: string): boolean {
  return /^(?:e?_?mail(?:_?address)?|phone(?:_?number)?|mobile|user_?name|correo)$/i.test(field);
}

/** Last words of names of what code makes for who is written to. */
const codes: ReadonlySet<string> = new Set(['token', 'code', 'otp', 'pin', 'link', 'url', 'uuid']);

const making =
  /^(?:String|toString|stringify|encodeURIComponent|encodeURI|trim|replace|replaceAll|join|concat|toUpperCase|toLowerCase|toLocale\w{1,20}|toISOString|toDateString|get(?:FullYear|Month|Date)|toFixed|padStart|padEnd|slice|substring|sign|from|floor|Date|URL|URLSearchParams)$/;

/** A file of the code's: `readFileSync('welcome.html', 'utf8').replace('{{name}}', name)`. */
const reading = /^module:fs(?:\/promises|\.promises)?\.readFile(?:Sync)?$/;

const MOST_GIVEN = 3;
const MOST_DEEP = 24;
const MOST_STEPS = 8_000;
