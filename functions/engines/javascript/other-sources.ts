import { type AnyNode, calledName, fieldRead, isFunction } from './syntax.ts';

/** Whether something else comes from there that is followed as the event is: an error, the name of a file in an archive. */
export function isOtherSource(node: AnyNode): boolean {
  switch (node.type) {
    case 'CatchClause':
      return node.param !== null && node.param !== undefined;
    case 'CallExpression':
      return calledName(node) === 'catch' && isFunction(node.arguments[0]);
    case 'MemberExpression':
      return !node.computed && namesInArchives.has(fieldRead(node) ?? '');
    default:
      return false;
  }
}

/** Of adm-zip, yauzl, and tar-stream. Whoever made the archive chose them. */
const namesInArchives: ReadonlySet<string> = new Set(['entryName', 'fileName']);
