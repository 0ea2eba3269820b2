import { packageIn } from './known-packages.ts';
import { bindingOf } from './scope.ts';
import { behind, type Subject } from './subject.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  isFunction,
  literalText,
} from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Whether a condition asks of an address, or of what its host stands for, whether it lies within: on this
 * machine, in a private network or where the platform answers. Whichever way it is asked, what is called
 * after it is called for not lying there.
 */
export function asksForPrivateHost(condition: AnyNode, subject: Subject, values: Values): boolean {
  return speaksOf(condition, subject) && namesPrivateHosts(condition, values);
}

/** The same of a function that throws: `await assertPublic(url.hostname)`. */
export function refusesPrivateHost(call: CallNode, subject: Subject, values: Values): boolean {
  const given = call.arguments.some((each) => subject.isHostReadBy(each) || subject.isReadBy(each));
  if (!given) return false;

  return values
    .functionsOf(call.callee)
    .some((of) => namesPrivateHosts(of.body, values) && hasThrow(of.body));
}

/** Whether a host, or an address, stands in a condition. */
function speaksOf(condition: AnyNode, subject: Subject): boolean {
  for (const node of nodesIn(condition, MOST_OF_CONDITION)) {
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression' && !isCall(node)) continue;
    if (subject.isHostReadBy(node) || subject.isReadBy(node)) return true;
    if (node.type === 'Identifier' && isLookUp(behindNames(node), subject)) return true;
  }
  return false;
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
const known = new WeakMap<AnyNode, boolean>();

function namesPrivateHosts(node: AnyNode, values: Values): boolean {
  const before = known.get(node);
  if (before !== undefined) return before;

  known.set(node, false);
  const found: Found = { words: [], left: MOST_NODES };
  const isOfList = collect(node, values, found, 0);
  const text = found.words.join('\n').replaceAll('\\', '');
  const isNamed = isOfList || everyRange.every((range) => range.test(text));
  known.set(node, isNamed);
  return isNamed;
}

/** As numbers, texts or in expressions. Source: RFC 1918, RFC 3927. */
const everyRange: readonly RegExp[] = [/\b127\b|localhost/i, /\b10\b/, /\b192\b/, /\b169\b/];

interface Found {
  readonly words: string[];
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
    const text = next.type === 'Literal' ? (next.regex?.pattern ?? literalText(next)) : undefined;
    if (text !== undefined) found.words.push(text);
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

function hasThrow(body: AnyNode): boolean {
  for (const node of nodesIn(body, MOST_NODES)) if (node.type === 'ThrowStatement') return true;

  return false;
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
