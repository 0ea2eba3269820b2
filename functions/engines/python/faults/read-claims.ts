import { argumentOf } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { leaves } from '../leaving.ts';
import { type Binding, bindingOf, scopeOf } from '../scope.ts';
import type { AnyNode, Block, Call } from '../syntax.ts';

/**
 * Whether the same token is verified behind it, come what may: what it said was true, or the request ended there.
 *
 * @param check a call of `decode` that verifies, and raises where it cannot.
 */
export function isVerifiedBehind(unchecked: Call, check: Call): boolean {
  const token = bindingOf(argumentOf(unchecked, 0, 'jwt', 'token') ?? unchecked);
  const isSame = bindingOf(argumentOf(check, 0, 'jwt', 'token') ?? check) === token;
  if (!token || !isSame || token.definitions.length !== 1) return false;

  const [block, from] = placeOf(unchecked);
  const [other, to] = placeOf(check);
  if (!block || block !== other || from >= to) return false;
  return !mayLeave(block.body.slice(from, to)) && !isCaught(block);
}

/** The block that a statement of a call stands in, and where; none for one within another statement's head. */
function placeOf(call: Call): readonly [block: Block | undefined, index: number] {
  let at: AnyNode = call;
  while (at.parent && at.parent.type !== 'Block') at = at.parent;
  const statement = at.type === 'Assign' || at.type === 'ExpressionStatement' ? at : undefined;
  const block = statement?.parent?.type === 'Block' ? statement.parent : undefined;

  return [block, statement && block ? block.body.indexOf(statement) : -1];
}

/** Whether one of some statements may end the function, as far as that is soon seen. */
function mayLeave(statements: readonly AnyNode[]): boolean {
  const left = [...statements];

  for (let step = 0; step < MOST_NODES; step += 1) {
    const one = left.pop();
    if (!one) return false;
    if (one.type === 'Return' || one.type === 'Yield') return true;
    left.push(...childrenOf(one));
  }
  return true;
}

const MOST_NODES = 2_000;

/** Whether what a block raises is caught by code that goes on. */
function isCaught(block: Block): boolean {
  const { parent } = block;
  const isBody = parent?.type === 'Try' && parent.body === block;
  if (isBody && !parent.handlers.every(({ body }) => leaves(body))) return true;

  let at = parent;
  while (at && at.type !== 'Block' && at.type !== 'Function') at = at.parent;
  return at?.type === 'Block' && isCaught(at);
}

/** Whether all that is read of its claims is who they are about, and no condition asks that. */
export function saysWhoAlone(call: Call): boolean {
  const reads = readsOf(call);

  return reads.length > 0 && reads.every((read) => isIdentity(read));
}

function readsOf(call: Call): readonly AnyNode[] {
  const { parent } = call;
  if (parent?.type !== 'Assign') return [call];
  const [target, ...others] = parent.targets;
  const kept: Binding | undefined = target && bindingOf(target);
  const isPlain = kept?.definitions.length === 1 && kept.captures.length === 0;
  const isOwn = kept?.reads.every((read) => scopeOf(read) === scopeOf(call));

  return isPlain && isOwn && others.length === 0 ? kept.reads : [];
}

/** `claims['sub']`, `claims.get('sub')` */
function isIdentity(read: AnyNode): boolean {
  const { parent } = read;
  if (parent?.type === 'Subscript' && parent.object === read) {
    return identities.has(constantText(parent.index) ?? '') && !isAsked(parent);
  }
  const call = parent?.parent;
  if (parent?.type !== 'Attribute' || parent.name !== 'get' || call?.type !== 'Call') return false;

  return identities.has(constantText(argumentOf(call, 0)) ?? '') && !isAsked(call);
}

/** Whether a condition has it, or a comparison whose answer is kept for one. */
function isAsked(node: AnyNode): boolean {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (asking.has(parent.type === 'Binary' ? parent.operator : parent.type)) return true;
    if (parent.type === 'Block') return false;
  }
  return false;
}

const asking: ReadonlySet<string> = new Set([
  ...['If', 'While', 'Conditional', 'Assert', 'Match', 'Clause'],
  ...['==', '!=', 'in', 'not in', 'is', 'is not', '<', '<=', '>', '>='],
]);

const identities: ReadonlySet<string> = new Set(
  'sub username user_id userId uid email cognito:username preferred_username'.split(' '),
);
