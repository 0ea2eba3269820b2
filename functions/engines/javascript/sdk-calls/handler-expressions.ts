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
    ...[...file.calls.values()].flat().flatMap(({ arguments: given }) => {
      const [, table] = given;
      return table ? membersOf(table, name).flatMap(returned) : [];
    }),
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
