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
  const fields = childFields[node.type];
  if (fields.length === 0) return none;

  const children: AnyNode[] = [];
  for (const field of fields) {
    const value = node[field as keyof AnyNode] as Child | readonly Child[];
    if (isList(value)) {
      for (const each of value) if (each) children.push(each);
    } else if (value) children.push(value);
  }
  return children;
}

/** A list may have holes. */
type Child = AnyNode | null | undefined;

function isList(value: Child | readonly Child[]): value is readonly Child[] {
  return Array.isArray(value);
}

const none: readonly AnyNode[] = [];

/** Where nodes lie in others, in the order in which the parser fills them: half of all have none. */
const childFields: { readonly [T in AnyNode['type']]: readonly (keyof NodeOf<T>)[] } = {
  ArrayExpression: ['elements'],
  ArrayPattern: ['elements'],
  ArrowFunctionExpression: ['params', 'body'],
  AssignmentExpression: ['left', 'right'],
  AssignmentPattern: ['left', 'right'],
  AwaitExpression: ['argument'],
  BinaryExpression: ['left', 'right'],
  BlockStatement: ['body'],
  BreakStatement: ['label'],
  CallExpression: ['callee', 'arguments'],
  CatchClause: ['param', 'body'],
  ChainExpression: ['expression'],
  ClassBody: ['body'],
  ClassDeclaration: ['id', 'superClass', 'body'],
  ClassExpression: ['id', 'superClass', 'body'],
  ConditionalExpression: ['test', 'consequent', 'alternate'],
  ContinueStatement: ['label'],
  DebuggerStatement: [],
  DoWhileStatement: ['body', 'test'],
  EmptyStatement: [],
  ExportAllDeclaration: ['exported', 'source', 'attributes'],
  ExportDefaultDeclaration: ['declaration'],
  ExportNamedDeclaration: ['declaration', 'specifiers', 'source', 'attributes'],
  ExportSpecifier: ['local', 'exported'],
  ExpressionStatement: ['expression'],
  ForInStatement: ['left', 'right', 'body'],
  ForOfStatement: ['left', 'right', 'body'],
  ForStatement: ['init', 'test', 'update', 'body'],
  FunctionDeclaration: ['id', 'params', 'body'],
  FunctionExpression: ['id', 'params', 'body'],
  Identifier: [],
  IfStatement: ['test', 'consequent', 'alternate'],
  ImportAttribute: ['key', 'value'],
  ImportDeclaration: ['specifiers', 'source', 'attributes'],
  ImportDefaultSpecifier: ['local'],
  ImportExpression: ['source', 'options'],
  ImportNamespaceSpecifier: ['local'],
  ImportSpecifier: ['imported', 'local'],
  LabeledStatement: ['body', 'label'],
  Literal: [],
  LogicalExpression: ['left', 'right'],
  MemberExpression: ['object', 'property'],
  MetaProperty: ['meta', 'property'],
  MethodDefinition: ['key', 'value'],
  NewExpression: ['callee', 'arguments'],
  ObjectExpression: ['properties'],
  ObjectPattern: ['properties'],
  ParenthesizedExpression: ['expression'],
  PrivateIdentifier: [],
  Program: ['body'],
  Property: ['key', 'value'],
  PropertyDefinition: ['key', 'value'],
  RestElement: ['argument'],
  ReturnStatement: ['argument'],
  SequenceExpression: ['expressions'],
  SpreadElement: ['argument'],
  StaticBlock: ['body'],
  Super: [],
  SwitchCase: ['consequent', 'test'],
  SwitchStatement: ['discriminant', 'cases'],
  TaggedTemplateExpression: ['tag', 'quasi'],
  TemplateElement: [],
  TemplateLiteral: ['expressions', 'quasis'],
  ThisExpression: [],
  ThrowStatement: ['argument'],
  TryStatement: ['block', 'handler', 'finalizer'],
  UnaryExpression: ['argument'],
  UpdateExpression: ['argument'],
  VariableDeclaration: ['declarations'],
  VariableDeclarator: ['id', 'init'],
  WhileStatement: ['test', 'body'],
  WithStatement: ['object', 'body'],
  YieldExpression: ['argument'],
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
