import { isModule } from '../bundled-modules.ts';
import { baseOf } from '../link.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { calledName, type FunctionNode, isCall, isFunction, type NodeOf } from '../syntax.ts';

/** `module.exports = { create, remove }`. */
export function isOfExports(property: NodeOf<'Property'>): boolean {
  const object = parentOf(property);
  const parent = object && parentOf(object);

  if (parent?.type === 'ExportDefaultDeclaration') return true;
  return (
    parent?.type === 'AssignmentExpression' &&
    parent.left.type === 'MemberExpression' &&
    isExport(parent.left)
  );
}

/** `exports.name`, `module.exports`, `module.exports.name`, and the same of a bundled module. */
export function isExport(node: NodeOf<'MemberExpression'>): boolean {
  const base = baseOf(node);
  const binding = base && bindingOf(base.node);
  if (!binding) return false;

  if (!binding.scope.up) return binding.name === 'exports' || binding.name === 'module';
  const [definition] = binding.definitions;
  if (definition?.kind !== 'parameter' || definition.path.length > 0) return false;
  return isBundledModule(definition.of);
}

/** `(exports, module) => …`, given to what a bundler has to load it, or in its table of modules. */
export function isBundledModule(node: FunctionNode): boolean {
  const parent = parentOf(node);
  const isPlaced = parent?.type === 'Property' || parent?.type === 'ArrayExpression';
  const isGivenAlone = isCall(parent) && parent.callee !== node && parent.arguments.length === 1;

  return !node.async && !node.generator && (isPlaced || isGivenAlone) && isModule(node);
}

/** `{ name: () => name }`, by which compilers export. */
export function isExportGetter(property: NodeOf<'Property'>): boolean {
  const { value } = property;
  const object = parentOf(property);
  const call = object && parentOf(object);
  if (!isCall(call) || call.arguments[0] === object) return false;

  const isShort =
    isFunction(value) &&
    value.params.length === 0 &&
    (value.body.type === 'Identifier' || value.body.type === 'MemberExpression');
  return isShort || calledName(call) === 'defineProperty';
}
