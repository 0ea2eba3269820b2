import { exportedName } from './link.ts';
import { bindingOf, parentOf } from './scope.ts';
import { type AnyNode, calledName, fieldRead, isCall } from './syntax.ts';

/** Under which name a value is exported by what it stands in; undefined where it is not, or where more is done with it. */
export function exportedAs(value: AnyNode): string | undefined {
  const parent = parentOf(value);

  switch (parent?.type) {
    case 'ExportSpecifier':
      return exportedName(parent.exported);
    case 'ExportDefaultDeclaration':
      return 'default';
    case 'AssignmentExpression':
      return parent.right === value && parent.operator === '=' && isDropped(parent)
        ? setName(parent.left)
        : undefined;
    case 'Property':
      return parent.value === value && isExportsTable(parentOf(parent)) ? keyOf(parent) : undefined;
    case 'ArrowFunctionExpression': {
      // `__export(all, { name: () => name })`, of esbuild.
      const property = parent.body === value ? parentOf(parent) : undefined;
      return property?.type === 'Property' && isGetterTable(parentOf(property))
        ? keyOf(property)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether nothing gets the value of an assignment: of `const all = module.exports = {…}`, `all` does. */
function isDropped(assignment: AnyNode): boolean {
  const parent = parentOf(assignment);

  switch (parent?.type) {
    case 'ExpressionStatement':
      return true;
    case 'SequenceExpression':
    case 'LogicalExpression':
      return isDropped(parent);
    case 'AssignmentExpression':
      return isExports(parent.left) && isDropped(parent);
    default:
      return false;
  }
}

/** `exports.name`, `module.exports.name` */
function setName(target: AnyNode): string | undefined {
  return target.type === 'MemberExpression' && isExports(target.object)
    ? fieldRead(target)
    : undefined;
}

/** `module.exports = { … }`: a getter in it may call the others. */
function isExportsTable(table: AnyNode | undefined): boolean {
  const parent = table && parentOf(table);

  return (
    table?.type === 'ObjectExpression' &&
    table.properties.every((each) => each.type !== 'Property' || each.kind === 'init') &&
    parent?.type === 'AssignmentExpression' &&
    parent.right === table &&
    isExports(parent.left) &&
    isDropped(parent)
  );
}

/** What is made of all that the file exports, and of no part that a bundle has of another one. */
function isGetterTable(table: AnyNode | undefined): boolean {
  const call = table && parentOf(table);
  if (!call || !isCall(call) || calledName(call) !== '__export') return false;
  const [all] = call.arguments;
  if (all && isExports(all)) return true;
  const reads = ((all && bindingOf(all)?.reads) ?? []).filter((read) => !isDeclared(read));

  return (
    reads.some((read) => isGiven(read, '__toCommonJS')) &&
    reads.every((read) => isGiven(read, '__toCommonJS') || isGiven(read, '__export'))
  );
}

function isDeclared(name: AnyNode): boolean {
  const parent = parentOf(name);

  return parent?.type === 'VariableDeclarator' && parent.id === name;
}

function isGiven(name: AnyNode, to: string): boolean {
  const call = parentOf(name);
  if (!call || !isCall(call) || call.arguments[0] !== name || calledName(call) !== to) return false;
  if (to === '__export') return true;
  const whole = parentOf(call);

  return whole?.type === 'AssignmentExpression' && isExports(whole.left) && isDropped(whole);
}

function isExports(node: AnyNode): boolean {
  if (node.type === 'Identifier') return node.name === 'exports' && isOfFile(node);

  return (
    node.type === 'MemberExpression' &&
    fieldRead(node) === 'exports' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    isOfFile(node.object)
  );
}

function isOfFile(name: AnyNode): boolean {
  return bindingOf(name)?.scope.up === undefined;
}

function keyOf({ key, computed }: { readonly key: AnyNode; readonly computed: boolean }) {
  if (computed) return undefined;

  return key.type === 'Identifier'
    ? key.name
    : key.type === 'Literal'
      ? String(key.value)
      : undefined;
}
