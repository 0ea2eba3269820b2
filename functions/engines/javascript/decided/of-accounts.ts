import { textOf } from '../options.ts';
import { bindingOf } from '../scope.ts';
import { type AnyNode, fieldRead, isCall } from '../syntax.ts';

/**
 * Whether accounts are kept there, by what it is called: `User.create(body)`, `new Member(body)`, `db.collection('users').insertOne(body)`.
 * Who adds one with all its fields gives himself a role; what else is added harms no one who is there.
 */
export function isOfAccounts(node: AnyNode): boolean {
  const pending: AnyNode[] = [node];
  const seen = new Set<AnyNode>();

  for (let at = pending.pop(); at && seen.size < MOST_STEPS; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (accounts.test(nameOf(at))) return true;
    if (at.type === 'MemberExpression') pending.push(at.object);
    if (at.type === 'AwaitExpression') pending.push(at.argument);
    if (isCall(at)) pending.push(at.callee, ...(at === node ? [] : at.arguments));
    if (at.type === 'Identifier') pending.push(...definedAs(at));
  }
  return false;
}

function nameOf(node: AnyNode): string {
  if (node.type === 'Identifier') return node.name;

  return node.type === 'MemberExpression' ? (fieldRead(node) ?? '') : (textOf(node) ?? '');
}

function definedAs(node: AnyNode): readonly AnyNode[] {
  return (bindingOf(node)?.definitions ?? []).flatMap((each) =>
    each.kind === 'value' ? each.node : [],
  );
}

const accounts = /user|account|admin|member|staff|employee|credential|role|permission/i;

const MOST_STEPS = 24;
