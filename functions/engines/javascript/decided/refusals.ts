import { isCredentialName } from '../../signatures/index.ts';
import { parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  literalText,
  type NodeOf,
} from '../syntax.ts';
import type { ChangeReaders } from './change-readers.ts';
import type { DecidedValue } from './decided-value.ts';
import { ends } from './ends.ts';
import { writtenBy } from './given-fields.ts';

type Condition = NodeOf<'IfStatement' | 'ConditionalExpression'>;

/** A condition about what was looked up by what a request names. */
interface Looked {
  readonly at: Condition;
  /** Whether it is for what is there; undefined where that is not seen, as of a code that a helper answers. */
  readonly isThere: boolean | undefined;
  /** By which fields of the request it was looked up. */
  readonly fields: readonly string[];
}

/** Knows what is refused before something is changed: what is there already, or who has no right credential. */
export class Refusals {
  readonly #of: ChangeReaders;
  readonly #conditions: readonly Condition[];
  readonly #looked: readonly Looked[];
  #asked = 0;
  readonly #isLive: (call: CallNode) => boolean;

  constructor(
    of: ChangeReaders,
    conditions: readonly Condition[],
    isLive: (call: CallNode) => boolean,
  ) {
    this.#of = of;
    this.#isLive = isLive;
    this.#conditions = conditions.slice(0, MOST_CONDITIONS);
    this.#looked = this.#conditions.flatMap((at) =>
      this.#askedIn(at.test).map((each) => ({ at, ...each })),
    );
  }

  /** Whether what is there by that name was looked up before, and the request may end by that. */
  isLookedUp(node: AnyNode): boolean {
    return this.#looked.some(
      ({ at }) => this.#isAsked(at, node, true) || this.#isAsked(at, node, false),
    );
  }

  /** Whether it comes only where nothing is there. */
  isNew(node: AnyNode): boolean {
    return this.#looked.some(
      ({ at, isThere }) => isThere !== undefined && this.#isAsked(at, node, !isThere),
    );
  }

  /** Whether it comes only where what is looked up by a credential is there. */
  isProved(node: AnyNode): boolean {
    return this.#looked.some(
      ({ at, isThere, fields }) =>
        isThere !== undefined && fields.some(isProof) && this.#isAsked(at, node, isThere),
    );
  }

  /** Whether it comes only where each of these fields is one of a list of the code's own. */
  areOfFew(fields: readonly string[], node: AnyNode): boolean {
    return (
      fields.length > 0 &&
      fields.every((field) =>
        this.#conditions.some((at) => {
          const asked = this.#listedIn(at.test);
          return asked?.fields.includes(field) && this.#isAsked(at, node, asked.isListed);
        }),
      )
    );
  }

  /** `!['red', 'blue'].includes(body.color)` */
  #listedIn(
    test: AnyNode,
    isListed = true,
    depth = 0,
  ): { readonly fields: readonly string[]; readonly isListed: boolean } | undefined {
    if (depth > MOST_NESTED) return undefined;
    if (test.type === 'UnaryExpression' && test.operator === '!')
      return this.#listedIn(test.argument, !isListed, depth + 1);
    if (test.type === 'LogicalExpression' && test.operator === '||') {
      return (
        this.#listedIn(test.left, isListed, depth + 1) ??
        this.#listedIn(test.right, isListed, depth + 1)
      );
    }
    if (
      !isCall(test) ||
      test.callee.type !== 'MemberExpression' ||
      !/^(?:includes|has)$/.test(calledName(test) ?? '')
    )
      return undefined;
    const { object } = test.callee;
    const lists = object.type === 'Identifier' ? writtenBy(object) : [object];
    const isConstant = lists.some((list) =>
      elementsIn(list)?.every((each) => literalText(each) !== undefined),
    );
    const [asked] = test.arguments;

    return isConstant && asked
      ? { fields: this.#of.data.of(asked)?.fields ?? [], isListed }
      : undefined;
  }

  /** Whether something comes only where a condition is so. */
  #isAsked(at: Condition, node: AnyNode, isSo: boolean): boolean {
    this.#asked += 1;
    if (this.#asked > MOST_ASKED) return false;
    const inside = isSo ? at.consequent : at.alternate;
    if (inside && this.#isInside(inside, node, 0)) return true;
    if (isSo || !ends(at.consequent)) return false;

    return (
      this.#standsBefore(at, node, 0) || (throws(at.consequent) && this.#isCalledBefore(at, node))
    );
  }

  /** `await ensureFree(email)`, which throws where it is not. */
  #isCalledBefore(at: AnyNode, node: AnyNode): boolean {
    const of = scopeOf(at).function;
    if (!of) return false;

    return this.#of.values
      .sitesOf(of)
      .slice(0, MOST_SITES)
      .some(({ call }) => this.#isLive(call) && this.#standsBefore(statementOf(call), node, 0));
  }

  /** In it, or in a function that is called there alone. */
  #isInside(outer: AnyNode, node: AnyNode, depth: number): boolean {
    if (this.#isWithin(outer, node)) return true;
    const of = scopeOf(node).function;
    if (!of || depth > MOST_CALLERS) return false;
    const around = parentOf(of);
    const calls = this.#of.values
      .sitesOf(of)
      // A function that is handed on where it is written runs there.
      .flatMap(({ call, isCallback }) =>
        (!isCallback || call === around) && this.#isLive(call) ? call : [],
      )
      .slice(0, MOST_SITES);

    return calls.length > 0 && calls.every((call) => this.#isInside(outer, call, depth + 1));
  }

  #isWithin(outer: AnyNode, node: AnyNode): boolean {
    return (
      scopeOf(outer).file === scopeOf(node).file &&
      outer.start <= node.start &&
      node.end <= outer.end
    );
  }

  #standsBefore(at: AnyNode, node: AnyNode, depth: number): boolean {
    if (depth > MOST_CALLERS) return false;
    const of = scopeOf(node).function;
    const block = parentOf(at);
    if (block && this.#isWithin(block, node)) return at.end <= node.start;
    if (!of) return false;
    const around = parentOf(of);
    // A function that is handed on runs where that is done.
    const given = isCall(around) ? [around] : [];
    const calls = this.#of.values
      .sitesOf(of)
      .filter(({ call }) => this.#isLive(call))
      .map(({ call }) => call)
      .slice(0, MOST_SITES);
    const all = calls.length > 0 ? calls : given;

    return all.length > 0 && all.every((call) => this.#standsBefore(at, call, depth + 1));
  }

  #askedIn(test: AnyNode, isThere = true, depth = 0): readonly Omit<Looked, 'at'>[] {
    if (depth > MOST_NESTED) return [];
    if (test.type === 'LogicalExpression') {
      return [test.left, test.right].flatMap((each) => this.#askedIn(each, isThere, depth + 1));
    }
    if (test.type === 'UnaryExpression' && test.operator === '!') {
      return this.#askedIn(test.argument, !isThere, depth + 1);
    }
    if (test.type === 'BinaryExpression') return this.#ofComparison(test, isThere, depth);
    const fields = this.#foundBy(test);

    return fields ? [{ isThere, fields }] : [];
  }

  #ofComparison(
    test: NodeOf<'BinaryExpression'>,
    isThere: boolean,
    depth: number,
  ): readonly Omit<Looked, 'at'>[] {
    const { left, right, operator } = test;
    if (left.type === 'PrivateIdentifier') return [];
    const proof = this.#comparedProof(left, right);
    if (proof) return [{ isThere: /^===?$/.test(operator) === isThere, fields: [proof] }];
    if (!isNothing(right)) return this.#ofAnswer(left, right);
    if (/^===?$|^<=?$/.test(operator)) return this.#askedIn(left, !isThere, depth + 1);

    return /^!==?$|^>=?$/.test(operator) ? this.#askedIn(left, isThere, depth + 1) : [];
  }

  /** `found.code === 201`, of what a helper answers */
  #ofAnswer(left: AnyNode, right: AnyNode): readonly Omit<Looked, 'at'>[] {
    if (left.type !== 'MemberExpression' || literalText(right) === undefined) return [];
    const fields = this.#foundBy(left.object);

    return fields ? [{ isThere: undefined, fields }] : [];
  }

  /** `(each) => each.email === body.email`, of all that were read */
  #saidIn(of: AnyNode): readonly DecidedValue[] {
    const pending = [of];
    const said: DecidedValue[] = [];

    for (
      let node = pending.pop(), steps = 0;
      node && steps < MOST_IN_CALLBACK;
      node = pending.pop(), steps += 1
    ) {
      const decided =
        node.type === 'MemberExpression' || node.type === 'Identifier'
          ? this.#of.data.of(node)
          : undefined;
      if (decided) said.push(decided);
      else pending.push(...childrenOf(node));
    }
    return said;
  }

  /** Of a code that was sent and is kept: `item.code !== body.code`; or the connection that asks: `game.host !== connectionId`. */
  #comparedProof(one: AnyNode, other: AnyNode): string | undefined {
    const { data, caller } = this.#of;
    const [first, second] = [data.of(one), data.of(other)];
    const isOwn = [one, other].some((each) => caller.isByContext(each, 'connectionId'));
    if (isOwn && [first, second].some((each) => each && !each.isSent)) return comparedCode;
    const said = [first, second].find((each) => each?.isSent);
    const isKept = [first, second].some((each) => each && !each.isSent);
    const field = said?.fields.find((each) => isProof(each) || compared.test(each));

    return isKept && field !== undefined ? asProof(field) : undefined;
  }

  /** By which fields it was found; undefined of what the request says itself. */
  #foundBy(node: AnyNode): readonly string[] | undefined {
    const inner = withoutCount(node);
    if (ofChecks.test(rootName(inner))) return undefined;
    const decided = this.#of.data.ofMade(inner);
    if (decided) return decided.isSent ? undefined : decided.fields;
    const call = inner.type === 'AwaitExpression' ? inner.argument : inner;
    const made =
      call.type === 'Identifier'
        ? writtenBy(call).map((each) => (each.type === 'AwaitExpression' ? each.argument : each))
        : [call];
    const look = made.find((each) => isCall(each) && asking.test(calledName(each) ?? ''));
    const given = isCall(look)
      ? look.arguments.flatMap((each) =>
          isFunction(each) ? this.#saidIn(each) : (this.#of.data.of(each) ?? []),
        )
      : [];

    return given.length > 0 ? given.flatMap(({ fields }) => fields) : undefined;
  }
}

/** `found.Items.length`, `Object.keys(found)` */
function withoutCount(node: AnyNode): AnyNode {
  if (node.type === 'ChainExpression') return withoutCount(node.expression);
  if (node.type === 'MemberExpression' && /^(?:length|size)$/.test(fieldRead(node) ?? ''))
    return withoutCount(node.object);
  const [first] = isCall(node) ? node.arguments : [];

  return first && isCall(node) && calledName(node) === 'keys' ? first : node;
}

/** A licence, a code that was sent, a token: it stands for the right to do it. */
export function isProof(field: string): boolean {
  if (field === comparedCode) return true;
  return (
    isCredentialName(field) ||
    /licen[cs]e_?(?:key)?$|(?:activation|reset|claim|unlock|redeem)_?(?:code|key|token)|^(?:otp|state)$/i.test(
      field,
    )
  );
}

function asProof(field: string): string {
  return isProof(field) ? field : comparedCode;
}

const compared = /^(?:code|pin)$|(?:key|secret|token|pin|code|hash|password)$/i;

const comparedCode = 'code that is compared';

function throws(node: AnyNode): boolean {
  const statements: readonly AnyNode[] = node.type === 'BlockStatement' ? node.body : [node];

  return statements.some(({ type }) => type === 'ThrowStatement');
}

/** The statement that a call stands in. */
function statementOf(node: AnyNode): AnyNode {
  let at = node;
  for (let steps = 0; steps < MOST_ABOVE; steps += 1) {
    const around = parentOf(at);
    if (!around || around.type === 'BlockStatement' || isFunction(around)) return at;
    at = around;
  }
  return at;
}

const MOST_ABOVE = 20;

function isNothing(node: AnyNode): boolean {
  const text = literalText(node);
  if (node.type === 'Identifier') return node.name === 'undefined';

  return (
    text === '0' ||
    (node.type === 'Literal' && (node.value === null || node.value === false || node.value === 0))
  );
}

/** What `errors.isEmpty()` is called of. */
function rootName(node: AnyNode): string {
  let at = node;
  for (let steps = 0; steps < MOST_NESTED; steps += 1) {
    if (at.type === 'MemberExpression') at = at.object;
    else if (at.type === 'CallExpression') at = at.callee;
    else if (at.type === 'AwaitExpression') at = at.argument;
    else break;
  }
  return at.type === 'Identifier' ? at.name : '';
}

/** What looks something up, by its name. */
const asking =
  /^(?:find|some$|filter$|look_?up|fetch|load|query|scan)|^get\w{0,30}By|exist|taken|registered|duplicate/i;

/** `['a', 'b']`, `new Set(['a', 'b'])` */
function elementsIn(list: AnyNode): readonly AnyNode[] | undefined {
  const inner = list.type === 'NewExpression' ? list.arguments[0] : list;

  return inner?.type === 'ArrayExpression'
    ? inner.elements.flatMap((each) => each ?? [])
    : undefined;
}

/** What only looks at what is sent. */
const ofChecks = /err|valid|issue|missing|schema/i;

const MOST_IN_CALLBACK = 40;
const MOST_ASKED = 60_000;
const MOST_CONDITIONS = 400;
const MOST_CALLERS = 6;
const MOST_SITES = 8;
const MOST_NESTED = 6;
