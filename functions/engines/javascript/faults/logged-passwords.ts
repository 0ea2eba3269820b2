import { isSentSecretName, mayReadPassword, OF_PASSWORD } from '../../signatures/index.ts';
import type { Places } from '../evidence.ts';
import type { Flow } from '../flow.ts';
import { packageIn } from '../known-packages.ts';
import type { Modules } from '../modules.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  type FunctionNode,
  fieldRead,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Found } from '../weaknesses-of.ts';
import { isLoggedEachTime } from './logged-each-time.ts';

interface Code {
  readonly modules: Modules;
  readonly files: ReadonlyMap<string, string>;
  readonly values: Values;
  readonly places: Places;
  readonly flow: Flow;
}

/**
 * Where the password that a request brings is logged: by itself, or in the body or event out of which the same function reads
 * it, or one that it gives that to. Of what is looked up nothing is known. It is high where each request is logged so.
 */
export function loggedPasswords({ modules, files, values, places, flow }: Code): readonly Found[] {
  const codes = [...modules.files.keys()].filter((path) => !places.isMixed(path));
  const has = (is: (code: string) => boolean) => codes.some((path) => is(files.get(path) ?? ''));
  // A logger may be asked to leave it out.
  if (!has(mayReadPassword) || has((code) => code.includes('redact'))) return [];
  const mayHide = has((code) => hiding.test(code));
  const text = (node: AnyNode) => places.textOf(node, LONGEST).replaceAll('?.', '.');
  const reads = new PasswordReads(values, text);

  return codes.flatMap((path) => {
    const calls = modules.files.get(path)?.calls;

    return levels
      .flatMap((name) => (calls?.get(name) ?? []).slice(0, MOST_CALLS))
      .flatMap((call): readonly Found[] => {
        const of = scopeOf(call).function;
        if (!of || !flow.hasEntered(of) || places.isInPackage(call) || !isLog(call, values)) {
          return [];
        }
        const { holders } = reads.of(of);
        const isShown = call.arguments
          .flatMap((given) => shownIn(given))
          .some((node) => holders.has(text(node)) || isPassword(node));
        const title = `${places.textOf(call.callee, LONGEST)}${OF_PASSWORD}`;
        const severity = !mayHide && isLoggedEachTime(call, text) ? 'high' : 'medium';
        return isShown ? [{ node: call, sink: { kind: 'logs-whole-event', severity, title } }] : [];
      });
  });
}

/** A step of the code's own that may take it out of what is logged, or a console that is replaced. */
const hiding =
  /serializers\s{0,5}:\s{0,5}\{[^}]{0,200}\b(?:event|body|req|request|data|payload|input)\b|\bformat\((?:\(|function\b|async\b|\w{1,40} =>)|\bconsole\.\w{1,10} ?= ?[^=\s]/;

const levels = 'log info warn warning error debug trace fatal critical'.split(' ');

/** Of one name. */
const MOST_CALLS = 300;

/** Of a text that is compared. */
const LONGEST = 200;

function isLog(call: CallNode, values: Values): boolean {
  return values
    .valuesOf(call.callee)
    .some(
      (value) =>
        (value.kind === 'name' || value.kind === 'made') &&
        (value.name.startsWith('console.') || loggers.has(packageIn(value.name) ?? '')),
    );
}

const loggers: ReadonlySet<string> = new Set(
  '@aws-lambda-powertools/logger pino winston bunyan loglevel log4js lambda-log signale consola'.split(
    ' ',
  ),
);

/** The parts of an argument that are shown as they are. */
function shownIn(given: AnyNode): readonly AnyNode[] {
  switch (given.type) {
    case 'TemplateLiteral':
      return given.expressions.flatMap(shownIn);
    case 'BinaryExpression':
      return given.operator === '+' ? [given.left, given.right].flatMap(shownIn) : [];
    case 'ObjectExpression':
      return given.properties.flatMap((each) => {
        if (each.type === 'Property') return shownIn(each.value);
        return isCovered(given) ? [] : shownIn(each.argument);
      });
    case 'ArrayExpression':
      return given.elements.flatMap((each) => (each ? shownIn(each) : []));
    case 'ChainExpression':
      return shownIn(given.expression);
    case 'CallExpression':
      return isWholeText(given) ? given.arguments.slice(0, 1).flatMap(shownIn) : [];
    default:
      return [given];
  }
}

/** `{ ...body, password: '***' }` */
function isCovered({ properties }: NodeOf<'ObjectExpression'>): boolean {
  return properties.some((each) => {
    const name = each.type === 'Property' ? (memberName(each) ?? '') : '';
    // `{ ...event, body: undefined }`
    const isLeftOut = name === 'body' && each.type === 'Property' && isPlain(each.value);
    return isLeftOut || isSentSecretName(name);
  });
}

function isPlain(node: AnyNode): boolean {
  return node.type === 'Literal' || (node.type === 'Identifier' && node.name === 'undefined');
}

/** `JSON.stringify(body)`; a second argument may leave something out. */
function isWholeText(call: CallNode): boolean {
  const [, chosen] = call.arguments;
  const isAll = !chosen || (chosen.type === 'Literal' && chosen.value === null);

  return isAll && /^(?:stringify|inspect)$/.test(calledName(call) ?? '');
}

/** `body.password`, or a name that was read of a request under such a name. */
function isPassword(node: AnyNode): boolean {
  if (node.type === 'MemberExpression') {
    return isSentSecretName(fieldRead(node) ?? '') && isOfRequest(node.object);
  }
  return (bindingOf(node)?.definitions ?? []).some((each) => {
    if (each.kind !== 'value') return false;
    const field = each.path.at(-1);
    return field === undefined
      ? each.node.type === 'MemberExpression' && isPassword(each.node)
      : isSentSecretName(field) && isOfRequest(each.node);
  });
}

function isOfRequest(node: AnyNode): boolean {
  return wayToRequest(node) !== undefined;
}

/** What a function reads passwords out of. */
interface Read {
  /** Texts of what holds one: `body`, `event.body`, `event`. */
  readonly holders: ReadonlySet<string>;
  /** Its parameters that hold one, by their places. */
  readonly parameters: ReadonlySet<number>;
}

/** What functions read passwords out of, by themselves or by what they give to others. */
class PasswordReads {
  readonly #values: Values;
  readonly #text: (node: AnyNode) => string;
  readonly #known = new Map<FunctionNode, Read>();

  constructor(values: Values, text: (node: AnyNode) => string) {
    this.#values = values;
    this.#text = text;
  }

  of(of: FunctionNode, depth = 0): Read {
    const known = this.#known.get(of);
    if (known || depth > MOST_DEPTH) return known ?? noRead;
    this.#known.set(of, noRead);
    const read = this.#readBy(of, depth);
    this.#known.set(of, read);

    return read;
  }

  #readBy(of: FunctionNode, depth: number): Read {
    const holders = new Set<string>();
    const without = new Set<string>();
    const parameters = new Set<number>();
    const pending: AnyNode[] = [of.body];
    let count = 0;

    for (let node = pending.pop(); node && count < MOST_NODES; node = pending.pop()) {
      count += 1;
      // `delete body.password`, `body.password = hash`: what it then holds is another.
      const emptied = emptiedBy(node);
      if (emptied) without.add(this.#text(emptied));
      for (const object of this.#readOf(node, depth)) {
        const way = wayToRequest(object) ?? [];
        for (const each of way) holders.add(this.#text(each));
        for (const each of way.flatMap(definitionsOf)) {
          if (each.kind === 'parameter' && each.of === of) parameters.add(each.index);
        }
      }
      pending.push(...childrenOf(node));
    }
    return { holders: holders.difference(without), parameters };
  }

  /** Of `login(event)` the event, where that reads one out of it. */
  #readOf(node: AnyNode, depth: number): readonly AnyNode[] {
    const object = passwordReadOf(node);
    if (object) return [object];
    if (node.type !== 'CallExpression' || node.arguments.length === 0) return [];

    return this.#values
      .functionsOf(node.callee)
      .slice(0, MOST_CALLED)
      .flatMap((called) => [...this.of(called, depth + 1).parameters])
      .flatMap((index) => node.arguments[index] ?? []);
  }
}

const noRead: Read = { holders: new Set(), parameters: new Set() };

/** Functions that call each other. */
const MOST_DEPTH = 6;

/** By one call. */
const MOST_CALLED = 10;

function emptiedBy(node: AnyNode): AnyNode | undefined {
  if (node.type === 'AssignmentExpression' && isMadeOver(node)) return node.left;
  const target =
    node.type === 'AssignmentExpression'
      ? node.left
      : node.type === 'UnaryExpression' && node.operator === 'delete'
        ? node.argument
        : undefined;

  return target?.type === 'MemberExpression' && isSentSecretName(fieldRead(target) ?? '')
    ? target.object
    : undefined;
}

/** `body = omit(body, 'password')`: what it then holds is not known. */
function isMadeOver({ left, right }: NodeOf<'AssignmentExpression'>): boolean {
  return (
    left.type === 'Identifier' &&
    right.type === 'CallExpression' &&
    leavingOut.test(calledName(right) ?? '') &&
    right.arguments.some((each) => each.type === 'Identifier' && each.name === left.name)
  );
}

const leavingOut = /omit|mask|redact|saniti[sz]e|strip|clean|without|hide|remove|scrub|safe/i;

const MOST_NODES = 10_000;

/** Of `body.password` and `const { password } = body`, the body. */
function passwordReadOf(node: AnyNode): AnyNode | undefined {
  if (node.type === 'MemberExpression') {
    return isSentSecretName(fieldRead(node) ?? '') ? node.object : undefined;
  }
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'ObjectPattern') return undefined;
  const isRead = node.id.properties.some(
    (each) => each.type === 'Property' && isSentSecretName(memberName(each) ?? ''),
  );

  return isRead ? (node.init ?? undefined) : undefined;
}

/** From an expression to the parameter that it was read of, or parsed from; undefined where that is not seen. */
function wayToRequest(from: AnyNode): readonly AnyNode[] | undefined {
  const way: AnyNode[] = [];

  for (let at: AnyNode | undefined = from; at && way.length < MOST_STEPS; ) {
    way.push(at);
    if (at.type === 'Identifier') {
      const definitions: ReturnType<typeof definitionsOf> = definitionsOf(at);
      if (definitions.some(({ kind }) => kind === 'parameter')) return way;
      at = definitions.flatMap((each) => (each.kind === 'value' ? each.node : []))[0];
    } else {
      at = behind(at);
    }
  }
  return undefined;
}

function definitionsOf(node: AnyNode) {
  return bindingOf(node)?.definitions ?? [];
}

const MOST_STEPS = 12;

function behind(node: AnyNode): AnyNode | undefined {
  switch (node.type) {
    case 'AwaitExpression':
      return node.argument;
    case 'ChainExpression':
      return node.expression;
    case 'LogicalExpression':
      return node.left;
    case 'MemberExpression':
      return node.object;
    case 'CallExpression': {
      const [first] = node.arguments;
      if (!parsing.test(calledName(node) ?? '')) return undefined;
      if (first) return first;
      return node.callee.type === 'MemberExpression' ? node.callee.object : undefined;
    }
    default:
      return undefined;
  }
}

/** What makes of a body what is in it; what looks someone up gives a password of its own. */
const parsing = /^(?:parse|from|toString|json|text|formData)$|parse|body/i;
