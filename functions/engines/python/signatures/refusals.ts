import { wrongCredential } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { returnsOf } from '../members.ts';
import { bindingOf, type Definition } from '../scope.ts';
import type { AnyNode, Block, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';

/** What ends a request without what it asked for: whether by 401 or 403, by something else, or by what only callers know. */
type Ending = 'refused' | 'other' | 'bad' | 'named' | 'unsaid';

/** Knows which code refuses a request: it answers 401 or 403, or raises. */
export class Refusals {
  readonly #values: Values;
  readonly #places = new Map<Block, Map<AnyNode, number>>();
  readonly #known = new Map<AnyNode, Ending>();

  constructor(values: Values) {
    this.#values = values;
  }

  /** Whether a part of a function refuses wherever it runs. */
  isRefusal(block: Block, of: FunctionNode): boolean {
    return this.#isRefused(this.#endingOf(block.body), of);
  }

  /** Whether what comes after a statement does, where that goes on. */
  isRefusedAfter(statement: AnyNode, of: FunctionNode): boolean {
    let at = statement;

    for (let parent = at.parent; parent && at !== of; parent = at.parent) {
      this.#values.spend();
      const ending =
        parent.type === 'Block'
          ? this.#endingOf(parent.body, this.#placeIn(parent, at) + 1)
          : undefined;
      if (ending) return this.#isRefused(ending, of);
      at = parent;
    }
    return this.#isRefused(undefined, of);
  }

  /** What a function of the code answers is for its callers to judge, and so is that it answers nothing. */
  #isRefused(ending: Ending | undefined, of: FunctionNode): boolean {
    if (ending === 'refused' || ending === 'named') return true;
    if (ending === 'other' || ending === 'bad') return false;

    return !this.#values.isStarted(of) && this.#values.sitesOf(of).length > 0;
  }

  #placeIn(block: Block, statement: AnyNode): number {
    const known = this.#places.get(block);
    if (known) return known.get(statement) ?? 0;

    const places = new Map<AnyNode, number>(block.body.map((each, index) => [each, index]));
    this.#places.set(block, places);
    return places.get(statement) ?? 0;
  }

  /** Undefined where it goes on. */
  #endingOf(statements: readonly AnyNode[], from = 0): Ending | undefined {
    for (let index = from; index < statements.length; index += 1) {
      this.#values.spend();
      const each = statements[index];
      const ending = each && this.#endedBy(each);
      if (ending) return ending;
    }
    return undefined;
  }

  #endedBy(statement: AnyNode): Ending | undefined {
    switch (statement.type) {
      case 'Return':
        return statement.value ? this.#answered(statement.value) : 'unsaid';
      case 'Raise':
        return this.#raised(statement.values);
      case 'Break':
      case 'Continue':
        return 'other';
      case 'ExpressionStatement': {
        const { value } = statement;
        if (value.type !== 'Call' || !/^(?:abort|exit|_exit)$/.test(calledName(value) ?? '')) {
          return undefined;
        }
        return isRefusal(this.#said(value, 0)) ? 'refused' : 'other';
      }
      case 'If': {
        const ways = [statement.body, statement.otherwise].map(
          (each) => each && this.#endingOf(each.body),
        );
        const [one, two] = ways;
        if (!one || !two) return undefined;
        if (ways.includes('other') || ways.includes('bad')) return 'other';
        return ways.includes('unsaid') ? 'unsaid' : 'refused';
      }
      case 'With':
        return this.#endingOf(statement.body.body);
      case 'Try':
        return statement.handlers.every((each) => isRefusal(this.#endingOf(each.body.body)))
          ? this.#endingOf(statement.body.body)
          : undefined;
      default:
        return undefined;
    }
  }

  /** Of 400, that it says which credential is wrong. */
  #answered(value: Expression): Ending {
    const said = this.#said(value, 0);
    if (said !== 'bad') return said;

    return this.#says(value, wrongCredential) ? 'refused' : 'other';
  }

  #raised(values: readonly Expression[]): Ending {
    const [error] = values;
    if (!error) return 'refused';
    const said = this.#said(error, 0);
    if (said === 'bad') return this.#says(error, wrongCredential) ? 'refused' : 'other';
    if (said !== 'unsaid') return said === 'named' ? 'refused' : said;

    return this.#says(error, missing) ? 'other' : 'refused';
  }

  #says(error: Expression, pattern: RegExp): boolean {
    const pending: AnyNode[] = [error];

    for (let next = pending.pop(), steps = 0; next && steps < MOST_PARTS; steps += 1) {
      if (next.type === 'Name' || next.type === 'Attribute') {
        if (pattern.test(next.name)) return true;
      }
      if (next.type === 'Text' && pattern.test(next.value)) return true;
      if (next.type === 'Call') pending.push(next.callee, ...next.arguments);
      if (next.type === 'Argument') pending.push(next.value);
      if (next.type === 'FormattedText') pending.push(...next.parts);
      if (next.type === 'Dict') pending.push(...next.entries.map(({ value }) => value));
      if (next.type === 'Tuple') pending.push(...next.elements);
      next = pending.pop();
    }
    return false;
  }

  #said(answer: AnyNode, depth: number): Ending {
    const known = this.#known.get(answer);
    if (known) return known;

    this.#values.spend();
    this.#known.set(answer, 'unsaid');
    const all = depth > MOST_DEEP ? [] : this.#partsOf(answer, depth);
    const ending = ownEnding(answer) ?? joined(all);
    this.#known.set(answer, ending);
    return ending;
  }

  /** Of a function of the code: what it is given says it, or else what it answers. */
  #partsOf(node: AnyNode, depth: number): readonly Ending[] {
    const of = (parts: readonly (AnyNode | undefined)[]) =>
      parts.flatMap((each) => (each ? this.#said(each, depth + 1) : []));

    switch (node.type) {
      case 'Call': {
        const all = node.arguments.map(({ value }) => value);
        const given = joined(of(directIn(all)));
        if (given !== 'unsaid') return [given];
        const named = joined(of([node.callee]));
        if (named !== 'unsaid') return [named];
        if (node.callee.type === 'Attribute' && /^(?:dumps|format)$/.test(node.callee.name))
          return [];
        const own = this.#values.functionsOf(node.callee);
        if (own.length === 0) return of(all);
        return of(
          own.flatMap((each) => [
            ...returnsOf(each.node),
            ...each.node.parameters.map(({ otherwise }) => otherwise),
          ]),
        );
      }
      case 'Name': {
        const written = this.#values.writtenAs(node);
        if (written !== node) return of([written]);
        return of((bindingOf(node)?.definitions ?? []).flatMap((one) => this.#heldBy(one)));
      }
      case 'Tuple':
      case 'List':
        return of(directIn(node.elements));
      case 'Dict': {
        const status = node.entries.find((each) => statusKey.test(constantText(each.key) ?? ''));
        return of(status ? [status.value] : node.entries.map(({ value }) => value));
      }
      case 'Conditional':
        return of([node.yes, node.no]);
      case 'Await':
      case 'NamedValue':
        return of([node.value]);
      case 'Binary':
        return of([node.left, node.right]);
      case 'FormattedText':
        return of(node.parts);
      case 'Subscript':
        return of([node.object]);
      default:
        return [];
    }
  }

  /** Of `user, refusal = check(event)`, the element. */
  #heldBy(one: Definition): readonly AnyNode[] {
    if (one.kind !== 'value') return [];
    const [index] = one.path;
    if (index === undefined) return [one.node];
    const call = one.node.type === 'Await' ? one.node.value : one.node;
    const own = call.type === 'Call' ? this.#values.functionsOf(call.callee) : [];

    return own
      .flatMap(({ node }) => returnsOf(node))
      .flatMap((each) => (each.type === 'Tuple' ? (each.elements[Number(index)] ?? []) : []));
  }
}

/** A refusal is one whatever else is said in it; a word of one, only where no other status is. */
function joined(all: readonly Ending[]): Ending {
  return order.find((each) => all.includes(each)) ?? 'unsaid';
}

const order: readonly Ending[] = ['refused', 'other', 'bad', 'named'];

function isRefusal(ending: Ending | undefined): boolean {
  return ending === 'refused' || ending === 'named';
}

function ownEnding(node: AnyNode): Ending | undefined {
  switch (node.type) {
    case 'Number':
      return ofStatus(node.value);
    case 'Text':
      return ofStatus(node.value);
    case 'Name':
      // What the code sets is what it is set to, whatever it is called.
      return isSetHere(node) ? undefined : ofName(node.name);
    case 'Attribute':
      return ofName(node.name);
    default:
      return undefined;
  }
}

function ofName(name: string): Ending | undefined {
  if (/^(?:HTTP_40[13]\w{0,60}|UNAUTHORIZED|FORBIDDEN)$/.test(name)) return 'refused';
  if (/^(?:HTTP_400\w{0,60}|BAD_REQUEST)$/.test(name)) return 'bad';
  if (otherStatus.test(name)) return 'other';

  return refusing.test(name) ? 'named' : undefined;
}

function isSetHere(name: AnyNode): boolean {
  return (bindingOf(name)?.definitions ?? []).some(
    ({ kind }) => kind === 'value' || kind === 'parameter',
  );
}

function ofStatus(text: string): Ending | undefined {
  if (/^40[13]$/.test(text)) return 'refused';
  if (text === '400') return 'bad';

  return /^[1-5]\d\d$/.test(text) ? 'other' : undefined;
}

/** What errors, statuses and functions that refuse are called. */
const refusing =
  /unauthori[sz]|forbidden|not_?authori[sz]ed|permission_?(?:denied|error)|access_?denied|auth(?:entication|orization)?_?(?:error|exception|failed)|HTTP_40[13]|invalid_?(?:token|credentials?|signature|password|api_?key)/i;

const otherStatus =
  /^(?:HTTP_\d{3}\w{0,60}|BAD_REQUEST|NOT_FOUND|CONFLICT|UNPROCESSABLE_ENTITY|INTERNAL_SERVER_ERROR|TOO_MANY_REQUESTS|OK|CREATED|NO_CONTENT|(?:NotFound|BadRequest|Conflict|TooManyRequests)\w{0,30})$/;

/** An error that says that something else is wrong. */
const missing =
  /not_?found|missing|required|not exist|already|bad_?request|conflict|^(?:Type|Key|Index|Attribute|NotImplemented)Error$/i;

const statusKey = /^status_?code$|^status$/i;

/** Where a status stands by itself, what else is answered says none. */
function directIn(all: readonly Expression[]): readonly Expression[] {
  const direct = all.filter(
    (each) =>
      ownEnding(each) !== undefined ||
      (each.type === 'Attribute' &&
        each.object.type === 'Name' &&
        /status/i.test(each.object.name)),
  );

  return direct.length > 0 ? direct : all;
}

const MOST_DEEP = 12;

const MOST_PARTS = 100;
