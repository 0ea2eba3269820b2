import { anyField } from '../flow/index.ts';
import { fieldOf } from './link.ts';
import { type Binding, bindingOf, type Definition, parentOf } from './scope.ts';
import { type AnyNode, calledName, childrenOf, isFunction } from './syntax.ts';
import { onlyPartOf } from './text-parts.ts';

/**
 * Whether an expression is an element of a list, or was made of one, and the list did not come with
 * `subject`: `g.file` in `list.some((g) => g.file === name)`, and `each` of `for (const each of list)`.
 */
export function isOfOwnList(node: AnyNode, subject: AnyNode): boolean {
  const list = listOf(node);

  return list !== undefined && !shareOrigin(list, subject);
}

/** The list of which an expression is an element, or made of one. */
export function listOf(node: AnyNode): AnyNode | undefined {
  let at: AnyNode = node;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    if (at.type === 'CallExpression' && at.callee.type === 'MemberExpression') {
      at = at.callee.object;
    } else if (at.type === 'MemberExpression') {
      if (fieldOf(at) === anyField) return at.object;
      at = at.object;
    } else if (at.type === 'ChainExpression' || at.type === 'ParenthesizedExpression') {
      at = at.expression;
    } else {
      const part = onlyPartOf(at);
      if (part) {
        at = part;
        continue;
      }
      const definition = onlyDefinition(at);
      if (!definition) return undefined;
      if (definition.kind === 'parameter') {
        return definition.index === 0 ? listGiving(definition.of) : undefined;
      }
      if (definition.kind !== 'value') return undefined;
      if (definition.path[0] === anyField) return definition.node;
      at = definition.node;
    }
  }
  return undefined;
}

/** `list` of `list.forEach((element) => …)`. */
function listGiving(callback: AnyNode): AnyNode | undefined {
  const call = parentOf(callback);
  const isGiven =
    call?.type === 'CallExpression' && call.arguments[0] === callback && isFunction(callback);

  return isGiven &&
    call.callee.type === 'MemberExpression' &&
    eachMethods.test(calledName(call) ?? '')
    ? call.callee.object
    : undefined;
}

const eachMethods = /^(?:forEach|some|every|find|filter|map)$/;

/** Whether two expressions are read from one name, or from one argument, perhaps by way of others. */
export function shareOrigin(one: AnyNode, other: AnyNode): boolean {
  const seen = originsOf(one);

  return [...originsOf(other)].some((origin) => seen.has(origin));
}

/** Names that an expression is made of, and what those are made of; of a parameter, all its pattern. */
export function originsOf(node: AnyNode): ReadonlySet<unknown> {
  const origins = new Set<unknown>();
  const pending: AnyNode[] = [node];

  for (let steps = 0; steps < MOST_ORIGINS; steps += 1) {
    const next = pending.pop();
    if (!next) break;
    const binding: Binding | undefined = bindingOf(next);
    if (!binding) {
      const found = foundIn(next);
      if (found) pending.push(found);
      else if (!isFunction(next)) pending.push(...childrenOf(next));
      continue;
    }
    if (origins.has(binding)) continue;
    origins.add(binding);
    for (const definition of binding.definitions) {
      if (definition.kind === 'parameter') origins.add(definition.of.params[definition.index]);
      if (definition.kind === 'value') pending.push(definition.node);
    }
  }
  return origins;
}

/** `shops` of `shops.get(id)` and `shops.find(name)`: what is found by an id did not come with it. */
function foundIn(call: AnyNode): AnyNode | undefined {
  const isLookUp =
    call.type === 'CallExpression' &&
    call.arguments.length === 1 &&
    call.callee.type === 'MemberExpression' &&
    /^(?:get|find|findOne|lookup|(?:get|find)By\w{1,30})$/.test(calledName(call) ?? '');

  return isLookUp && call.callee.type === 'MemberExpression' ? call.callee.object : undefined;
}

function onlyDefinition(node: AnyNode): Definition | undefined {
  const [definition, ...others] = bindingOf(node)?.definitions ?? [];

  return others.length === 0 ? definition : undefined;
}

const MOST_STEPS = 12;

/** Nodes that are looked at for one comparison. */
const MOST_ORIGINS = 60;
