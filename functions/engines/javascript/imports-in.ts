import { TooManyNodes } from './lean-parser.ts';
import { parseJavaScript } from './parse.ts';
import { isFunctionAgain, plainMaker } from './plain-making.ts';
import { specifierText } from './specifier-text.ts';
import {
  type AnyNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  literalText,
  type NodeOf,
  type Program,
} from './syntax.ts';

/** What one file imports or requires. */
export interface FileImports {
  readonly specifiers: ReadonlySet<string>;
  /** Texts in it that may be specifiers: frameworks take them and load what they name. */
  readonly words: ReadonlySet<string>;
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

const nothingKnown: FileImports = {
  specifiers: new Set(),
  words: new Set(),
  mayImportMore: true,
};

/** One walk without recursion: chains and sums in code can be a hundred thousand deep. */
function importsOf(program: Program): FileImports {
  const specifiers = new Set<string>();
  const words = new Set<string>();
  const makers = makersOfRequire(program);
  const pending: AnyNode[] = [program];
  let mayImportMore = false;

  for (let node = pending.pop(); node; node = pending.pop()) {
    if (isPlainMaking(node, makers)) continue;
    const word = literalText(node);
    if (word !== undefined && isName(word)) words.add(word);
    const source = sourceOf(node);
    const specifier = specifierText(source);
    if (specifier !== undefined) specifiers.add(specifier);
    else if (source && !isRequire(node)) mayImportMore = true;
    if (node.type === 'Identifier' && (loaders.has(node.name) || makers.has(node.name))) {
      mayImportMore = true;
    }
    if (leadsToLoader(node) || isFunctionAgain(node)) mayImportMore = true;

    // A plain `require` has been dealt with by now; any other use of the name has not.
    const plain = specifier === undefined ? (harmlessIn(node) ?? plainMaker(node)) : calleeOf(node);
    // And by its specifier, what is imported says no more.
    const named = specifier === undefined ? undefined : source;
    for (const child of childrenOf(node)) {
      if (child !== plain && child !== named) pending.push(child);
    }
  }

  return { specifiers, words, mayImportMore };
}

/** What may name a package, or a file in one. */
function isName(word: string): boolean {
  return word.length <= LONGEST_NAME && /^[@\w~][\w.~@/-]*$/.test(word);
}

/** Characters. Source: "package.json", name (npm CLI docs). */
const LONGEST_NAME = 214;

/** What a module calls `createRequire`, where it takes nothing else from the module that has it. */
function makersOfRequire(program: Program): ReadonlySet<string> {
  return new Set(
    program.body.flatMap((node) =>
      isImportOfMaker(node) ? node.specifiers.map(({ local }) => local.name) : [],
    ),
  );
}

function isImportOfMaker(node: AnyNode): node is NodeOf<'ImportDeclaration'> {
  return (
    node.type === 'ImportDeclaration' &&
    /^(?:node:)?module$/.test(String(node.source.value)) &&
    node.specifiers.every(
      (each) =>
        each.type === 'ImportSpecifier' &&
        each.imported.type === 'Identifier' &&
        each.imported.name === 'createRequire',
    )
  );
}

/** `import { createRequire }`, and `require = createRequire(…)`: by it, `require` is what it always is. */
function isPlainMaking(node: AnyNode, makers: ReadonlySet<string>): boolean {
  if (makers.size === 0) return false;
  if (node.type !== 'VariableDeclarator') return isImportOfMaker(node);
  const { id, init } = node;

  return (
    id.type === 'Identifier' &&
    id.name === 'require' &&
    init?.type === 'CallExpression' &&
    init.callee.type === 'Identifier' &&
    makers.has(init.callee.name) &&
    isOwnAddress(init.arguments[0])
  );
}

/** `import.meta.url`: from anywhere else, other packages are found. */
function isOwnAddress(node: AnyNode | undefined): boolean {
  return (
    node?.type === 'MemberExpression' &&
    node.object.type === 'MetaProperty' &&
    fieldRead(node) === 'url'
  );
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

/** `globalThis['eval']`, `globalThis[name]()`, and the constructor of a constructor, which makes code of text. */
function leadsToLoader(node: AnyNode): boolean {
  if (isCall(node)) return node.callee.type === 'MemberExpression' && isUnnamedGlobal(node.callee);
  if (node.type !== 'MemberExpression') return false;

  const field = fieldRead(node);
  if (field !== 'constructor') return node.computed && loaders.has(field ?? '');
  return node.object.type === 'MemberExpression' && fieldRead(node.object) === field;
}

function isUnnamedGlobal(node: NodeOf<'MemberExpression'>): boolean {
  const { object } = node;
  const isGlobal = object.type === 'Identifier' && /^(?:globalThis|global)$/.test(object.name);

  return isGlobal && fieldRead(node) === undefined;
}

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

/** What says what is imported or required. */
function sourceOf(node: AnyNode): AnyNode | undefined {
  if (isRequire(node)) return node.arguments[0];

  return isImport(node) ? (node.source ?? undefined) : undefined;
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
