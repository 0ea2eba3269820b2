import { type SpecifierPattern, specifierPattern, specifierText } from './specifier-text.ts';
import { type AnyNode, fieldRead, type NodeOf } from './syntax.ts';

/** What is loaded, and where it is named. */
export interface Load {
  readonly specifier: string;
  readonly node: NodeOf<'Identifier' | 'CallExpression'>;
}

/** What an expression or statement loads, where that is a constant. */
export function requestOf(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return specifierText(node.source ?? undefined);
    case 'CallExpression':
      return isLoader(node.callee) ? specifierText(node.arguments[0]) : undefined;
    default:
      return undefined;
  }
}

/** The same of a text with parts that only a run would show: `./lang/${name}.js`. */
export function patternOf(node: AnyNode): SpecifierPattern | undefined {
  if (node.type === 'ImportExpression') return specifierPattern(node.source);

  return node.type === 'CallExpression' && isLoader(node.callee)
    ? specifierPattern(node.arguments[0])
    : undefined;
}

/** `require`, `module.require`, and `createRequire(…)` under whatever name: it takes the own address. */
export function isLoader(node: AnyNode | null | undefined): boolean {
  if (node?.type === 'Identifier') return node.name === 'require';
  if (node?.type === 'MemberExpression') return fieldRead(node) === 'require';
  if (node?.type !== 'CallExpression') return false;

  const [address] = node.arguments;
  const isFile = address?.type === 'Identifier' && address.name === '__filename';
  return isFile || (address?.type === 'MemberExpression' && address.object.type === 'MetaProperty');
}

/** The expressions that then stand for what is loaded. */
export function loadedBy(node: AnyNode, specifier: string): readonly Load[] {
  if (node.type === 'CallExpression') return [{ specifier, node }];

  return node.type === 'ImportDeclaration'
    ? node.specifiers.map(({ local }) => ({ specifier, node: local }))
    : [];
}
