import { type AnyNode, fieldRead, memberName } from './syntax.ts';

/**
 * Whether a field is set that says something by itself: an option of a connection, a variable of the
 * environment, or what only authorizers answer with.
 */
export function isTelling(node: AnyNode): boolean {
  if (node.type === 'Property') return fields.has(memberName(node) ?? '');

  return (
    node.type === 'AssignmentExpression' &&
    node.left.type === 'MemberExpression' &&
    fields.has(fieldRead(node.left) ?? '')
  );
}

/** The field that a node sets, and to what. */
export function settingOf(
  node: AnyNode,
): { readonly name: string; readonly value: AnyNode } | undefined {
  if (node.type === 'Property') {
    const name = memberName(node);
    return name === undefined ? undefined : { name, value: node.value };
  }
  if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') {
    return undefined;
  }
  const name = fieldRead(node.left);
  return name === undefined ? undefined : { name, value: node.right };
}

const fields: ReadonlySet<string> = new Set([
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'checkServerIdentity',
  'isAuthorized',
  'policyDocument',
  'rejectUnauthorized',
  'strictSSL',
]);
