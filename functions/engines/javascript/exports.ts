import { moduleParameters } from './bundled-modules.ts';
import { exportedName } from './link.ts';
import type { Modules } from './modules.ts';
import { targetsOf } from './pattern.ts';
import type { Binding } from './scope.ts';
import type { FunctionNode, NodeOf } from './syntax.ts';
import { isModule, type Value, type Values } from './value.ts';

/** What a file exports under a name, whichever kind of module it is. */
export function exportsOf(
  values: Values,
  modules: Modules,
  path: string,
  name: string,
  seen: Set<string> = new Set(),
): readonly Value[] {
  const file = modules.files.get(path);
  const key = `${path}\0${name}`;
  // Files that give on each other's names go round in circles.
  if (!file || seen.has(key) || seen.size > MOST_REEXPORTS) return [];

  seen.add(key);
  const fromSource = (source: NodeOf<'Literal'>, original: string) => {
    const targets = modules.resolve(file.path, String(source.value));
    return targets.flatMap((target) => exportsOf(values, modules, target.path, original, seen));
  };
  const { names } = file.scope;
  const declared = file.program.body.flatMap((statement): readonly Value[] => {
    switch (statement.type) {
      case 'ExportNamedDeclaration':
        if (statement.declaration) return declaredExport(values, statement.declaration, name);
        return statement.specifiers
          .filter(({ exported }) => exportedName(exported) === name)
          .flatMap(({ local }) =>
            statement.source
              ? fromSource(statement.source, exportedName(local))
              : values.valuesOf(local),
          );
      case 'ExportDefaultDeclaration':
        return name === 'default' ? values.valuesOf(statement.declaration) : [];
      case 'ExportAllDeclaration':
        return statement.exported || name === 'default' ? [] : fromSource(statement.source, name);
      default:
        return [];
    }
  });

  const exported = ['exports', 'this'].flatMap((each) => names.get(each) ?? []);

  return [...declared, ...commonJsExports(values, exported, names.get('module'), name)];
}

/** The same of a module that a bundler made a function (exports, module). */
export function bundledExports(values: Values, of: FunctionNode, name: string): readonly Value[] {
  const { exports, module } = moduleParameters(of);

  return commonJsExports(values, exports, module, name);
}

/** What takes the place of `exports` as a whole: `module.exports = …`. */
export function wholeExports(values: Values, module: Binding | undefined): readonly Value[] {
  if (!module) return [];

  const marked = module.writes.flatMap(({ path, value }) =>
    // A compiler's way to mark what it exports: module.exports = __toCommonJS(exports).
    path.join() === 'exports' && value.type === 'CallExpression'
      ? value.arguments.slice(0, 1).flatMap((argument) => values.valuesOf(argument))
      : [],
  );
  return [
    ...values.written(module, ['exports']),
    ...marked.filter(({ kind }) => kind === 'object'),
  ];
}

function commonJsExports(
  values: Values,
  exports: readonly Binding[],
  module: Binding | undefined,
  name: string,
): readonly Value[] {
  const whole = wholeExports(values, module);
  const isOwn = (value: Value) =>
    value.kind === 'exports' && exports.some(({ scope }) => scope.file === value.of);

  return [
    ...exports.flatMap((each) => values.written(each, [name])),
    ...(module ? values.written(module, ['exports', name]) : []),
    ...whole.filter((value) => !isOwn(value)).flatMap((value) => values.fieldOf(value, name)),
    ...(name === 'default' ? whole.filter((value) => !isModule(value)) : []),
  ];
}

function declaredExport(
  values: Values,
  declaration: NonNullable<NodeOf<'ExportNamedDeclaration'>['declaration']>,
  name: string,
): readonly Value[] {
  const declared =
    declaration.type === 'VariableDeclaration'
      ? declaration.declarations.map(({ id }) => id)
      : [declaration.id];
  const target = declared
    .flatMap((id) => targetsOf(id))
    .find(({ node }) => node.type === 'Identifier' && node.name === name);

  return target ? values.valuesOf(target.node) : [];
}

/** Files that are looked into for one name. */
const MOST_REEXPORTS = 1000;
