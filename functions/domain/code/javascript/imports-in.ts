import type { AnyNode } from 'acorn';
import { TooManyNodes } from './lean-parser.ts';
import { parseJavaScript } from './parse.ts';
import { calledName, childrenOf, fieldRead, isCall, literalText, type NodeOf } from './syntax.ts';

/** What one file imports or requires. */
export interface FileImports {
  readonly specifiers: ReadonlySet<string>;
  /** Whether it may import something else, by a name that it makes up or by another way. */
  readonly mayImportMore: boolean;
}

/** Of what is no JavaScript, or too deep or too much for the parser, nothing is known. */
export function importsIn(text: string): FileImports {
  try {
    return importsOf(parseJavaScript(text));
  } catch (error) {
    if (unreadable.some((kind) => error instanceof kind)) return nothingKnown;
    throw error;
  }
}

const unreadable = [SyntaxError, RangeError, TooManyNodes];

const nothingKnown: FileImports = { specifiers: new Set(), mayImportMore: true };

/** One walk without recursion: chains and sums in code can be a hundred thousand deep. */
function importsOf(program: AnyNode): FileImports {
  const specifiers = new Set<string>();
  const pending: AnyNode[] = [program];
  let mayImportMore = false;

  for (let node = pending.pop(); node; node = pending.pop()) {
    if (isImport(node) && node.source) {
      const specifier = literalText(node.source);
      if (specifier === undefined) mayImportMore = true;
      else specifiers.add(specifier);
    }
    const required = isRequire(node) ? literalText(node.arguments[0]) : undefined;
    if (required !== undefined) specifiers.add(required);
    if (node.type === 'Identifier' && loaders.has(node.name)) mayImportMore = true;

    // What a plain `require` stands for is told by now; any other use of the name is not.
    const plain = required === undefined ? harmlessIn(node) : calleeOf(node);
    for (const child of childrenOf(node)) {
      if (child !== plain) pending.push(child);
    }
  }

  return { specifiers, mayImportMore };
}

/** Names by which code runs or loads what stands nowhere in it. */
const loaders = new Set([
  'require',
  'createRequire',
  'getBuiltinModule',
  'mainModule',
  '_load',
  'dlopen',
  'eval',
  'Function',
]);

function isImport(
  node: AnyNode,
): node is NodeOf<
  'ImportDeclaration' | 'ImportExpression' | 'ExportAllDeclaration' | 'ExportNamedDeclaration'
> {
  return /^(?:ImportDeclaration|ImportExpression|ExportAllDeclaration|ExportNamedDeclaration)$/.test(
    node.type,
  );
}

function isRequire(node: AnyNode): node is NodeOf<'CallExpression'> {
  return node.type === 'CallExpression' && calledName(node) === 'require';
}

function calleeOf(node: AnyNode): AnyNode | undefined {
  return isCall(node) ? node.callee : undefined;
}

/** `typeof require` and `require.main`, by which code asks where it runs. */
function harmlessIn(node: AnyNode): AnyNode | undefined {
  if (node.type === 'UnaryExpression' && node.operator === 'typeof') {
    return node.argument.type === 'Identifier' ? node.argument : undefined;
  }
  const isMain = node.type === 'MemberExpression' && fieldRead(node) === 'main';

  return isMain && node.object.type === 'Identifier' ? node.object : undefined;
}
