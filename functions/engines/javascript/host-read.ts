import { anyField } from '../flow/index.ts';
import { returnsOf } from './members.ts';
import { bindingOf, type Definition } from './scope.ts';
import {
  type AnyNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
  lastOf,
  literalText,
} from './syntax.ts';

type IsRead = (node: AnyNode) => boolean;

/**
 * Whether an expression comes to the host of an address: `new URL(x).hostname`, also by a name, in small
 * letters, without `www.`, or by a function that makes it.
 *
 * @param isRead whether an expression is that address
 */
export function isHostOf(node: AnyNode, isRead: IsRead, steps = MOST_STEPS): boolean {
  const inner = sameHost(node);
  if (steps === 0) return false;
  if (inner.type === 'MemberExpression') {
    return hostFields.has(fieldRead(inner) ?? '') && isAddressOf(inner.object, isRead);
  }
  if (isCall(inner)) return isMadeByCall(inner, isRead, steps);
  const definition = onlySetTo(inner);
  if (!definition) return false;
  const [field, ...more] = definition.path;

  return field === undefined
    ? isHostOf(definition.node, isRead, steps - 1)
    : hostFields.has(field) && more.length === 0 && isAddressOf(definition.node, isRead);
}

/** Whether an expression is an address, or an object that was made of it: `new URL(x)`, `url.parse(x)`. */
export function isAddressOf(node: AnyNode, isRead: IsRead): boolean {
  if (isRead(node)) return true;
  const definition = onlySetTo(node);
  if (bindingOf(node)?.writes.some(({ path }) => setsHost(path[0]))) return false;
  const call = definition && definition.path.length === 0 ? definition.node : node;

  return (
    isCall(call) &&
    /^(?:URL|parse)$/.test(calledName(call) ?? '') &&
    call.arguments[0] !== undefined &&
    isRead(call.arguments[0])
  );
}

/** `url.hostname = 'one.name'`, and a field that is computed. */
function setsHost(field: string | undefined): boolean {
  return field !== undefined && (field === anyField || field === 'href' || hostFields.has(field));
}

/** `hostOf(address)`, and `(() => { try { return new URL(address).hostname } catch { return '' } })()`. */
function isMadeByCall(
  call: Extract<AnyNode, { arguments: AnyNode[] }>,
  isRead: IsRead,
  steps: number,
): boolean {
  const of = functionCalled(call.callee);
  if (!of) return false;
  const parameter = of.params[call.arguments.findIndex(isRead)];
  const given = parameter?.type === 'Identifier' ? bindingOf(parameter) : undefined;
  // Of what it makes of it, the host may be another.
  if (given && (given.definitions.length > 1 || given.writes.length > 0)) return false;
  const isReadThere = (node: AnyNode) =>
    isRead(node) || (given !== undefined && bindingOf(node) === given);
  const hosts = returnsOf(of).filter((result) => !isNothing(result));

  return hosts.length > 0 && hosts.every((host) => isHostOf(host, isReadThere, steps - 1));
}

function functionCalled(callee: AnyNode): FunctionNode | undefined {
  if (isFunction(callee)) return callee;
  const [definition, ...others] = bindingOf(callee)?.definitions ?? [];
  if (others.length > 0) return undefined;
  if (definition?.kind === 'function') return definition.node;

  const made = definition?.kind === 'value' && definition.path.length === 0 && definition.node;
  return made && isFunction(made) ? made : undefined;
}

/** What a name is set to once, but for `''` and `null` that it may begin with. */
function onlySetTo(name: AnyNode): Extract<Definition, { kind: 'value' }> | undefined {
  const all: readonly Definition[] = bindingOf(name)?.definitions ?? [];
  const [one, ...others] = all.filter((each) => each.kind !== 'value' || !isNothing(each.node));

  return one?.kind === 'value' && others.length === 0 ? one : undefined;
}

function isNothing(node: AnyNode): boolean {
  if (node.type === 'Literal') return !node.value && !node.regex;

  return node.type === 'Identifier'
    ? node.name === 'undefined'
    : node.type === 'UnaryExpression' || literalText(node) === '';
}

/** Without what names no other host: `host.toLowerCase()`, `host.replace(/^www\./, '')`. */
function sameHost(node: AnyNode): AnyNode {
  let at = node;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    if (at.type === 'ChainExpression' || at.type === 'ParenthesizedExpression') at = at.expression;
    else if (at.type === 'SequenceExpression') at = lastOf(at);
    else if (at.type === 'CallExpression' && at.callee.type === 'MemberExpression') {
      const method = fieldRead(at.callee) ?? '';
      const [pattern, by] = at.arguments;
      const isSame =
        /^(?:toLowerCase|toUpperCase|trim|toString)$/.test(method) ||
        (method === 'replace' && isOfWww(pattern) && literalText(by) === '');
      if (!isSame) return at;
      at = at.callee.object;
    } else return at;
  }
  return at;
}

function isOfWww(pattern: AnyNode | undefined): boolean {
  return pattern?.type === 'Literal' && /^\^www\d?\??\\\.$/.test(pattern.regex?.pattern ?? '');
}

const hostFields: ReadonlySet<string> = new Set(['hostname', 'host', 'origin']);

/** Names for names, and functions that call others. */
const MOST_STEPS = 4;
