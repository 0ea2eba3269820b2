import type * as acorn from 'acorn';

/** Acorn's, but for how a literal is written, which no tree keeps: see `parseLean`. */
type Lean<T> = T extends readonly (infer E)[]
  ? Lean<E>[]
  : T extends acorn.Literal
    ? Omit<T, 'raw'>
    : T extends acorn.Node
      ? { [K in keyof T]: Lean<T[K]> }
      : T;

export type AnyNode = Lean<acorn.AnyNode>;
export type Program = Lean<acorn.Program>;

export type NodeOf<T extends AnyNode['type']> = Extract<AnyNode, { readonly type: T }>;

export type FunctionNode = NodeOf<
  'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression'
>;
export type ClassNode = NodeOf<'ClassDeclaration' | 'ClassExpression'>;
export type CallNode = NodeOf<'CallExpression' | 'NewExpression'>;

/** Of class or object: what a name leads to. */
export type MemberNode = NodeOf<'MethodDefinition' | 'PropertyDefinition' | 'Property'>;

export function isFunction(node: AnyNode | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  );
}

export function isClass(node: AnyNode | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

export function isCall(node: AnyNode | undefined): node is CallNode {
  return node?.type === 'CallExpression' || node?.type === 'NewExpression';
}

/** Nodes directly below, in source order but for few. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  const children = childrenIn[node.type] as (of: AnyNode) => readonly AnyNode[];

  return children(node);
}

const none: readonly AnyNode[] = [];

function childless(): readonly AnyNode[] {
  return none;
}

function present(...nodes: readonly (AnyNode | null | undefined)[]): readonly AnyNode[] {
  return nodes.filter((node) => node !== null && node !== undefined);
}

/** A list may have holes. */
function withoutHoles(elements: readonly (AnyNode | null)[]): readonly AnyNode[] {
  return elements.includes(null)
    ? elements.filter((element) => element !== null)
    : (elements as readonly AnyNode[]);
}

/**
 * Where nodes lie in others, in the order in which the parser fills them: half of all have none. One
 * function for each type, as engines read fields fast where all objects are of one shape.
 */
const childrenIn: {
  readonly [T in AnyNode['type']]: (node: NodeOf<T>) => readonly AnyNode[];
} = {
  ArrayExpression: ({ elements }) => withoutHoles(elements),
  ArrayPattern: ({ elements }) => withoutHoles(elements),
  ArrowFunctionExpression: ({ params, body }) => [...params, body],
  AssignmentExpression: ({ left, right }) => [left, right],
  AssignmentPattern: ({ left, right }) => [left, right],
  AwaitExpression: ({ argument }) => [argument],
  BinaryExpression: ({ left, right }) => [left, right],
  BlockStatement: ({ body }) => body,
  BreakStatement: ({ label }) => present(label),
  CallExpression: ({ callee, arguments: given }) => [callee, ...given],
  CatchClause: ({ param, body }) => present(param, body),
  ChainExpression: ({ expression }) => [expression],
  ClassBody: ({ body }) => body,
  ClassDeclaration: ({ id, superClass, body }) => present(id, superClass, body),
  ClassExpression: ({ id, superClass, body }) => present(id, superClass, body),
  ConditionalExpression: ({ test, consequent, alternate }) => [test, consequent, alternate],
  ContinueStatement: ({ label }) => present(label),
  DebuggerStatement: childless,
  DoWhileStatement: ({ body, test }) => [body, test],
  EmptyStatement: childless,
  ExportAllDeclaration: ({ exported, source, attributes }) =>
    present(exported, source, ...(attributes ?? none)),
  ExportDefaultDeclaration: ({ declaration }) => [declaration],
  ExportNamedDeclaration: ({ declaration, specifiers, source, attributes }) =>
    present(declaration, ...specifiers, source, ...(attributes ?? none)),
  ExportSpecifier: ({ local, exported }) => [local, exported],
  ExpressionStatement: ({ expression }) => [expression],
  ForInStatement: ({ left, right, body }) => [left, right, body],
  ForOfStatement: ({ left, right, body }) => [left, right, body],
  ForStatement: ({ init, test, update, body }) => present(init, test, update, body),
  FunctionDeclaration: ({ id, params, body }) => (id ? [id, ...params, body] : [...params, body]),
  FunctionExpression: ({ id, params, body }) => (id ? [id, ...params, body] : [...params, body]),
  Identifier: childless,
  IfStatement: ({ test, consequent, alternate }) =>
    alternate ? [test, consequent, alternate] : [test, consequent],
  ImportAttribute: ({ key, value }) => [key, value],
  ImportDeclaration: ({ specifiers, source, attributes }) => [
    ...specifiers,
    source,
    ...(attributes ?? none),
  ],
  ImportDefaultSpecifier: ({ local }) => [local],
  ImportExpression: ({ source, options }) => present(source, options),
  ImportNamespaceSpecifier: ({ local }) => [local],
  ImportSpecifier: ({ imported, local }) => [imported, local],
  LabeledStatement: ({ body, label }) => [body, label],
  Literal: childless,
  LogicalExpression: ({ left, right }) => [left, right],
  MemberExpression: ({ object, property }) => [object, property],
  MetaProperty: ({ meta, property }) => [meta, property],
  MethodDefinition: ({ key, value }) => [key, value],
  NewExpression: ({ callee, arguments: given }) => [callee, ...given],
  ObjectExpression: ({ properties }) => properties,
  ObjectPattern: ({ properties }) => properties,
  ParenthesizedExpression: ({ expression }) => [expression],
  PrivateIdentifier: childless,
  Program: ({ body }) => body,
  Property: ({ key, value }) => [key, value],
  PropertyDefinition: ({ key, value }) => present(key, value),
  RestElement: ({ argument }) => [argument],
  ReturnStatement: ({ argument }) => (argument ? [argument] : none),
  SequenceExpression: ({ expressions }) => expressions,
  SpreadElement: ({ argument }) => [argument],
  StaticBlock: ({ body }) => body,
  Super: childless,
  SwitchCase: ({ consequent, test }) => present(...consequent, test),
  SwitchStatement: ({ discriminant, cases }) => [discriminant, ...cases],
  TaggedTemplateExpression: ({ tag, quasi }) => [tag, quasi],
  TemplateElement: childless,
  TemplateLiteral: ({ expressions, quasis }) => [...expressions, ...quasis],
  ThisExpression: childless,
  ThrowStatement: ({ argument }) => [argument],
  TryStatement: ({ block, handler, finalizer }) => present(block, handler, finalizer),
  UnaryExpression: ({ argument }) => [argument],
  UpdateExpression: ({ argument }) => [argument],
  VariableDeclaration: ({ declarations }) => declarations,
  VariableDeclarator: ({ id, init }) => (init ? [id, init] : [id]),
  WhileStatement: ({ test, body }) => [test, body],
  WithStatement: ({ object, body }) => [object, body],
  YieldExpression: ({ argument }) => present(argument),
};

/** As `literalText`, and of short sums of such: `'ev' + 'al'`. */
export function constantText(node: AnyNode | undefined, depth = 0): string | undefined {
  if (node?.type !== 'BinaryExpression' || node.operator !== '+') return literalText(node);
  if (depth > maxTerms) return undefined;

  const left = constantText(node.left, depth + 1);
  const right = left === undefined ? undefined : constantText(node.right, depth + 1);
  return right === undefined ? undefined : left + right;
}

/** Sums in code can be a hundred thousand deep. */
const maxTerms = 20;

/** The text of a literal that is a string or a number, or of a template without holes. */
export function literalText(node: AnyNode | undefined): string | undefined {
  if (node?.type === 'Literal') {
    return typeof node.value === 'string' || typeof node.value === 'number'
      ? String(node.value)
      : undefined;
  }
  if (node?.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

/** The field that `object.field` and `object['field']` read; undefined when it is computed. */
export function fieldRead(node: NodeOf<'MemberExpression'>): string | undefined {
  return node.computed ? constantText(node.property) : nameOf(node.property);
}

/** The name of a member; undefined when it is computed. */
export function memberName({ computed, key }: MemberNode | NodeOf<'Property'>): string | undefined {
  return computed ? literalText(key) : (nameOf(key) ?? literalText(key));
}

/** The names of the fields of an object as it is written; what is spread or computed has none. */
export function fieldNames({ properties }: NodeOf<'ObjectExpression'>): readonly string[] {
  return properties.flatMap((each) => (each.type === 'Property' ? (memberName(each) ?? []) : []));
}

/** What an expression comes to: minifiers put statements before it into a sequence. */
export function lastOf(node: AnyNode): AnyNode {
  return (node.type === 'SequenceExpression' && node.expressions.at(-1)) || node;
}

/**
 * Of what it stands for when called: of `f`, `o.f`, `o['f']` and a compiler's `(0, o.f)`, it is `f`;
 * of the class above, it is `super`.
 */
export function calledName({ callee }: CallNode): string | undefined {
  const called = callee.type === 'SequenceExpression' ? callee.expressions.at(-1) : callee;

  switch (called?.type) {
    case 'Identifier':
      return called.name;
    case 'MemberExpression':
      return fieldRead(called);
    case 'Super':
      return 'super';
    default:
      return undefined;
  }
}

/** Private names keep their mark, so that `#x` and `x` are two. */
function nameOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'PrivateIdentifier' ? `#${node.name}` : undefined;
}
