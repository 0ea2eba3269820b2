import { isSentSecretName, mayReadPassword, OF_PASSWORD } from '../../signatures/index.ts';
import { argumentOf, isConstant } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import type { Places } from '../evidence.ts';
import type { Flow } from '../flow.ts';
import { lastName } from '../last-name.ts';
import { calledName } from '../link.ts';
import type { SourceFiles } from '../module-file.ts';
import type { Modules } from '../modules.ts';
import { nodesIn } from '../nodes-in.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { AnyNode, Call, Expression, FunctionNode, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Found } from '../weaknesses-of.ts';
import { isLoggedEachTime } from './logged-each-time.ts';

interface Code {
  readonly modules: Modules;
  readonly files: SourceFiles;
  readonly values: Values;
  readonly places: Places;
  readonly flow: Flow;
}

/**
 * Where the password that a request brings is logged: by itself, or in the body or event out of which the same function reads
 * it, or one that it gives that to. Of what is looked up nothing is known. It is high where each request is logged so.
 */
export function loggedPasswords({ modules, files, values, places, flow }: Code): readonly Found[] {
  const codes = [...modules.files.keys()];
  const has = (is: (code: string) => boolean) => codes.some((path) => is(files.get(path) ?? ''));
  // A logger may be asked to leave it out.
  if (!has(mayReadPassword) || has((code) => code.includes('redact'))) return [];
  const mayHide = has((code) => hiding.test(code));
  const text = (node: AnyNode) => places.codeOf(node).slice(0, LONGEST);
  const reads = new PasswordReads(values, text);

  const found = codes.flatMap((path) => {
    const calls = modules.files.get(path)?.calls;

    return levels
      .flatMap((name) => (calls?.get(name) ?? []).slice(0, MOST_CALLS))
      .flatMap((call): readonly Found[] => {
        const of = scopeOf(call).function;
        if (!of || !isRun(of, flow) || !isLog(call, values)) return [];
        const { holders } = reads.of(of);
        const isShown = call.arguments
          .flatMap(({ value }) => shownIn(value))
          .some((node) => holders.has(text(node)) || isPassword(node));
        const title = `${text(call.callee)}${OF_PASSWORD}`;
        const isHidden = mayHide && calledName(call) !== 'print';
        const isHigh = !isHidden && isLoggedEachTime(call, { values, text });
        const severity = isHigh ? 'high' : 'medium';
        return isShown
          ? [{ node: call, sink: { kind: 'logs-whole-event', severity, title }, fact: undefined }]
          : [];
      });
  });

  return [...found, ...loggedByDecorator(values, flow, reads)];
}

/** `@logger.inject_lambda_context(log_event=True)`, of a handler that reads one out of the event, or whose routes do. */
function loggedByDecorator(values: Values, flow: Flow, reads: PasswordReads): readonly Found[] {
  return values
    .callsOf('inject_lambda_context')
    .slice(0, MOST_CALLS)
    .flatMap((call): readonly Found[] => {
      const of = call.parent;
      const isOn = isConstant(argumentOf(call, undefined, 'log_event'), 'True');
      if (of?.type !== 'Function' || !isOn || !isRun(of, flow)) return [];
      const isRead = [of, ...routesBehind(of, flow)].some(
        (each) => reads.of(each).holders.size > 0,
      );
      const sink = {
        kind: 'logs-whole-event',
        severity: 'high',
        title: `log_event=True${OF_PASSWORD}`,
      } as const;
      return isRead ? [{ node: call, sink, fact: undefined }] : [];
    });
}

/** `return app.resolve(event, context)`: what a framework calls. */
function routesBehind(of: FunctionNode, flow: Flow): readonly FunctionNode[] {
  const isResolving = nodesIn(of.body).some(
    (each) => each.type === 'Call' && calledName(each) === 'resolve',
  );

  return isResolving ? [...flow.responses.keys()].filter((each) => each !== of) : [];
}

const levels = 'print debug info warning warn error exception critical log'.split(' ');

/** Of one name. */
const MOST_CALLS = 300;

/** Of a text that is compared. */
const LONGEST = 200;

/** A class or a step of the code's own that may take it out of what is logged. */
const hiding = /class \w{1,80}\([^)\n]{0,80}(?:Filter|Formatter)\)|structlog\.configure/;

/** Whether the event comes to it, or a framework calls it. */
function isRun(of: FunctionNode, flow: Flow): boolean {
  return flow.isEntered(of) || flow.responses.has(of);
}

function isLog(call: Call, values: Values): boolean {
  if (calledName(call) === 'print') return values.namesOf(call.callee).includes('builtins.print');
  const object = call.callee.type === 'Attribute' ? call.callee.object : undefined;
  // What the code's own logger writes is seen where that writes it.
  if (values.functionsOf(call.callee).length > 0) return false;

  return object !== undefined && /^(?:\w*_)?log(?:ger|ging)?$/i.test(lastName(object));
}

/** The parts of an argument that are shown as they are. */
function shownIn(given: Expression): readonly Expression[] {
  switch (given.type) {
    case 'FormattedText':
      return given.parts.flatMap(shownIn);
    case 'Binary':
      return given.operator === '+' || given.operator === '%'
        ? [given.left, given.right].flatMap(shownIn)
        : [];
    case 'Dict':
      return given.entries.flatMap(({ key, value }) =>
        key === undefined && isCovered(given) ? [] : shownIn(value),
      );
    case 'Tuple':
    case 'List':
      return given.elements.flatMap(shownIn);
    case 'Call': {
      if (isGet(given)) return [given];
      const isText = /^(?:dumps|str|repr|format|pformat)$/.test(calledName(given) ?? '');
      return isText ? given.arguments.flatMap(({ value }) => shownIn(value)) : [];
    }
    default:
      return [given];
  }
}

/** `{**body, 'password': '***'}` */
function isCovered({ entries }: NodeOf<'Dict'>): boolean {
  return entries.some(({ key, value }) => {
    const name = constantText(key) ?? '';
    // `{**event, 'body': None}`
    const isLeftOut = name === 'body' && (value.type === 'Constant' || value.type === 'Text');
    return isLeftOut || isSentSecretName(name);
  });
}

/** `body['password']`, or a name that was read of a request under such a name. */
function isPassword(node: Expression): boolean {
  const object = passwordReadOf(node);
  if (object) return wayToRequest(object) !== undefined;
  if (node.type !== 'Name') return false;

  return (bindingOf(node)?.definitions ?? []).some((each) => {
    const of =
      each.kind === 'value' && each.path.length === 0 ? passwordReadOf(each.node) : undefined;
    return of !== undefined && wayToRequest(of) !== undefined;
  });
}

/** What a function reads passwords out of. */
interface Read {
  /** Texts of what holds one: `body`, `event['body']`, `event`. */
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
      // `del body['password']`, `body['password'] = made`: what it then holds is another.
      for (const each of emptiedBy(node)) without.add(this.#text(each));
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
  #readOf(node: AnyNode, depth: number): readonly Expression[] {
    const object = passwordReadOf(node);
    if (object) return [object];
    if (node.type !== 'Call' || node.arguments.length === 0) return [];

    return this.#values
      .functionsOf(node.callee)
      .slice(0, MOST_CALLED)
      .flatMap(({ node: called, taken }) =>
        [...this.of(called, depth + 1).parameters].flatMap(
          (index) => argumentFor({ node, taken }, called, index) ?? [],
        ),
      );
  }
}

const noRead: Read = { holders: new Set(), parameters: new Set() };

/** Functions that call each other. */
const MOST_DEPTH = 6;

/** By one call. */
const MOST_CALLED = 10;

function emptiedBy(node: AnyNode): readonly Expression[] {
  const targets = node.type === 'Assign' ? node.targets : node.type === 'Delete' ? node.values : [];

  return targets.flatMap((each) =>
    each.type === 'Subscript' && isSentSecretName(constantText(each.index) ?? '')
      ? each.object
      : [],
  );
}

const MOST_NODES = 10_000;

/** Of `body['password']`, `body.get('password')` and `body.password`, the body. */
function passwordReadOf(node: AnyNode): Expression | undefined {
  if (node.type === 'Attribute') return isSentSecretName(node.name) ? node.object : undefined;
  if (node.type === 'Subscript') {
    return isSentSecretName(constantText(node.index) ?? '') ? node.object : undefined;
  }
  if (node.type !== 'Call' || !isGet(node) || node.callee.type !== 'Attribute') return undefined;

  return isSentSecretName(constantText(argumentOf(node, 0, 'key')) ?? '')
    ? node.callee.object
    : undefined;
}

function isGet(node: Call): boolean {
  return node.callee.type === 'Attribute' && node.callee.name === 'get';
}

/** From an expression to what the handler was given, or what a framework has; undefined where that is not seen. */
function wayToRequest(from: Expression): readonly Expression[] | undefined {
  const way: Expression[] = [];

  for (let at: Expression | undefined = from; at && way.length < MOST_STEPS; ) {
    way.push(at);
    if (/^(?:(?:current_)?request|current_event)$/.test(lastName(at))) return way;
    if (at.type === 'Name') {
      const definitions: ReturnType<typeof definitionsOf> = definitionsOf(at);
      if (definitions.some(({ kind }) => kind === 'parameter')) return way;
      at = definitions.flatMap((each) => (each.kind === 'value' ? each.node : []))[0];
    } else {
      at = behind(at);
    }
  }
  return undefined;
}

function definitionsOf(node: Expression) {
  return bindingOf(node)?.definitions ?? [];
}

const MOST_STEPS = 12;

function behind(node: Expression): Expression | undefined {
  switch (node.type) {
    case 'Await':
      return node.value;
    case 'Binary':
      return node.operator === 'or' ? node.left : undefined;
    case 'Conditional':
      return node.yes;
    case 'Attribute':
    case 'Subscript':
      return node.object;
    case 'Call': {
      const { callee } = node;
      const object = callee.type === 'Attribute' ? callee.object : undefined;
      if (isGet(node)) return object;
      if (!parsing.test(calledName(node) ?? '')) return undefined;
      return argumentOf(node, 0) ?? object;
    }
    default:
      return undefined;
  }
}

/** What makes of a body what is in it; what looks someone up gives a password of its own. */
const parsing = /^(?:loads|json|get_json|dict|str)$|parse|body/i;
