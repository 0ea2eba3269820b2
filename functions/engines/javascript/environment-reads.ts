import { parentOf } from './scope.ts';
import { type AnyNode, fieldRead, memberName } from './syntax.ts';

/** `process.env.NAME`, and names that are taken out of it: all of them are written there. */
export function isReadByName(environment: AnyNode): boolean {
  return namesReadOf(environment)?.every((name) => name !== undefined) ?? false;
}

/** Undefined where it is not read field by field; so is a name that is made up as it runs. */
function namesReadOf(environment: AnyNode): readonly (string | undefined)[] | undefined {
  const parent = parentOf(environment);
  if (parent?.type === 'MemberExpression') {
    return parent.object === environment ? [fieldRead(parent)] : undefined;
  }
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'ObjectPattern') return undefined;

  return parent.id.properties.map((each) =>
    each.type === 'Property' ? memberName(each) : undefined,
  );
}

/** Of `process.env.NAME` and the like. */
export function variablesReadAt(node: AnyNode): readonly string[] {
  const isEnvironment = node.type === 'MemberExpression' && fieldRead(node) === 'env';
  const names = isEnvironment ? (namesReadOf(node) ?? []) : [];

  return names.filter((name) => name !== undefined);
}
