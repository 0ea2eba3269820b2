import { parentOf } from '../scope.ts';
import { memberName, type NodeOf } from '../syntax.ts';
import { isExport, isOfExports } from './exported-places.ts';

/** Whether an identifier stands for a value that is used, not for a field, a label or an export. */
export function isMentioned(node: NodeOf<'Identifier'>): boolean {
  const parent = parentOf(node);

  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed;
    case 'Property':
      return (
        parent.value === node &&
        parentOf(parent)?.type === 'ObjectExpression' &&
        !isOfTable(parent) &&
        !isOfExports(parent)
      );
    case 'ArrayPattern':
    case 'RestElement':
      return false;
    case 'AssignmentPattern':
      return parent.right === node;
    case 'AssignmentExpression':
      return (
        parent.right === node && !(parent.left.type === 'MemberExpression' && isExport(parent.left))
      );
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.value === node || parent.computed;
    case 'ArrowFunctionExpression':
      return parent.body === node;
    case 'VariableDeclarator':
      return parent.init === node;
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ExportSpecifier':
    case 'ExportDefaultDeclaration':
    case 'MetaProperty':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return false;
    default:
      return true;
  }
}

/** An SDK's own list of what it has: `{ GetObjectCommand, paginateListObjectsV2 }`. */
function isOfTable(property: NodeOf<'Property'>): boolean {
  return /^(?:paginate|waitUntil|waitFor)[A-Z]|[a-z0-9A-Z]Command$/.test(
    memberName(property) ?? '',
  );
}
