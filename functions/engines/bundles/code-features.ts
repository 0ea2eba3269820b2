import {
  type AnyNode,
  calledName,
  childrenOf,
  type FunctionNode,
  isClass,
  isFunction,
  MOST_NODES,
  memberName,
  type NodeOf,
  type Program,
  parseFolding,
} from '../javascript/index.ts';
import { type FeatureKind, featureKinds } from './feature-kinds.ts';
import { FunctionTokens, mixed, type OnFeature } from './function-tokens.ts';
import { literalOf } from './literals.ts';

/**
 * Walks without recursion, so that no nesting is too deep.
 *
 * @param isOwn whether the code is as its author wrote it: what refers to an import is then read in
 * the ways in which bundlers write that.
 */
export function collectFeatures(program: Program, onFeature: OnFeature, isOwn = false): void {
  const imported = isOwn ? importedNames(program) : new Map<string, string>();
  const outermost = isOwn ? loaderCall(program) : undefined;

  walk({ node: program, within: new FunctionTokens() }, { onFeature, imported, outermost });
}

/**
 * The same of code that is too much to hold: what a function has in it is let go at its end.
 *
 * @throws as `parseJavaScript` does.
 */
export function collectFeaturesOfText(
  text: string,
  onFeature: OnFeature,
  mostNodes = MOST_NODES,
): void {
  const folded = new Map<AnyNode, FunctionTokens>();
  const walked: Walked = { onFeature, folded };
  const fold = (node: FunctionNode) => {
    const within = new FunctionTokens();
    const count = childrenOf(node).reduce(
      (sum, child) => sum + walk({ node: child, parent: node, within }, walked),
      0,
    );
    folded.set(node, within);
    return count - NODES_AS_TOKENS;
  };
  const program = parseFolding(text, fold, mostNodes);

  walk({ node: program, within: new FunctionTokens() }, walked);
}

/** The tokens that are kept of a function take as much memory as so many nodes. */
const NODES_AS_TOKENS = 4;

interface Walked {
  readonly onFeature: OnFeature;
  /** What refers to other packages, and its names there. */
  readonly imported?: ReadonlyMap<string, string>;
  readonly outermost?: AnyNode | undefined;
  /** Functions that were walked before, and are empty now. */
  readonly folded?: Map<AnyNode, FunctionTokens>;
}

/** @returns how many nodes it came to. */
function walk(start: Step, { onFeature, imported, outermost, folded }: Walked): number {
  // One list for each field of what is to be walked: an object for each of a million nodes takes long.
  const nodes: (AnyNode | undefined)[] = [start.node];
  const parents: (AnyNode | undefined)[] = [start.parent];
  const withins: FunctionTokens[] = [start.within];
  const ends: FunctionEnd[] = [];
  let count = 0;

  while (nodes.length > 0) {
    const node = nodes.pop();
    const parent = parents.pop();
    const within = withins.pop() ?? start.within;
    if (!node) {
      const end = ends.pop();
      end?.tokens.emit(end.isModule ? ofModule(onFeature) : onFeature);
      if (end) within.include(end.tokens);
      continue;
    }

    count += 1;
    const before = folded?.get(node);
    const tokens = before ?? (isFunction(node) ? new FunctionTokens() : within);
    if (tokens !== within) {
      ends.push({ tokens, isModule: outermost !== undefined && parent === outermost });
      nodes.push(undefined);
      parents.push(undefined);
      withins.push(within);
      if (isPlainArrow(node, parent)) tokens.addInner(hashOf('whole', node.type));
    }
    if (before) {
      folded?.delete(node);
      continue;
    }
    if (node.type === 'Identifier') {
      addImport(tokens, imported?.get(node.name), node, parent);
      continue;
    }
    if (isPassedOver(node, parent)) continue;
    addSaid(tokens, node, parent, onFeature);

    for (const child of childrenOf(node)) {
      nodes.push(child);
      parents.push(node);
      withins.push(tokens);
    }
  }

  return count;
}

/** What a node adds to the function that it is in. */
function addSaid(
  tokens: FunctionTokens,
  node: AnyNode,
  parent: AnyNode | undefined,
  onFeature: OnFeature,
): void {
  const said = saidBy(node, parent);
  if (said) {
    const [kind, content] = said;
    const hash = hashOf(kind, content);
    tokens.add(hash);
    onFeature(kind, hash, content);
  }

  const deed = deedOf(node);
  if (deed !== undefined) tokens.addDeed(hashOf('shape', deed));
  const detail = detailOf(node, parent);
  if (detail !== undefined) tokens.addDetail(hashOf('detail', detail));
  const literal = literalOf(node, parent);
  if (literal !== undefined) tokens.addLiteral(hashOf('fine', literal));
}

function addImport(
  tokens: FunctionTokens,
  name: string | undefined,
  node: AnyNode,
  parent: AnyNode | undefined,
): void {
  if (name === undefined || isName(node, parent)) return;

  const said = property(name);
  tokens.addImport(said ? [hashOf(...said)] : []);
}

interface Step {
  readonly node: AnyNode;
  readonly parent?: AnyNode | undefined;
  readonly within: FunctionTokens;
}

/** Of a function whose nodes were all walked. */
interface FunctionEnd {
  readonly tokens: FunctionTokens;
  readonly isModule: boolean;
}

/** The one call that a file is, when it was wrapped in one: of the function that loaders put around it. */
function loaderCall({ body: [only, ...others] }: Program): AnyNode | undefined {
  const isAlone = others.length === 0 && only?.type === 'ExpressionStatement';

  return isAlone && only.expression.type === 'CallExpression' ? only.expression : undefined;
}

/** The features of the function around a module, which not all bundlers leave. */
function ofModule(onFeature: OnFeature): OnFeature {
  return (_, hash, content) => onFeature('module', hash, content);
}

/** Minifiers turn methods into arrows and back. */
function isPlainArrow(node: AnyNode, parent: AnyNode | undefined): boolean {
  return node.type === 'ArrowFunctionExpression' && parent?.type !== 'Property';
}

/**
 * From other packages, by their names here: what is of the same one is bundled with it, and called
 * by its name alone.
 */
function importedNames(program: Program): ReadonlyMap<string, string> {
  const imports = program.body
    .filter((node) => node.type === 'ImportDeclaration')
    .filter(({ source }) => !`${source.value}`.startsWith('.'));

  return new Map(
    imports.flatMap(({ specifiers }) =>
      specifiers.map((one) => [
        one.local.name,
        one.type === 'ImportSpecifier' && one.imported.type === 'Identifier'
          ? one.imported.name
          : 'default',
      ]),
    ),
  );
}

/** Of a member, and so no reference. */
function isName(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed;

  return isMemberName(node, parent) && parent?.type === 'Property' && !parent.shorthand;
}

type Said = readonly [kind: FeatureKind, content: string];

function saidBy(node: AnyNode, parent: AnyNode | undefined): Said | undefined {
  switch (node.type) {
    case 'Literal':
      return saidByLiteral(node, parent);
    case 'TemplateElement':
      return text(node.value.cooked ?? '');
    case 'MemberExpression':
      return isNamespace(node.object) || node.computed || node.property.type !== 'Identifier'
        ? undefined
        : property(node.property.name);
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return node.computed ? undefined : property(memberName(node) ?? '');
    default:
      return undefined;
  }
}

function saidByLiteral(node: NodeOf<'Literal'>, parent: AnyNode | undefined): Said | undefined {
  if (node.regex) return ['pattern', `${node.regex.pattern}/${node.regex.flags}`];
  if (isMemberName(node, parent)) return undefined;
  if (typeof node.value === 'number') return number(node.value, parent);
  if (typeof node.value !== 'string') return undefined;

  // What is read, or what is read from.
  if (parent?.type === 'MemberExpression') return property(node.value);
  return isTypeName(node.value, parent) ? undefined : text(node.value);
}

/** `typeof a === 'undefined'`, which minifiers write as `typeof a > 'u'`. */
function isTypeName(text: string, parent: AnyNode | undefined): boolean {
  return text === 'u' && parent?.type === 'BinaryExpression';
}

function text(said: string): Said | undefined {
  return said === '' || said === 'use strict' || said === 'undefined' ? undefined : ['text', said];
}

/** A branch is a branch, whether minifiers write it as `if`, `?` or `&&`. */
function detailOf(node: AnyNode, parent: AnyNode | undefined): string | undefined {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return 'branch';
    case 'BinaryExpression':
      return /^[!=]==?$/.test(node.operator) && !isTypeCheck(node) ? 'equal' : undefined;
    case 'ArrayExpression':
    case 'ObjectExpression':
      return node.type;
    case 'MemberExpression':
      return node.computed && node.property.type !== 'Literal' ? 'computed' : undefined;
    case 'Literal':
      return isSmallNumber(node) && parent?.type !== 'UnaryExpression'
        ? `${node.value}`
        : undefined;
    default:
      return undefined;
  }
}

/** Minifiers write `!0` and `void 0` for what is none. */
function isSmallNumber({ value }: NodeOf<'Literal'>): boolean {
  return value === 0 || value === 1;
}

function isTypeCheck({ left, right }: NodeOf<'BinaryExpression'>): boolean {
  return [left, right].some(
    (side) => side.type === 'UnaryExpression' && side.operator === 'typeof',
  );
}

/** What is done, where minifiers seldom find another way to do it. */
function deedOf(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return 'call';
    case 'ThisExpression':
    case 'ThrowStatement':
    case 'TryStatement':
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'SpreadElement':
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.type;
    case 'ForStatement':
    case 'WhileStatement':
      return 'loop';
    case 'BinaryExpression':
      return isTypeCheck(node) ? undefined : alike[node.operator];
    case 'UnaryExpression':
      return node.operator === 'delete' || node.operator === '~' ? node.operator : undefined;
    case 'UpdateExpression':
      return 'step';
    default:
      return undefined;
  }
}

/** Sides are swapped, and equality is kept apart from identity only where that matters. */
const alike: Readonly<Record<string, string>> = {
  '<': 'less',
  '>': 'less',
  '<=': 'at most',
  '>=': 'at most',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%',
  '&': '&',
  '|': '|',
  '^': '^',
  '<<': '<<',
  '>>': '>>',
  '>>>': '>>>',
  in: 'in',
  instanceof: 'instanceof',
};

/** Bundlers rename exports to names of one letter or two. */
function property(name: string): Said | undefined {
  return name.length < 3 || loaderNames.has(name) ? undefined : ['property', name];
}

const loaderNames = new Set(['exports', 'default', '__esModule', 'module']);

/** Minifiers write 0 and 1 for what is no number, and do sums. */
function number(value: number, parent: AnyNode | undefined): Said | undefined {
  const isSum = parent?.type === 'BinaryExpression' && /^[-+*/|&^%]|<<|>>/.test(parent.operator);

  return value >= 2 && !isSum ? ['number', `${value}`] : undefined;
}

function isMemberName(node: AnyNode, parent: AnyNode | undefined): boolean {
  return (
    (parent?.type === 'Property' ||
      parent?.type === 'MethodDefinition' ||
      parent?.type === 'PropertyDefinition') &&
    parent.key === node &&
    !parent.computed
  );
}

/** webpack's name of an imported module. */
function isNamespace(node: AnyNode): boolean {
  return node.type === 'Identifier' && node.name.includes('__WEBPACK_IMPORTED_MODULE_');
}

/** Where modules are loaded, by path or number, and where bundlers keep the names of functions. */
function isPassedOver(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (node.type === 'ImportDeclaration') return true;
  if (node.type !== 'Literal' || parent?.type !== 'CallExpression') return false;

  const [first, second, third] = parent.arguments;
  if (parent.callee.type !== 'Identifier' || third) return false;
  if (node === first && !second) {
    return typeof node.value === 'number' || calledName(parent) === 'require';
  }
  return node === second && isNameable(first) && /^[\w$]+$/.test(`${node.value}`);
}

function isNameable(node: AnyNode | undefined): boolean {
  return node?.type === 'Identifier' || isFunction(node) || isClass(node);
}

const placeOfKind = Object.fromEntries(
  featureKinds.map((kind, place) => [kind, place]),
) as Readonly<Record<FeatureKind, number>>;

function hashOf(kind: FeatureKind, content: string): number {
  let hash = 0x811c9dc5 ^ placeOfKind[kind];
  // Of what is long, both ends and the length are enough.
  const text = content.length > 400 ? `${content.slice(0, 200)}${content.slice(-200)}` : content;

  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return mixed(hash ^ content.length);
}
