import { exportedName, type LinkedFile } from '../link.ts';
import { type AnyNode, isFunction, memberName } from '../syntax.ts';

/** What stands in a file where it exports a name: `wrap(f)` of `exports.handler = wrap(f)`. */
export function handlerExpressions(file: LinkedFile | undefined, name: string): readonly AnyNode[] {
  if (!file) return [];

  return [
    ...file.program.body.flatMap((statement) => exportedBy(statement, name)),
    ...assigned(file, 'exports', [name]),
    ...assigned(file, 'module', ['exports', name]),
    ...assigned(file, 'module', ['exports']).flatMap((value) => membersOf(value, name)),
    ...tablesGiven(file).flatMap((table) => membersOf(table, name).flatMap(returned)),
  ];
}

function exportedBy(statement: AnyNode, name: string): readonly AnyNode[] {
  if (statement.type === 'ExportDefaultDeclaration') {
    return name === 'default' ? [statement.declaration] : [];
  }
  if (statement.type !== 'ExportNamedDeclaration') return [];

  const { declaration, specifiers, source } = statement;
  if (declaration?.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id, init }) =>
      id.type === 'Identifier' && id.name === name && init ? [init] : [],
    );
  }
  if (declaration) return declaration.id.name === name ? [declaration] : [];
  return source
    ? []
    : specifiers.flatMap(({ local, exported }) => (exportedName(exported) === name ? local : []));
}

function assigned(
  { scope }: LinkedFile,
  holder: 'exports' | 'module',
  path: readonly string[],
): readonly AnyNode[] {
  const writes = scope.names.get(holder)?.writes ?? [];

  return writes.flatMap((write) => (write.path.join('.') === path.join('.') ? write.value : []));
}

/** Objects that calls are given behind something else: `__export(index_exports, { handler: () => handler })`. */
function tablesGiven(file: LinkedFile): readonly AnyNode[] {
  const known = tables.get(file);
  if (known) return known;

  const found: AnyNode[] = [];
  for (const calls of file.calls.values()) {
    for (const { arguments: given } of calls) {
      if (given[1]?.type === 'ObjectExpression') found.push(given[1]);
    }
  }
  tables.set(file, found);
  return found;
}

/** Of files that are asked about for many names, of which a bundle has tens of thousands of calls. */
const tables = new WeakMap<LinkedFile, readonly AnyNode[]>();

function membersOf(object: AnyNode, name: string): readonly AnyNode[] {
  if (object.type !== 'ObjectExpression') return [];

  return object.properties.flatMap((property) =>
    property.type === 'Property' && memberName(property) === name ? property.value : [],
  );
}

/** Of a compiler's way to export: `{ handler: () => handler }`. */
function returned(value: AnyNode): readonly AnyNode[] {
  return isFunction(value) && value.params.length === 0 && value.body.type === 'Identifier'
    ? [value.body]
    : [];
}
