import type { FoundModule, Modules } from './modules.ts';
import { type Binding, bindingOf, type Definition, lookUp, scopeOf } from './scope.ts';
import type { Expression, Name } from './syntax.ts';

/** What a name was set to once, here or in the file that it is imported from; the expression itself otherwise. */
export function writtenAs(node: Expression, modules: Modules): Expression {
  let at = node;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const definition = definitionOf(at, modules);
    if (!definition) return at;
    at = definition;
  }
  return node;
}

/** Names of names, each in a file of its own. */
const MOST_STEPS = 8;

function definitionOf(node: Expression, modules: Modules): Expression | undefined {
  if (node.type === 'Name') return setTo(outerBinding(node) ?? starred(node, modules), modules);
  if (node.type !== 'Attribute' || node.object.type !== 'Name') return undefined;
  // `settings.NAME`, of a module.
  const [module, ...others] = bindingOf(node.object)?.definitions ?? [];
  const found = module && others.length === 0 ? moduleOf(module, node.object, modules) : undefined;

  return found && setTo(namesIn(found, modules)?.get(node.name), modules);
}

/** What `from settings import *` brings, where one module has it. */
function starred(node: Name, modules: Modules): Binding | undefined {
  const { file } = scopeOf(node);
  const found = (modules.files.get(file)?.stars ?? []).flatMap((star) => {
    const of = modules.resolve(file, star.level, star.module);
    return (of && namesIn(of, modules)?.get(node.name)) ?? [];
  });

  return found.length === 1 ? found[0] : undefined;
}

/** `NAME = NAME` in a class takes the one outside of it. */
function outerBinding(node: Expression): Binding | undefined {
  const binding = bindingOf(node);
  const isOwn =
    binding?.scope.class !== undefined &&
    binding.definitions.some((each) => each.kind === 'value' && each.node === node);

  return isOwn && binding.scope.up ? lookUp(binding.name, binding.scope.up) : binding;
}

function setTo(binding: Binding | undefined, modules: Modules, depth = 0): Expression | undefined {
  const [definition, ...others] = binding?.definitions ?? [];
  if (!binding || !definition || others.length > 0 || depth > MOST_STEPS) return undefined;
  if (binding.writes.length > 1 || binding.captures.length > 0) return undefined;
  if (definition.kind === 'value')
    return definition.path.length === 0 ? definition.node : undefined;
  if (definition.kind !== 'import' || binding.writes.length > 0) return undefined;
  const { level, from, name } = definition;
  const of = modules.resolve(binding.scope.file, level, from);

  return of && setTo(namesIn(of, modules)?.get(name), modules, depth + 1);
}

function moduleOf(
  definition: Definition,
  node: Expression,
  modules: Modules,
): FoundModule | undefined {
  const { file } = scopeOf(node);
  if (definition.kind === 'module') return modules.resolve(file, 0, definition.module);
  if (definition.kind !== 'import') return undefined;
  const of = modules.resolve(file, definition.level, definition.from);

  return of && modules.submodule(of, definition.name);
}

function namesIn(of: FoundModule, { files }: Modules) {
  return of.kind === 'file' ? files.get(of.path)?.scope.names : undefined;
}
