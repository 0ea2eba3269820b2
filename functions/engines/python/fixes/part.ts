import type { Fact } from '../entry.ts';
import { calledName } from '../link.ts';
import { scopeOf } from '../scope.ts';
import type { AnyNode, Expression } from '../syntax.ts';
import { codeOf, type Fix, type Fixing, shownLine } from './fix.ts';

/**
 * The part of a text that the event is, where the text was put together: `name` of
 * `'/tmp/' + name`, or of the line before that put it into another name. Undefined where it is a
 * list, or where it cannot be seen.
 */
export function partOf({ fact, values }: Fixing): Expression | undefined {
  let at = fact;
  while (at && isPassedOn(at)) at = at.from;
  // What an own function makes of it is not looked into.
  if (at?.node.type === 'Call' && values.functionsOf(at.node.callee).length > 0) return undefined;

  const isText = at !== undefined && isPutTogether(at);
  while (at && isPutTogether(at)) at = at.from;
  const part = isText ? at : first(fact);

  return part === undefined || part.path.length > 0 ? undefined : part.node;
}

/** The event itself, where no text was put together around it. */
function first(fact: Fact | undefined): Fact | undefined {
  let at = fact;
  while (at && (at.node.type === 'Dict' || at.node.type === 'List' || at.node.type === 'Tuple')) {
    at = at.from;
  }
  return at;
}

/** Through a name, a field or an encoding it is the same text. */
function isPassedOn({ node }: Fact): boolean {
  switch (node.type) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
    case 'Await':
    case 'Conditional':
    case 'Dict':
      return true;
    case 'Call':
      return /^(?:strip|encode|decode|lower|upper|rstrip)$/.test(calledName(node) ?? '');
    default:
      return false;
  }
}

/** A text of which what the event was before is a part. */
function isPutTogether({ node, from }: Fact): boolean {
  const isPart = from !== undefined && isWithin(from.node, node);

  switch (node.type) {
    case 'Binary':
      return isPart && /^[+/%]$/.test(node.operator);
    case 'FormattedText':
      return isPart;
    case 'List':
    case 'Tuple':
      return isPart && isJoined(node);
    case 'Call':
      return isPart && putters.test(calledName(node) ?? '') && !isReceiver(node, from.node);
    default:
      return false;
  }
}

const putters =
  /^(?:join|joinpath|format|format_map|replace|substitute|safe_substitute|Path|PurePath|PosixPath|PurePosixPath|str|abspath|realpath|normpath)$/;

function isJoined({ parent }: AnyNode): boolean {
  const call = parent?.type === 'Argument' ? parent.parent : undefined;

  return call?.type === 'Call' && calledName(call) === 'join';
}

function isReceiver(call: AnyNode & { readonly type: 'Call' }, node: AnyNode): boolean {
  return call.callee.type === 'Attribute' && isWithin(node, call.callee.object);
}

/** Whether one stands within the other. */
export function isWithin(inner: AnyNode, outer: AnyNode): boolean {
  return (
    scopeOf(inner).file === scopeOf(outer).file &&
    outer.start <= inner.start &&
    inner.end <= outer.end
  );
}

/** The code around the part that the event is, with that part as `write` has it. */
export function rewritten(write: (code: string) => string): Fix {
  return (fixing) => {
    const part = partOf(fixing);
    const code = part && codeOf(part, fixing);
    const around = part && codeAround(part, fixing);
    if (!part || !around || code === undefined) return undefined;

    const text = fixing.places.codeOf(around);
    const at = part.start - around.start;
    return shownLine(`${text.slice(0, at)}${write(code)}${text.slice(at + code.length)}`);
  };
}

/** The call that is reported, or the statement in which the text was put together. */
function codeAround(part: Expression, { at }: Fixing): AnyNode | undefined {
  if (isWithin(part, at)) return at;
  let around = part.parent;

  while (around && !statements.has(around.type)) {
    if (around.type === 'Block' || around.type === 'Function') return undefined;
    around = around.parent;
  }
  return around;
}

const statements: ReadonlySet<string> = new Set([
  'Assign',
  'AugmentedAssign',
  'ExpressionStatement',
  'Return',
]);
