import type { EventPart } from '../../../core/decided-change.ts';
import { argumentOf } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { reachingDefinitions } from '../reaching.ts';
import { bindingOf } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { AnyNode, Call, Expression, FunctionNode, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { partOfEvent } from './part-of-event.ts';

interface Asked {
  readonly values: Values;
  readonly entries: ReadonlySet<FunctionNode>;
  readonly parts: readonly EventPart[];
}

/**
 * Whether a call surely fails where a request brings none of these parts of the event: what it is done to is read of them and of nothing
 * else, or an error comes of reading them. `item_id or 'main'` and `f'item#{item_id}'` fail not.
 */
export function failsWithout(call: Call, asked: Asked): boolean {
  const key = argumentOf(call, undefined, 'Key');
  const given = key ? asked.values.writtenAs(key) : undefined;
  if (given?.type === 'Dict') return given.entries.some(({ value }) => isNothing(value, asked));

  return (
    (given && isNothing(given, asked)) || call.arguments.some(({ value }) => raises(value, asked))
  );
}

/** Whether a value is none, or an error comes of it. */
function isNothing(node: AnyNode, asked: Asked, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  asked.values.spend();
  const deeper = (each: AnyNode) => isNothing(each, asked, depth + 1);

  switch (node.type) {
    case 'Constant':
    case 'Text':
      return isEmpty(node);
    case 'Dict':
      return isEmpty(node) || node.entries.some(({ value }) => deeper(value));
    case 'Subscript':
      return isPart(node.object, constantText(node.index), asked) || deeper(node.object);
    case 'Call': {
      const [name, otherwise] = node.arguments;
      if (node.callee.type === 'Attribute' && /^(?:strip|lower|upper)$/.test(node.callee.name))
        return deeper(node.callee.object);
      if (calledName(node) !== 'get' || node.callee.type !== 'Attribute' || !name)
        return raises(node, asked, depth + 1);
      const { object } = node.callee;
      if (otherwise && !isEmpty(otherwise.value)) return false;
      return isPart(object, constantText(name.value), asked) || deeper(object);
    }
    case 'Binary':
      if (node.operator === 'or') return deeper(node.left) && deeper(node.right);
      return node.operator === '+' && (deeper(node.left) || deeper(node.right));
    case 'Conditional':
      return deeper(node.yes) && deeper(node.no);
    case 'Name':
      return everySet(node, asked, deeper);
    default:
      return raises(node, asked, depth + 1);
  }
}

/** Whether an error surely comes of what a value is made of: `event['pathParameters']['id']`. */
function raises(node: AnyNode, asked: Asked, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  asked.values.spend();
  const deeper = (each: AnyNode) => raises(each, asked, depth + 1);

  switch (node.type) {
    case 'Subscript': {
      const part = partOfEvent(node.object, constantText(node.index), asked.entries);
      // The parameters of a path are there, and are none.
      if (part) return part === 'other fields' && asked.parts.includes(part);
      return isNothing(node.object, asked, depth + 1);
    }
    case 'Binary':
      if (node.operator === 'or') {
        return deeper(node.left) || (isNothing(node.left, asked, depth + 1) && deeper(node.right));
      }
      return deeper(node.left) || (node.operator !== 'and' && deeper(node.right));
    case 'Conditional':
      return deeper(node.yes) && deeper(node.no);
    case 'Name':
      return everySet(node, asked, deeper);
    case 'Function':
    case 'Comprehension':
      return false;
    default:
      return childrenOf(node).some(deeper);
  }
}

/** Of all that a name may have been set to where it stands; undefined is nothing. */
function everySet(name: NodeOf<'Name'>, asked: Asked, is: (node: AnyNode) => boolean): boolean {
  const binding = bindingOf(name);
  if (!binding || binding.definitions.length > MOST_SET) return false;
  const reaching = reachingDefinitions(binding, name).filter(
    (each) => each.kind !== 'value' || !isOfOtherBranch(each.node, name),
  );

  return (
    reaching.length > 0 &&
    reaching.every((each) => {
      if (each.kind === 'value') return is(each.node);
      if (each.kind !== 'parameter' || asked.entries.has(each.of)) return false;
      const sites = asked.values.sitesOf(each.of);
      const given = sites.map((site) => argumentFor(site, each.of, each.index));
      return sites.length > 0 && given.every((value) => value !== undefined && is(value));
    })
  );
}

/** What is set where something is asked for does not reach what stands behind its `else`, but in a loop. */
function isOfOtherBranch(set: AnyNode, place: AnyNode): boolean {
  let at: AnyNode | undefined = place;

  for (let steps = 0; at && steps < MOST_AROUND; steps += 1) {
    const { parent }: AnyNode = at;
    if (!parent || /^(?:Function|For|While)$/.test(parent.type)) return false;
    const { body } = parent.type === 'If' && parent.otherwise === at ? parent : {};
    if (body && body.start <= set.start && set.end <= body.end) return isOnce(parent);
    at = parent;
  }
  return false;
}

function isOnce(node: AnyNode): boolean {
  let at = node.parent;
  for (let steps = 0; at && steps < MOST_AROUND; steps += 1) {
    if (at.type === 'Function') return true;
    if (/^(?:For|While)$/.test(at.type)) return false;
    at = at.parent;
  }
  return at === undefined;
}

function isPart(object: Expression, key: string | undefined, { entries, parts }: Asked): boolean {
  const part = partOfEvent(object, key, entries);

  return part !== undefined && parts.includes(part);
}

/** `get('pathParameters', {})`, `get('id', '')`: no item has an empty key. */
function isEmpty(node: AnyNode): boolean {
  return (
    (node.type === 'Dict' && node.entries.length === 0) ||
    (node.type === 'Text' && node.value === '') ||
    (node.type === 'Constant' && node.value === 'None')
  );
}

const MOST_STEPS = 12;
const MOST_SET = 10;
const MOST_AROUND = 60;
