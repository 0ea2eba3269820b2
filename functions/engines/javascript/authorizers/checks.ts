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
import { hasKeyOfToken } from '../faults/keys-of-tokens.ts';
import { isPayload } from '../faults/token-checks.ts';
import { packageIn } from '../known-packages.ts';
import { expressionOf, textOf } from '../options.ts';
import { type Binding, bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { isLimit } from './limits.ts';
import { isOwnCall } from './own-calls.ts';
import { argumentsFor, type Sent } from './sent.ts';

/** Knows what of an authorizer's code may distinguish its callers. */
export class Checks {
  readonly #sent: Sent;
  readonly #forged: Requested<AnyNode, Binding>;

  constructor(sent: Sent) {
    this.#sent = sent;
    this.#forged = new Requested<AnyNode, Binding>({
      childrenOf,
      bindingOf: (node) => (node.type === 'Identifier' ? bindingOf(node) : undefined),
      isRequest: (node) => isCall(node) && isDecoding(node, sent.values),
      isGiven: ({ definitions }, has) =>
        definitions.some((each) => {
          if (each.kind === 'parameter') return argumentsFor(each, sent.values)?.some(has) ?? false;
          return each.kind === 'value' && has(each.node);
        }),
    });
  }

  isCheck(node: AnyNode): boolean {
    if (isLimit(node, this.#sent)) return true;

    switch (node.type) {
      case 'BinaryExpression':
        return this.#isComparison(node);
      case 'MemberExpression':
        return node.computed && this.#isLookUp(node);
      case 'CallExpression':
      case 'NewExpression':
        return this.#isAsking(node);
      case 'TaggedTemplateExpression':
      case 'ImportExpression':
      case 'WithStatement':
        return this.#sent.has(node);
      case 'SwitchStatement':
        return this.#isSwitch(node);
      case 'AssignmentExpression':
        // What others then find in it is not followed.
        return (
          this.#sent.has(node.right) &&
          (!/^\+?=$/.test(node.operator) ||
            (node.left.type === 'MemberExpression' && !this.#isOwnObject(node.left)))
        );
      default:
        return false;
    }
  }

  /** A field of an object that is made here, or of the request itself. */
  #isOwnObject(target: AnyNode): boolean {
    if (target.type === 'MemberExpression') return this.#isOwnObject(target.object);
    const all = bindingOf(target)?.definitions ?? [];

    return (
      all.length > 0 &&
      all.every((each) => {
        if (each.kind === 'parameter') return this.#sent.entries.has(each.of) && each.index === 0;
        return each.kind === 'value' && each.path.length === 0 && isMadeHere(each.node, this.#sent);
      })
    );
  }

  /** Where what is sent is asked to be the token of a sample: `token === 'allow'`, `case 'allow':`. */
  isOfSample(node: AnyNode): boolean {
    if (node.type === 'SwitchStatement') {
      return (
        this.#sent.has(node.discriminant) && node.cases.some(({ test }) => test && isAsked(test))
      );
    }
    if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(node.operator)) return false;
    const sides = [node.left, node.right];

    return sides.some(isAsked) && sides.some((each) => this.#sent.has(each));
  }

  /** Calls that read a token, among these. */
  isDecoding(node: AnyNode): node is CallNode {
    return isCall(node) && isDecoding(node, this.#sent.values);
  }

  #isComparison({ operator, left, right }: NodeOf<'BinaryExpression'>): boolean {
    const sides = [left, right];
    if (/^(?:\+|instanceof)$/.test(operator)) return false;
    if (!/^(?:[!=]==?|[<>]=?|in)$/.test(operator)) return this.#mixes(sides);
    const [sent, others] = [
      sides.filter((each) => this.#sent.has(each)),
      sides.filter((each) => !this.#sent.has(each)),
    ];
    if (sent.length === 0) return false;
    if (operator === 'in') return this.#sent.has(left);
    if (others.length === 1 && others.every((each) => isKnownForm(each, sent))) return false;

    return !this.#isForged(sent, others);
  }

  /** What is compared was read of a token that nothing verifies, and is no secret: who forges it writes that too. */
  #isForged(sent: readonly AnyNode[], others: readonly AnyNode[]): boolean {
    return (
      sent.every((each) => this.#forged.has(each) && namesClaim(each)) &&
      !others.some((each) => namesSecret(each))
    );
  }

  #isLookUp({ object, property }: NodeOf<'MemberExpression'>): boolean {
    return this.#sent.has(property) && !this.#sent.has(object);
  }

  #isSwitch({ discriminant, cases }: NodeOf<'SwitchStatement'>): boolean {
    if (!this.#sent.has(discriminant)) return false;

    return cases.some(({ test }) => test && !isKnownToAll(textOf(test) ?? '?'));
  }

  #isAsking(call: CallNode): boolean {
    const { values, has } = this.#sent;
    if (!has(call) || isDecoding(call, values) || this.isAnswer(call)) return false;
    if (hasKeyOfToken(call, values)) return false;
    if (isOwnCall(call, values)) return false;
    const method = calledName(call) ?? '';
    const { callee, arguments: given } = call;
    const object = callee.type === 'MemberExpression' ? callee.object : undefined;
    const [first] = given;

    if (object && forms.has(method)) {
      return !isForm(object, first) && !this.#isForgedCall(object, call);
    }
    if (object && has(object)) {
      if (readers.has(method)) return given.some((each) => has(each));
      if (changes.has(method)) return !given.every((each) => isPlain(each));
      if (loops.has(method) && isFunction(first)) return false;
    }
    if (isLogging(call, values)) return false;

    return !isHarmless(call, values) || this.#mixes(given);
  }

  /** Whether what was sent is put beside what the code has of its own: then it may be compared with it. */
  #mixes(nodes: readonly AnyNode[]): boolean {
    const { has } = this.#sent;

    return nodes.some((each) => has(each)) && nodes.some((each) => !has(each) && !isWritten(each));
  }

  /** `claims.groups.includes('admin')` */
  #isForgedCall(object: AnyNode, { arguments: given }: CallNode): boolean {
    const all = [object, ...given];
    const sent = all.filter((each) => this.#sent.has(each));

    return this.#isForged(
      sent,
      all.filter((each) => !sent.includes(each)),
    );
  }

  /** `callback(null, policy)`, `context.succeed(policy)`. */
  isAnswer({ callee }: CallNode): boolean {
    const { entries } = this.#sent;
    const answering = callee.type === 'MemberExpression' ? callee.object : callee;
    const isMethod = callee.type !== 'MemberExpression' || answers.has(fieldRead(callee) ?? '');
    const [definition, ...others] = bindingOf(answering)?.definitions ?? [];

    return (
      isMethod &&
      others.length === 0 &&
      definition?.kind === 'parameter' &&
      entries.has(definition.of) &&
      definition.index > 0
    );
  }
}

/** A `typeof`, a length or a place in a text, and what is compared with none, or with the name of a scheme. */
function isKnownForm(other: AnyNode, sent: readonly AnyNode[]): boolean {
  const isNone =
    (other.type === 'Literal' && (other.value === null || other.value === '')) ||
    (other.type === 'Identifier' && other.name === 'undefined');
  const text = textOf(other);
  const isNumber = /^-?\d{1,6}$/.test(text ?? '') || other.type === 'UnaryExpression';

  if (isNone || (text !== undefined && isKnownToAll(text))) return true;
  return sent.every((each) => {
    if (each.type === 'UnaryExpression' && each.operator === 'typeof') return true;
    return isNumber && isMeasure(each);
  });
}

/** Of those that a sample lets through. */
function isAsked(node: AnyNode): boolean {
  const text = textOf(node);

  return text !== undefined && isSampleToken(text) && !/^(?:deny|unauthorized)$/.test(text);
}

/** The name of a scheme, and the token of a sample. */
function isKnownToAll(text: string): boolean {
  return isScheme(text) || isSampleToken(text);
}

function isMeasure(node: AnyNode): boolean {
  if (node.type === 'ChainExpression') return isMeasure(node.expression);
  if (node.type === 'MemberExpression') return fieldRead(node) === 'length';

  return isCall(node) && /^(?:lastI|i)ndexOf$|^search$/.test(calledName(node) ?? '');
}

/** `token.startsWith('Bearer ')`, `/^Bearer (.+)$/.test(token)`. */
function isForm(object: AnyNode, asked: AnyNode | undefined): boolean {
  return [object, asked].some((each) => {
    if (!each) return false;
    const pattern = expressionOf(each)?.pattern;
    if (pattern !== undefined) return isTokenFormat(pattern);
    const text = textOf(each);
    return text !== undefined && isPlainPart(text);
  });
}

const forms: ReadonlySet<string> = new Set(
  'startsWith endsWith includes indexOf lastIndexOf match matchAll test exec search'.split(' '),
);

/** Of headers and of search parameters, by a name of the code's own. */
const readers: ReadonlySet<string> = new Set(['get', 'getAll', 'has', 'hasOwnProperty']);

const loops: ReadonlySet<string> = new Set(
  'map forEach filter find findIndex some every reduce flatMap sort'.split(' '),
);

const changes: ReadonlySet<string> = new Set(
  (
    'split trim trimStart trimEnd replace replaceAll slice substring substr toLowerCase toUpperCase ' +
    'toString join concat at charAt pop shift push reverse valueOf normalize padStart padEnd entries ' +
    'keys values then catch finally'
  ).split(' '),
);

const answers: ReadonlySet<string> = new Set('succeed fail done call apply'.split(' '));

/** A value as it is written, which stands for no other. */
function isWritten(node: AnyNode): boolean {
  return (
    isFunction(node) ||
    ['Literal', 'ObjectExpression', 'ArrayExpression', 'UnaryExpression'].includes(node.type) ||
    (node.type === 'TemplateLiteral' && node.expressions.length === 0) ||
    (node.type === 'Identifier' && node.name === 'undefined')
  );
}

/** What a text is split, joined or read by. */
function isPlain(node: AnyNode): boolean {
  if (isFunction(node)) return true;
  if (node.type === 'Literal' && node.regex) return isTokenFormat(node.regex.pattern);
  if (node.type === 'Literal' && typeof node.value === 'number') return true;
  if (isCall(node) || node.type === 'UnaryExpression' || node.type === 'BinaryExpression') {
    return isMeasured(node);
  }
  if (node.type === 'Identifier' && isMeasured(node)) return true;
  const text = textOf(node);

  return text !== undefined && isPlainPart(text);
}

/** `-1`, `token.indexOf(' ') + 1`. */
function isMeasured(node: AnyNode): boolean {
  if (node.type === 'UnaryExpression') return isMeasured(node.argument);
  if (node.type === 'BinaryExpression') return isMeasured(node.left) && isMeasured(node.right);
  if (node.type === 'Literal') return typeof node.value === 'number';
  if (node.type === 'Identifier') {
    const all = bindingOf(node)?.definitions ?? [];
    return all.length === 1 && all.every((each) => each.kind === 'value' && isMeasure(each.node));
  }

  return isMeasure(node);
}

/** `logger.info(event)`; not what a tracer makes of a client. */
function isLogging(call: CallNode, values: Values): boolean {
  const seen = values.valuesOf(call.callee);

  return (
    logging.test(calledName(call) ?? '') &&
    seen.length > 0 &&
    seen.every(
      (each) =>
        (each.kind === 'name' || each.kind === 'made') &&
        (each.name.startsWith('console') || loggers.has(packageIn(each.name) ?? '')),
    )
  );
}

/** What only parses, or makes texts of what it is given. */
function isHarmless(call: CallNode, values: Values): boolean {
  const names = values.valuesOf(call.callee);

  return (
    names.length > 0 &&
    names.every(
      (each) => each.kind === 'name' && (isHarmlessGlobal(each.name) || parsing.has(each.name)),
    )
  );
}

function isHarmlessGlobal(name: string): boolean {
  return globals.has(name) || /^(?:console\.\w{1,20}|\w{0,20}Error)$/.test(name);
}

const globals: ReadonlySet<string> = new Set(
  (
    'console JSON.parse JSON.stringify Buffer Buffer.from Buffer.concat Buffer.byteLength Buffer.isBuffer ' +
    'Object.keys Object.values Object.entries Object.assign Object.fromEntries Object.freeze Array ' +
    'Array.from Array.isArray Array.of String Number Number.isNaN Number.parseInt Boolean BigInt Date ' +
    'Promise Promise.resolve Promise.reject Promise.all URL URLSearchParams Headers decodeURI ' +
    'decodeURIComponent encodeURI encodeURIComponent atob btoa escape unescape parseInt parseFloat ' +
    'isNaN structuredClone setTimeout process.stdout.write'
  ).split(' '),
);

const parsing: ReadonlySet<string> = new Set(
  (
    'module:querystring.parse module:querystring.unescape module:url.parse module:url.URL ' +
    'module:url.URLSearchParams module:util.inspect module:util.format module:buffer.Buffer ' +
    'module:buffer.Buffer.from'
  ).split(' '),
);

const loggers: ReadonlySet<string> = new Set(
  (
    '@aws-lambda-powertools/logger @aws-lambda-powertools/tracer @aws-lambda-powertools/metrics ' +
    'aws-xray-sdk aws-xray-sdk-core pino pino-lambda winston bunyan loglevel log4js lambda-log debug'
  ).split(' '),
);

function isDecoding(call: CallNode, values: Values): boolean {
  const name = calledName(call) ?? '';
  if (name === 'parse') {
    const [given] = call.arguments;
    return (
      given !== undefined && isPayload(given) && values.namesOf(call.callee).includes('JSON.parse')
    );
  }
  const isOf = values
    .valuesOf(call.callee)
    .some(
      (value) =>
        (value.kind === 'name' || value.kind === 'made') &&
        /^(?:jsonwebtoken|jwt-decode|jose)$/.test(packageIn(value.name) ?? ''),
    );

  return isOf && (decoders.has(name) || isDefaultOf('jwt-decode', call, values));
}

/** Whatever the package is called where it is itself the function. */
function isDefaultOf(name: string, { callee }: CallNode, values: Values): boolean {
  return values.namesOf(callee).includes(`module:${name}`);
}

/** An object or list as it is written, and one of AWS's sample class. */
function isMadeHere(node: AnyNode, { has }: Sent): boolean {
  if (node.type === 'NewExpression') return calledName(node) === 'AuthPolicy';
  if (node.type === 'MemberExpression' || node.type === 'Identifier') return has(node);

  return node.type === 'ObjectExpression' || node.type === 'ArrayExpression';
}

function namesClaim(node: AnyNode): boolean {
  return namesIn(node).some(isClaim);
}

function namesSecret(node: AnyNode): boolean {
  return namesIn(node).some(secretNamed);
}

/** Names and fields in an expression. */
function namesIn(node: AnyNode): readonly string[] {
  const pending = [node];
  const names: string[] = [];

  for (let at = pending.pop(); at && names.length < MOST_NAMES; at = pending.pop()) {
    if (at.type === 'Identifier') names.push(at.name);
    if (at.type === 'MemberExpression') names.push(fieldRead(at) ?? '');
    pending.push(...childrenOf(at));
  }
  return names;
}

const MOST_NAMES = 50;
