import { childrenOf } from './children-of.ts';
import { constantText } from './constant-text.ts';
import { halfOf } from './guard-pairs.ts';
import { lastName } from './last-name.ts';
import { isPlain } from './plain-function.ts';
import { definitionOf, isSubject, type Subject } from './subject.ts';
import type { AnyNode, Call, Expression } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Whether a condition asks something of the subject that is not followed: a function of a package, an
 * own one that does more than compare, a pattern that is made up. What it lets through is hardly all.
 */
export function asksUnknown(
  condition: Expression,
  subject: Subject & { readonly values: Values },
): boolean {
  return testsIn(condition, subject.values).some(({ callee, arguments: given }) => {
    const parts = given.map(({ value }) => value);
    const all = callee.type === 'Attribute' ? [callee.object, ...parts] : parts;
    return all.some((each) => isMadeOf(each, subject));
  });
}

function testsIn(condition: Expression, values: Values): readonly Call[] {
  const known = knownTests.get(condition);
  if (known) return known;

  const found: Call[] = [];
  const pending: AnyNode[] = [condition];
  for (let steps = 0; steps < MOST_NODES; steps += 1) {
    const node = pending.pop();
    if (!node) break;
    if (node.type === 'Call' && isUnknownTest(node, values)) found.push(node);
    const half = node.type === 'Name' ? halfOf(node) : undefined;
    if (half && isUnknownCheck(half.call, values)) found.push(half.call);
    pending.push(...childrenOf(node));
  }
  knownTests.set(condition, found);
  return found;
}

/** `ok, reason = is_safe_url(x)`, of a package. */
function isUnknownCheck({ callee }: Call, values: Values): boolean {
  return (
    /(?:^|_)(?:safe|valid|validate|allowed|permitted|trusted)(?:_|$)/.test(lastName(callee)) &&
    values.functionsOf(callee).length === 0
  );
}

/** Each value that passes a condition asks for them. */
const knownTests = new WeakMap<Expression, readonly Call[]>();

/** Of a longer condition, the rest is not looked at. */
const MOST_NODES = 60;

function isUnknownTest(call: Call, values: Values): boolean {
  const name = lastName(call.callee);
  if (/^(?:match|fullmatch|search)$/.test(name))
    return constantText(call.arguments[0]?.value) === undefined && !isWritten(call);
  if (!/^_*(?:is|has|check|valid|verify|allow|safe|ensure|match)/.test(name)) return false;
  if (
    /^is(?:instance|subclass|_?(?:dir|file|abs|none|empty|link|mount|digit|alpha|alnum|space))/.test(
      name,
    )
  )
    return false;

  return !values.functionsOf(call.callee).some(({ node }) => isPlain(node));
}

/** `PATTERN.match(x)`, of a pattern in the code. */
function isWritten({ callee }: Call): boolean {
  const made = callee.type === 'Attribute' ? definitionOf(callee.object) : callee;

  return made.type === 'Call' && constantText(made.arguments[0]?.value) !== undefined;
}

/** The subject, a part of it, or what a call made of it. */
function isMadeOf(node: Expression, subject: Subject, depth = 0): boolean {
  if (depth > MOST_DEEP) return false;
  if (isSubject(node, subject)) return true;

  switch (node.type) {
    case 'Name': {
      const definition = definitionOf(node);
      return definition !== node && isMadeOf(definition, subject, depth + 1);
    }
    case 'Call':
      return (
        (node.callee.type === 'Attribute' && isMadeOf(node.callee.object, subject, depth + 1)) ||
        node.arguments.some(({ value }) => isMadeOf(value, subject, depth + 1))
      );
    case 'Subscript':
    case 'Attribute':
      return isMadeOf(node.object, subject, depth + 1);
    case 'Binary':
      return node.operator === 'or' && isMadeOf(node.left, subject, depth + 1);
    default:
      return false;
  }
}

/** Further away, it is another value. */
const MOST_DEEP = 3;
