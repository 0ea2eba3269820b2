import {
  decoders,
  isClaim,
  isPlainPart,
  isSampleToken,
  isScheme,
  isTokenFormat,
  logging,
  secretNamed,
} from '../../authorizers/index.ts';
import { Requested } from '../../signatures/index.ts';
import { isConstant } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { hasKeyOfToken } from '../faults/keys-of-tokens.ts';
import { isUnchecked } from '../faults/token-checks.ts';
import { calledName } from '../link.ts';
import { returnsOf } from '../members.ts';
import { type Binding, bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression, FunctionNode, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isPayload } from './hand-decoded.ts';
import { isLimit } from './limits.ts';
import { isOwnCall, isPlainlyCalled } from './own-calls.ts';
import { argumentsFor, type Sent } from './sent.ts';

/** Knows what of an authorizer's code may distinguish its callers. */
export class Checks {
  readonly #sent: Sent;
  readonly #forged: Requested<AnyNode, Binding>;
  readonly #returning = new Map<FunctionNode, boolean>();

  constructor(sent: Sent) {
    this.#sent = sent;
    this.#forged = new Requested<AnyNode, Binding>({
      childrenOf,
      bindingOf,
      isRequest: (node) =>
        node.type === 'Call' && (isDecoding(node, sent.values) || this.#hasForged(node)),
      isGiven: ({ definitions }, has) =>
        definitions.some((each) => {
          if (each.kind === 'parameter') return argumentsFor(each, sent.values)?.some(has) ?? false;
          return each.kind === 'value' && has(each.node);
        }),
    });
  }

  /** Whether a function of the code gives back what it has read of a token that it does not verify. */
  #hasForged({ callee }: Call): boolean {
    return this.#sent.values.functionsOf(callee).some(({ node }) => {
      const known = this.#returning.get(node);
      if (known !== undefined) return known;
      this.#returning.set(node, false);
      const isIt = returnsOf(node).some((each) => this.#forged.has(each));
      this.#returning.set(node, isIt);
      return isIt;
    });
  }

  isCheck(node: AnyNode): boolean {
    if (isLimit(node, this.#sent)) return true;

    switch (node.type) {
      case 'Function':
        return !isPlainlyCalled(node, this.#sent.values);
      case 'Binary':
        return this.#isComparison(node);
      case 'Subscript':
        return this.#sent.has(node.index) && !this.#sent.has(node.object);
      case 'Call':
        return this.#isAsking(node);
      case 'Match':
        return this.#sent.has(node.subject);
      case 'Assign':
        // What others then find in it is not followed.
        return (
          node.value !== undefined &&
          this.#sent.has(node.value) &&
          node.targets.some((each) => isField(each) && !this.#isOwnObject(each))
        );
      default:
        return false;
    }
  }

  /** A field of an object that is made here, or of the request itself. */
  #isOwnObject(target: Expression): boolean {
    if (target.type === 'Attribute' || target.type === 'Subscript') {
      return this.#isOwnObject(target.object);
    }
    const all = bindingOf(target)?.definitions ?? [];

    return (
      all.length > 0 &&
      all.every((each) => {
        if (each.kind === 'parameter') return this.#sent.entries.has(each.of) && each.index === 0;
        return each.kind === 'value' && each.path.length === 0 && isMadeHere(each.node, this.#sent);
      })
    );
  }

  /** Where what is sent is asked to be the token of a sample: `token == 'allow'`. */
  isOfSample(node: AnyNode): boolean {
    if (node.type !== 'Binary' || !/^[!=]=$/.test(node.operator)) return false;
    const sides = [node.left, node.right];

    return sides.some(isAsked) && sides.some((each) => this.#sent.has(each));
  }

  /** Calls that read a token, among these. */
  isDecoding(node: AnyNode): node is Call {
    return node.type === 'Call' && isDecoding(node, this.#sent.values);
  }

  #isComparison({ operator, left, right }: NodeOf<'Binary'>): boolean {
    const sides = [left, right];
    if (/^(?:and|or|\+)$/.test(operator)) return false;
    if (!/^(?:[!=]=|[<>]=?|(?:not )?in|is(?: not)?)$/.test(operator)) return this.#mixes(sides);
    const sent = sides.filter((each) => this.#sent.has(each));
    const others = sides.filter((each) => !this.#sent.has(each));
    if (sent.length === 0) return false;
    if (/in$/.test(operator) && !this.#sent.has(left) && isKeyOrScheme(left, right)) return false;
    if (!/in$/.test(operator) && others.every((each) => isKnownForm(each, sent)) && others[0]) {
      return false;
    }

    return !this.#isForged(sent, others);
  }

  /** What is compared was read of a token that nothing verifies, and is no secret: who forges it writes that too. */
  #isForged(sent: readonly AnyNode[], others: readonly AnyNode[]): boolean {
    return (
      sent.every((each) => this.#forged.has(each) && namesIn(each).some(isClaim)) &&
      !others.some((each) => namesIn(each).some(secretNamed))
    );
  }

  #isAsking(call: Call): boolean {
    const { values, has } = this.#sent;
    if (!has(call) || isDecoding(call, values) || isOwnCall(call, values)) return false;
    if (hasKeyOfToken(call, values)) return false;
    const method = calledName(call) ?? '';
    const { callee } = call;
    const given = call.arguments.map(({ value }) => value);
    const names = values.namesOf(callee);
    if (names.some((name) => /^re\.(?:match|search|fullmatch|findall)$/.test(name))) {
      return !isTokenFormat(constantText(given[0]) ?? 'unknown');
    }

    const object = callee.type === 'Attribute' ? callee.object : undefined;
    if (object && has(object)) {
      if (forms.has(method)) return !isScheme(constantText(given[0]) ?? '?');
      if (readers.has(method)) return given.some((each) => has(each));
      if (changes.has(method)) return !given.every(isPlain);
    }
    if (object && /^(?:append|extend|insert|update)$/.test(method) && this.#isOwnObject(object)) {
      return false;
    }
    if (object?.type === 'Text' && /^(?:join|format)$/.test(method)) return this.#mixes(given);
    const isKnown =
      names.length > 0 && values.valuesOf(callee).every(({ kind }) => kind === 'name');
    if (isKnown && logging.test(method) && names.every((name) => loggers.test(name))) return false;

    return !isKnown || !names.every((name) => harmless.test(name)) || this.#mixes(given);
  }

  /** Whether what was sent is put beside what the code has of its own: then it may be compared with it. */
  #mixes(nodes: readonly Expression[]): boolean {
    const { has } = this.#sent;

    return nodes.some((each) => has(each)) && nodes.some((each) => !has(each) && !isWritten(each));
  }
}

/** A value as it is written, which stands for no other. */
function isWritten({ type }: Expression): boolean {
  return ['Text', 'Number', 'Constant', 'Function', 'Dict', 'List', 'Tuple'].includes(type);
}

/** What a text is split, joined or read by. */
function isPlain(node: Expression): boolean {
  if (/^(?:Number|Constant|Dict|List)$/.test(node.type)) return true;
  const text = constantText(node);

  return text !== undefined && isPlainPart(text);
}

/** `'authorization' in event['headers']`, `'Bearer' in token`. */
function isKeyOrScheme(left: Expression, right: Expression): boolean {
  const text = constantText(left);
  if (text === undefined) return false;
  const held =
    right.type === 'Subscript'
      ? constantText(right.index)
      : right.type === 'Name'
        ? right.name
        : '';

  return (
    isScheme(text) || /^(?:event|headers|\w{0,40}params|\w{0,40}[pP]arameters)$/.test(held ?? '')
  );
}

/** A length, and what is compared with none, or with the name of a scheme. */
function isKnownForm(other: Expression, sent: readonly Expression[]): boolean {
  const text = constantText(other);
  if (isConstant(other, 'None') || (text !== undefined && isKnownToAll(text))) return true;
  const isNumber = other.type === 'Number' || other.type === 'Unary';

  return isNumber && sent.every((each) => each.type === 'Call' && calledName(each) === 'len');
}

/** The name of a scheme, and the token of a sample. */
function isKnownToAll(text: string): boolean {
  return isScheme(text) || isSampleToken(text);
}

/** Of those that a sample lets through. */
function isAsked(node: Expression): boolean {
  const text = constantText(node);

  return text !== undefined && isSampleToken(text) && !/^(?:deny|unauthorized)$/.test(text);
}

const forms: ReadonlySet<string> = new Set(['startswith', 'endswith', 'find', 'count', 'index']);

/** Of headers and of search parameters, by a name of the code's own. */
const readers: ReadonlySet<string> = new Set(['get', 'pop', 'setdefault', 'get_header_value']);

const changes: ReadonlySet<string> = new Set(
  (
    'split rsplit strip lstrip rstrip lower upper title replace decode encode partition rpartition ' +
    'removeprefix removesuffix join format items keys values copy casefold append splitlines'
  ).split(' '),
);

const loggers = /^(?:logging|builtins\.print|aws_lambda_powertools\.(?:Logger|logging))\b/;

/** What only parses, or makes texts of what it is given. */
const harmless =
  /^(?:builtins\.(?:len|str|int|float|print|bool|dict|list|tuple|isinstance|repr|type|bytes|any|all|sorted|enumerate|range|Exception|\w{1,40}Error)|json\.(?:loads|dumps)|base64\.(?:b64decode|urlsafe_b64decode|standard_b64decode)|urllib\.parse\.(?:unquote|unquote_plus|parse_qs|urlparse)|copy\.(?:copy|deepcopy)|pprint\.pprint|aws_lambda_powertools\.utilities\.data_classes\.[\w.]{0,80}(?:Event|Response|ResponseV2))$/;

function isDecoding(call: Call, values: Values): boolean {
  const name = calledName(call) ?? '';
  if (name === 'loads') return isPayload(call, values);
  const isOfPackage = values.namesOf(call.callee).some((each) => /^(?:jwt|jose)\./.test(each));
  if (!isOfPackage) return false;

  return (decoders.has(name) && name !== 'decode') || (name === 'decode' && isUnchecked(call));
}

function isField({ type }: Expression): boolean {
  return type === 'Attribute' || type === 'Subscript';
}

/** A table or list as it is written, and an object of AWS's sample class. */
function isMadeHere(node: Expression, { has }: Sent): boolean {
  if (node.type === 'Call') {
    return /^(?:AuthPolicy|dict|list)$/.test(calledName(node) ?? '');
  }
  if (isField(node) || node.type === 'Name') return has(node);

  return node.type === 'Dict' || node.type === 'List';
}

/** Names, fields and keys in an expression, and in what its names were set to. */
function namesIn(node: AnyNode): readonly string[] {
  const pending = [node];
  const names: string[] = [];
  const known = new Set<AnyNode>();

  for (let at = pending.pop(); at && known.size < MOST_NODES; at = pending.pop()) {
    if (known.has(at)) continue;
    known.add(at);
    if (at.type === 'Name') names.push(at.name);
    if (at.type === 'Attribute') names.push(at.name);
    if (at.type === 'Text') names.push(at.value);
    const [definition] = bindingOf(at)?.definitions ?? [];
    if (definition?.kind === 'value') pending.push(definition.node);
    pending.push(...childrenOf(at));
  }
  return names;
}

const MOST_NODES = 200;
