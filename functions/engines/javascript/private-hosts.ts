import type { Budget } from '../flow/index.ts';
import { behind } from './behind.ts';
import { packageIn } from './known-packages.ts';
import { expressionOf } from './options.ts';
import { bindingOf, parentOf } from './scope.ts';
import type { Subject } from './subject.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  lastOf,
  literalText,
  type NodeOf,
} from './syntax.ts';
import type { Values } from './value.ts';

/** Of ranges that lie within, as bits: those in `everyRange`. */
type Ranges = number;

/**
 * Whether an outcome of a condition says of an address, or of what its host stands for, that it does not
 * lie within: on this machine, in a private network or where the platform answers.
 */
export function rulesOutPrivateHost(condition: AnyNode, outcome: boolean, asked: Asked): boolean {
  // Most conditions do not, and what these name is known: each is asked for each read.
  const isAsked =
    isAbout(condition, asked.subject) && rangesIn(condition, asked.values) === allRanges;

  return isAsked && ruledOut(condition, outcome, asked, MOST_NAMES) === allRanges;
}

/** The same of a function that throws where it lies within: `await assertPublic(url.hostname)`. */
export function refusesPrivateHost(call: CallNode, subject: Subject, values: Values): boolean {
  const given = call.arguments.some((each) => subject.isReadBy(each) || subject.isHostReadBy(each));

  return given && values.functionsOf(call.callee).some((of) => throwsFor(of.body, values));
}

interface Asked {
  readonly subject: Subject;
  readonly values: Values;
  readonly budget: Budget;
}

function ruledOut(at: AnyNode, outcome: boolean, asked: Asked, names: number): Ranges {
  asked.budget.spend();
  switch (at.type) {
    case 'UnaryExpression':
      return at.operator === '!' ? ruledOut(at.argument, !outcome, asked, names) : none;
    case 'LogicalExpression': {
      const left = ruledOut(at.left, outcome, asked, names);
      const right = ruledOut(at.right, outcome, asked, names);
      if (at.operator === '??') return none;
      return (at.operator === '&&') === outcome ? left | right : left & right;
    }
    case 'AwaitExpression':
      return ruledOut(at.argument, outcome, asked, names);
    case 'SequenceExpression':
      return ruledOut(lastOf(at), outcome, asked, names);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return ruledOut(at.expression, outcome, asked, names);
    case 'Identifier': {
      const made = behind(at);
      return made === at || names === 0 ? none : ruledOut(made, outcome, asked, names - 1);
    }
    case 'BinaryExpression':
      return ruledOutByComparison(at, outcome, asked, names);
    case 'CallExpression':
      return meansWithin(at, asked.values) === !outcome ? rangesAsked(at, asked) : none;
    default:
      return none;
  }
}

function ruledOutByComparison(
  at: NodeOf<'BinaryExpression'>,
  outcome: boolean,
  asked: Asked,
  names: number,
): Ranges {
  const { left, operator, right } = at;
  const isEqual = /^[!=]==?$/.test(operator);
  const isSame = /^(?:===?|>=?)$/.test(operator);
  const truth = isSame === outcome;
  // `isPrivate(host) === false`, `found !== null`
  if (
    isEqual &&
    right.type === 'Literal' &&
    !right.regex &&
    /^(?:boolean|object)$/.test(typeof right.value)
  ) {
    return ruledOut(left, (right.value === true) === truth, asked, names);
  }

  return truth === (isEqual && isOfOthers(right)) ? rangesAsked(at, asked) : none;
}

/** What is equal where none is found: `range() !== 'unicast'`, `indexOf('10.') !== -1`. */
function isOfOthers(node: AnyNode): boolean {
  return node.type === 'UnaryExpression' || literalText(node) === 'unicast';
}

/** Names that a condition is followed through. */
const MOST_NAMES = 4;

function rangesAsked(at: AnyNode, { subject, values }: Asked): Ranges {
  return isAbout(at, subject) ? rangesIn(at, values) : none;
}

/** Whether what a call says yes to lies within. */
function meansWithin(call: CallNode, values: Values): boolean {
  const name = calledName(call) ?? '';
  const [first] = call.arguments;
  if (name === 'every') return false;
  const tested = call.callee.type === 'MemberExpression' ? call.callee.object : first;
  const pattern = tested && expressionOf(tested)?.pattern;
  if (pattern !== undefined) return !pattern.includes('(?!');
  if (values.functionsOf(call.callee).length === 0) return true;

  const isTurned = /(?:^|[a-z_])(?:not|non)_?(?=[A-Z])/.test(name) || /^(?:not|non)/.test(name);
  const isGood = !bad.test(name) && good.test(name);
  return isTurned === isGood;
}

/** In names of functions that answer. */
const bad =
  /private|intern|inner|local|loopback|reserved|block|den(?:y|ied)|forbid|unsafe|invalid|disallow|restrict|danger|metadata/i;
const good = /public|extern|allow|permit|safe|valid|accept|trust|verif|check|ok$/i;

/** Whether a host, or an address, stands in an expression: itself, and not another part of it. */
function isAbout(start: AnyNode, subject: Subject): boolean {
  const pending: AnyNode[] = [start];

  for (let count = 0; count < MOST_OF_CONDITION; count += 1) {
    const node = pending.pop();
    if (!node) return false;
    if (subject.isHostReadBy(node) || subject.isReadBy(node)) return true;
    if (node.type === 'Identifier' && isLookUp(behindNames(node), subject)) return true;
    const isOtherPart =
      node.type === 'MemberExpression' &&
      fieldRead(node) !== 'href' &&
      subject.isReadBy(node.object) &&
      !isCalled(node);
    if (!isOtherPart) pending.push(...childrenOf(node));
  }
  return false;
}

function isCalled(node: AnyNode): boolean {
  const around = parentOf(node);

  return around !== undefined && isCall(around) && around.callee === node;
}

/** `const { address } = await lookup(url.hostname)`. */
function isLookUp(node: AnyNode, subject: Subject): boolean {
  const call = node.type === 'AwaitExpression' ? node.argument : node;

  return (
    isCall(call) &&
    /^(?:lookup|resolve)/.test(calledName(call) ?? '') &&
    call.arguments.some((each) => subject.isHostReadBy(each))
  );
}

function behindNames(name: AnyNode): AnyNode {
  const [definition, ...others] = bindingOf(name)?.definitions ?? [];

  return definition?.kind === 'value' && others.length === 0 ? definition.node : name;
}

// For as long as the trees are there.
const known = new WeakMap<AnyNode, Ranges>();

/** The ranges that are named in code, in functions that it calls and in what its names stand for. */
function rangesIn(node: AnyNode, values: Values): Ranges {
  const before = known.get(node);
  if (before !== undefined) return before;

  known.set(node, none);
  const found: Found = { words: [], numbers: new Set(), left: MOST_NODES };
  const isOfList = collect(node, values, found, 0);
  const text = found.words.join('\n').replaceAll('\\', '');
  const ranges = everyRange.reduce((all, { texts, numbers }, index) => {
    const isNamed = texts.test(text) || numbers.every((number) => found.numbers.has(number));
    return isNamed ? all | (1 << index) : all;
  }, none);
  known.set(node, isOfList ? allRanges : ranges);
  return isOfList ? allRanges : ranges;
}

/** In texts and expressions, or as numbers that octets are compared with. Source: RFC 1918, RFC 3927. */
const everyRange: readonly { readonly texts: RegExp; readonly numbers: readonly number[] }[] = [
  { texts: /\b127\b|localhost/i, numbers: [127] },
  { texts: /\b10\b/, numbers: [10] },
  { texts: /\b192\W+168\b/, numbers: [192, 168] },
  { texts: /\b169\W+254\b/, numbers: [169, 254] },
];
const none: Ranges = 0;
const allRanges: Ranges = 2 ** everyRange.length - 1;

interface Found {
  readonly words: string[];
  readonly numbers: Set<number>;
  /** Nodes that are still looked at, in all functions together: each may call hundreds. */
  left: number;
}

/**
 * The constants in code, in functions that it calls and in what its names stand for.
 *
 * @returns whether it asks a package, or a list of blocks, that knows them all
 */
function collect(node: AnyNode, values: Values, found: Found, depth: number): boolean {
  for (const next of nodesIn(node, MOST_NODES)) {
    found.left -= 1;
    if (found.left < 0) return false;
    if (next.type === 'Literal') {
      if (typeof next.value !== 'number')
        found.words.push(next.regex?.pattern ?? literalText(next) ?? '');
      else if (isOfOctet(next)) found.numbers.add(next.value);
    }
    if (next.type === 'TemplateElement') found.words.push(next.value.cooked ?? '');
    if (depth === DEEPEST) continue;

    if (isCall(next)) {
      if (isOfRanges(next, values)) return true;
      for (const of of values.functionsOf(next.callee)) {
        if (collect(of.body, values, found, depth + 1)) return true;
      }
    } else if (next.type === 'Identifier') {
      const made = behind(next);
      const isConstant = /^(?:ArrayExpression|Literal|NewExpression)$/.test(made.type);
      if (made !== next && isConstant && collect(made, values, found, depth + 1)) return true;
    }
  }
  return false;
}

/** `ip.isPrivate(address)`, `isPrivate(address)` of a package, `list.check(address)` of Node. */
function isOfRanges(call: CallNode, values: Values): boolean {
  const { callee } = call;
  if (
    values
      .namesOf(callee)
      .some((name) => packages.has(packageIn(name) ?? '') || name === 'module:ip.isPrivate')
  )
    return true;
  if (callee.type !== 'MemberExpression') return false;
  const method = fieldRead(callee);
  if (method !== 'check' && method !== 'range') return false;

  return values
    .valuesOf(callee.object)
    .some((value) => value.kind === 'made' && /^module:(?:net|ipaddr\.js)\b/.test(value.name));
}

const packages: ReadonlySet<string> = new Set(
  'private-ip is-private-ip is-ip-private range_check ssrf-req-filter request-filtering-agent'.split(
    ' ',
  ),
);

/** `octets[0] === 10`, `a === 10`, `Number(a) === 10`, and a case of a switch. */
function isOfOctet(number: AnyNode): boolean {
  const around = parentOf(number);
  if (around?.type === 'SwitchCase') return around.test === number;
  if (around?.type !== 'BinaryExpression' || !/^[!=]==?$/.test(around.operator)) return false;
  const other = around.left === number ? around.right : around.left;

  return (
    other.type === 'Identifier' ||
    (other.type === 'MemberExpression' && other.computed) ||
    (isCall(other) && /^(?:Number|parseInt)$/.test(calledName(other) ?? ''))
  );
}

const knownToThrow = new WeakMap<AnyNode, boolean>();

/** Whether a function throws under conditions that name all ranges, together. Each is looked at once. */
function throwsFor(body: AnyNode, values: Values): boolean {
  const before = knownToThrow.get(body);
  if (before !== undefined) return before;
  let ranges = none;

  for (const node of nodesIn(body, MOST_NODES)) {
    if (node.type !== 'ThrowStatement') continue;
    for (const each of conditionsAround(node, body)) ranges |= rangesIn(each, values);
  }
  knownToThrow.set(body, ranges === allRanges);
  return ranges === allRanges;
}

/** What a statement stands under: what is tested, what names in that stand for, and lists that are gone through. */
function conditionsAround(statement: AnyNode, end: AnyNode): readonly AnyNode[] {
  const conditions: AnyNode[] = [];

  for (let at = parentOf(statement); at && at !== end; at = parentOf(at)) {
    if (at.type === 'ForOfStatement') conditions.push(at.right);
    if (at.type === 'SwitchCase' && at.test) conditions.push(at.test);
    if (at.type !== 'IfStatement') continue;
    conditions.push(at.test);
    for (const node of nodesIn(at.test, MOST_OF_CONDITION)) {
      if (node.type === 'Identifier') conditions.push(behindNames(node));
    }
  }
  return conditions;
}

/** Functions within are others. */
function* nodesIn(start: AnyNode, most: number): Iterable<AnyNode> {
  const pending: AnyNode[] = [start];

  for (
    let next = pending.pop(), count = 0;
    next && count < most;
    next = pending.pop(), count += 1
  ) {
    yield next;
    if (!isFunction(next) || count === 0) pending.push(...childrenOf(next));
    else if (next.type === 'ArrowFunctionExpression') pending.push(next.body);
  }
}

const MOST_OF_CONDITION = 60;
const MOST_NODES = 800;
/** Functions that call others, and names for names. */
const DEEPEST = 3;
