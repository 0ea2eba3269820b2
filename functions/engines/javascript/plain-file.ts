import { type IsHere, isTelltale, type PlainFile, type Span } from '../flow/index.ts';
import { isBundlerHelper, isInnerHelper } from './bundler-helpers.ts';
import {
  calledAlone,
  callOf,
  isDeclared,
  isPutIntoAnother,
  keptUnder,
  rootOf,
  wholeOf,
} from './client-uses.ts';
import { isReadByName, variablesReadAt } from './environment-reads.ts';
import { isMention, link } from './link.ts';
import { requestOf } from './loads.ts';
import { isOfPackage, lastName, withoutZero } from './of-plain-package.ts';
import { ownTreeOf } from './parse.ts';
import {
  isBuiltIn,
  isOfAwsSdk,
  isPlainGlobal,
  isPlainMember,
  isPlainModule,
} from './plain-names.ts';
import { isOfFiles, isPlainPackage } from './plain-packages.ts';
import { type Binding, bindingOf, type Definition, parentOf } from './scope.ts';
import {
  type AnyNode,
  childrenOf,
  fieldRead,
  isFunction,
  literalText,
  memberName,
  type NodeOf,
} from './syntax.ts';

/**
 * What a file of plain code does with clients of AWS; undefined where it may do more than its calls
 * show. Each rule names what may stand there, and anything else is no: a client stands under one name,
 * and only before a method; what is called is written in the archive, or of the runtime and harmless.
 *
 * @throws as `parseJavaScript` does.
 */
export function plainFile(text: string, isHere: IsHere): PlainFile | undefined {
  const { program } = link('', ownTreeOf(text).program);
  const clients = new Set<Binding>();
  const variables = new Set<string>();
  const pending: AnyNode[] = program.body.filter((each) => !isBundlerHelper(each, text));
  const packages = new Set<string>();
  let readsFiles = false;

  for (let node = pending.pop(); node; node = pending.pop()) {
    const made = isOfClient(node) ? keptUnder(node, isFrom) : undefined;
    if (isOfClient(node) && !made) return undefined;
    if (made) clients.add(made);
    if (!isPlain(node, isHere)) return undefined;
    for (const name of variablesReadAt(node)) variables.add(name);
    readsFiles ||= isOfFiles(fieldAt(node)) || isFieldByCaller(node);
    const request = requestOf(node);
    if (request !== undefined && isPlainPackage(request)) packages.add(request);
    pending.push(...childrenOf(node));
  }
  const calls = [...clients].map(callsOf);

  if (!calls.every((each) => each !== undefined)) return undefined;

  return {
    calls: calls.flat(),
    shared: [],
    taken: new Set(),
    variables,
    packages,
    readsFiles,
  };
}

function isPlain(node: AnyNode, isHere: IsHere): boolean {
  switch (node.type) {
    case 'Identifier':
      return !isTelltale(node.name) && (!isMention(node) || isPlainMention(node));
    case 'Literal':
      return !isTelltale(String(node.value));
    case 'TemplateElement':
      return !isTelltale(node.value.cooked ?? '');
    case 'MemberExpression':
      return isPlainField(node);
    case 'Property':
      return node.kind === 'init' && isPlainMember(memberName(node) ?? '');
    case 'CallExpression':
      return isPlainCallee(node.callee) && areRequestsPlain(node, isHere);
    case 'ImportDeclaration':
      return areRequestsPlain(node, isHere);
    case 'ExportNamedDeclaration':
      return !node.source;
    case 'TaggedTemplateExpression':
      return isOfPackage(node.tag);
    default:
      return plainTypes.has(node.type);
  }
}

/** Without any by which code is run, or changed, that is not written there: classes have a `this`. */
const plainTypes: ReadonlySet<AnyNode['type']> = new Set([
  'ArrayExpression',
  'ArrayPattern',
  'ArrowFunctionExpression',
  'AssignmentExpression',
  'AssignmentPattern',
  'AwaitExpression',
  'BinaryExpression',
  'BlockStatement',
  'BreakStatement',
  'CatchClause',
  'ChainExpression',
  'ConditionalExpression',
  'ContinueStatement',
  'DoWhileStatement',
  'EmptyStatement',
  'ExportDefaultDeclaration',
  'ExportSpecifier',
  'ExpressionStatement',
  'ForInStatement',
  'ForOfStatement',
  'ForStatement',
  'FunctionDeclaration',
  'FunctionExpression',
  'IfStatement',
  'ImportDefaultSpecifier',
  'ImportNamespaceSpecifier',
  'ImportSpecifier',
  'LogicalExpression',
  'NewExpression',
  'ObjectExpression',
  'ObjectPattern',
  'Program',
  'RestElement',
  'ReturnStatement',
  'SequenceExpression',
  'SpreadElement',
  'SwitchCase',
  'SwitchStatement',
  'TemplateLiteral',
  'ThrowStatement',
  'TryStatement',
  'UnaryExpression',
  'UpdateExpression',
  'VariableDeclaration',
  'VariableDeclarator',
  'WhileStatement',
]);

/** Of a name that is made up as it runs, only of data: `Math[name]` may be what makes code. */
function isPlainField(node: NodeOf<'MemberExpression'>): boolean {
  const field = fieldRead(node);
  if (field !== undefined) return isPlainMember(field);
  const all = bindingOf(rootOf(node))?.definitions ?? [];
  const isData = ({ kind, ...one }: Definition) =>
    kind === 'parameter' || (kind === 'value' && 'node' in one && !isFunction(one.node));
  return all.length > 0 && all.every(isData);
}

/** A name that stands for a value. */
function isPlainMention(node: NodeOf<'Identifier'>): boolean {
  const binding = bindingOf(node);

  if (!binding) return isPlainGlobal(node.name) || isPlainlyUsed(node);
  if (binding.isImplicit || isInnerHelper(node.name)) return false;
  if (isOfModule(binding)) return isPlainlyUsed(node);
  return !binding.definitions.some(isOfSdk) || isPlainUseOfSdk(node, binding);
}

/** `module` and `exports`, which every file has. */
function isOfModule({ name, scope, definitions }: Binding): boolean {
  return definitions.length === 0 && !scope.up && (name === 'module' || name === 'exports');
}

/** `require('…')`, `process.env.NAME`, `exports.name =` and `module.exports =`. */
function isPlainlyUsed(node: NodeOf<'Identifier'>): boolean {
  const parent = parentOf(node);
  if (node.name === 'require') {
    return parent?.type === 'CallExpression' && parent.callee === node;
  }
  if (parent?.type !== 'MemberExpression' || parent.object !== node) return false;
  const field = fieldRead(parent);

  if (node.name === 'process') return field === 'env' && isReadByName(parent);
  if (node.name === 'exports') return field !== undefined && isAssigned(parent);
  if (node.name !== 'module' || field !== 'exports') return false;
  const above = parentOf(parent);
  const isPart = above?.type === 'MemberExpression' && above.object === parent;
  return isAssigned(parent) || (isPart && fieldRead(above) !== undefined && isAssigned(above));
}

function fieldAt(node: AnyNode): string {
  if (node.type === 'MemberExpression') return fieldRead(node) ?? '';

  if (node.type === 'ImportSpecifier') return importedName(node);

  return node.type === 'Property' ? (memberName(node) ?? '') : '';
}

function importedName({ imported }: NodeOf<'ImportSpecifier'>): string {
  return imported.type === 'Identifier' ? imported.name : String(imported.value);
}

/** `res[name]`: a framework hands its own objects to functions. */
function isFieldByCaller(node: AnyNode): boolean {
  if (node.type !== 'MemberExpression' || fieldRead(node) !== undefined) return false;

  return bindingOf(rootOf(node))?.definitions.some(({ kind }) => kind === 'parameter') ?? true;
}

function isAssigned(node: AnyNode): boolean {
  const parent = parentOf(node);

  return parent?.type === 'AssignmentExpression' && parent.left === node && parent.operator === '=';
}

/** `new Client(…)`, `Document.from(…)`, `marshall(…)`, and a constant of the SDK. */
function isPlainUseOfSdk(node: NodeOf<'Identifier'>, { definitions }: Binding): boolean {
  if (isDeclared(node)) return true;
  const whole = calledAlone(wholeOf(node));
  const parent = parentOf(whole);

  switch (parent?.type) {
    case 'NewExpression':
      return parent.callee === whole;
    case 'CallExpression':
      return parent.callee === whole && (isFrom(parent) || conversions.has(lastName(whole)));
    case 'BinaryExpression':
      return parent.operator === 'instanceof' && parent.right === whole;
    default:
      return (
        whole !== node && /^[A-Z]+(?:_[A-Z]+)*$/.test(lastName(whole)) && definitions.every(isNamed)
      );
  }
}

/** What the SDK converts without asking anyone. */
const conversions: ReadonlySet<string> = new Set(['marshall', 'unmarshall', 'input', 'output']);

/** Of version 3, whose names have no other clients in them. */
function isNamed(definition: Definition): boolean {
  return definition.kind === 'import' && !['*', 'default'].includes(definition.name);
}

function isFrom({ callee }: NodeOf<'CallExpression'>): boolean {
  if (callee.type !== 'MemberExpression' || fieldRead(callee) !== 'from') return false;

  return /Document/.test(lastName(callee.object));
}

function isOfSdk(definition: Definition): boolean {
  if (definition.kind === 'import') return isOfAwsSdk(definition.from);
  if (definition.kind !== 'value') return false;

  const from = requestOf(rootOf(definition.node));
  return from !== undefined && isOfAwsSdk(from);
}

/** `require('aws-sdk')` of `require('aws-sdk').S3`. */
/** Whether a client comes about here: anything may be one that is neither of the runtime nor a command. */
function isOfClient(node: AnyNode): node is NodeOf<'NewExpression' | 'CallExpression'> {
  if (node.type === 'CallExpression') return isFrom(node);
  if (node.type !== 'NewExpression') return false;

  const { callee } = node;
  if (isOfPackage(callee)) return false;
  const binding = bindingOf(callee);
  if (callee.type === 'Identifier' && !binding) return !isPlainGlobal(callee.name);
  const names = binding ? binding.definitions.map(nameOfClass) : [lastName(callee)];
  return names.length === 0 || !names.every((name) => /(?:Command|Error)$/.test(name));
}

/** As its module calls it: a file may give it another name. */
function nameOfClass(definition: Definition): string {
  if (definition.kind === 'import') return definition.name;

  return definition.kind === 'value' ? (definition.path.at(-1) ?? lastName(definition.node)) : '';
}

/** Where its methods are called; undefined where it is anything else than called. */
function callsOf({ reads, definitions }: Binding): readonly Span[] | undefined {
  const uses = reads.filter((node) => !isDeclared(node) && !isPutIntoAnother(node, isFrom));
  const calls = uses.map(callOf);

  return definitions.length === 1 && calls.every((call) => call !== undefined) ? calls : undefined;
}

/** What is called is written in the archive, a method, or of the runtime. */
function isPlainCallee(called: AnyNode): boolean {
  const callee = withoutZero(called);

  switch (callee.type) {
    case 'Identifier': {
      const binding = bindingOf(callee);
      if (!binding) return callee.name === 'require' || isPlainGlobal(callee.name);
      return binding.definitions.length > 0 && binding.definitions.every(isPlainFunction);
    }
    case 'MemberExpression':
      return fieldRead(callee) !== undefined;
    default:
      return isFunction(callee) || (callee.type === 'CallExpression' && isOfPackage(callee));
  }
}

function isPlainFunction(definition: Definition): boolean {
  switch (definition.kind) {
    case 'function':
    case 'import':
      return true;
    case 'parameter':
      return definition.path.length === 0 && isCallback(definition);
    case 'value':
      return isFunction(definition.node) || requestOf(rootOf(definition.node)) !== undefined;
    default:
      return false;
  }
}

/** By which code in the archive is called back, or Lambda. */
function isCallback({ of, index }: Extract<Definition, { kind: 'parameter' }>): boolean {
  const parameter = of.params[index];

  return (
    parameter?.type === 'Identifier' &&
    /^(?:callback|cb|done|next|resolve|reject)$/.test(parameter.name)
  );
}

function areRequestsPlain(
  node: NodeOf<'CallExpression' | 'ImportDeclaration'>,
  isHere: IsHere,
): boolean {
  const isLoad = node.type === 'ImportDeclaration' || lastName(node.callee) === 'require';
  if (!isLoad) return true;
  const name = literalText(node.type === 'ImportDeclaration' ? node.source : node.arguments[0]);
  if (name === undefined) return false;
  if (name.startsWith('.')) return isHere(name);
  // A file of the archive may stand for a package, and then runs.
  if (!isBuiltIn(name)) isHere(name);

  if (isPlainPackage(name)) return true;

  return isPlainModule(name) && (!isOfAwsSdk(name) || isDeclaredOrMade(node));
}

/** What is required under a name, or to make a client of it: handed on, it has none. */
function isDeclaredOrMade(node: AnyNode): boolean {
  if (node.type === 'ImportDeclaration') return true;
  const whole = wholeOf(node);
  const parent = parentOf(whole);

  return parent?.type === 'VariableDeclarator' || parent?.type === 'NewExpression';
}
