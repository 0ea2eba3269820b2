import { parentOf } from './scope.ts';
import { specifierText } from './specifier-text.ts';
import {
  type AnyNode,
  calledName,
  childrenOf,
  constantText,
  fieldRead,
  isCall,
  isFunction,
  literalText,
  memberName,
  type NodeOf,
} from './syntax.ts';
import { runsText } from './worker-options.ts';

/**
 * Whether a node is, or leads to, what may run text that is no constant: a call of a sink, or a
 * sink that goes by other names. Code without any does nothing of the kind, whatever it is given.
 * An identifier is one if it is a global.
 */
export function mayRunText(node: AnyNode): boolean {
  switch (node.type) {
    case 'Identifier':
      return evaluators.has(node.name) && isUsed(node);
    case 'MemberExpression':
      return makesCode(node);
    case 'ImportExpression':
      return specifierText(node.source) === undefined || isLoader(literalText(node.source));
    case 'ImportDeclaration':
      return isLoader(literalText(node.source));
    case 'CallExpression':
      return calledName(node) === 'require' && loadsAnything(node.arguments);
    case 'NewExpression':
      return calledName(node) === 'Worker' && runsText(node.arguments);
    default:
      return false;
  }
}

const evaluators: ReadonlySet<string> = new Set(['eval', 'Function']);

/** Whether a module runs text. */
function isLoader(specifier: string | undefined): boolean {
  return specifier !== undefined && /^(?:node:)?vm$/.test(specifier);
}

function loadsAnything([specifier]: readonly AnyNode[]): boolean {
  if (!specifier) return false;
  const text = specifierText(specifier);

  return text === undefined || isLoader(text);
}

/** Whether what has this name is called with what is no constant, or handed on. */
function isUsed(node: AnyNode): boolean {
  const parent = parentOf(node);

  switch (parent?.type) {
    case 'CallExpression':
    case 'NewExpression': {
      const given: readonly AnyNode[] = parent.arguments;
      return given.includes(node) || given.some((each) => constantText(each) === undefined);
    }
    case 'MemberExpression':
      // Function.prototype, and o.eval: the latter is a method, or else the global object's.
      return parent.object === node
        ? !['prototype', 'name', 'length'].includes(fieldRead(parent) ?? '')
        : parent.computed || isGlobalObject(parent.object);
    case 'BinaryExpression':
      return false;
    case 'UnaryExpression':
      return false;
    case 'VariableDeclarator':
      return !isTried(parent) && !isOfZod(parent);
    case 'Property':
      return parent.value === node;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.key !== node;
    case 'ImportSpecifier':
    case 'ExportSpecifier':
    case 'LabeledStatement':
      return false;
    default:
      return true;
  }
}

/**
 * Whether a function keeps a name for it only to try whether it runs constant text at all, as zod
 * does: `let e = Function; return new e(""), true`.
 */
function isTried({ id, init }: NodeOf<'VariableDeclarator'>): boolean {
  if (id.type !== 'Identifier' || init?.type !== 'Identifier') return false;

  let around: AnyNode | undefined = id;
  while (around && !isFunction(around)) around = parentOf(around);
  if (!around) return false;

  let isCalled = false;
  const open: AnyNode[] = [around];
  for (let node = open.pop(); node; node = open.pop()) {
    const children = childrenOf(node);
    const tried = isCall(node) && node.arguments.every((each) => constantText(each) !== undefined);

    for (const child of children) {
      const isNamed = child.type === 'Identifier' && child.name === id.name && child !== id;
      if (!isNamed) continue;
      if (!tried || !isCall(node) || node.callee !== child) return false;
      isCalled = true;
    }
    open.push(...children);
  }
  return isCalled;
}

/**
 * Whether it is in the class of zod 4 that writes functions: of what a schema says, and never of the
 * values that it checks. Minifiers leave the names of its methods.
 */
function isOfZod(node: AnyNode): boolean {
  let around = parentOf(node);
  while (around && around.type !== 'MethodDefinition' && around.type !== 'Program') {
    around = parentOf(around);
  }
  if (around?.type !== 'MethodDefinition' || memberName(around) !== 'compile') return false;

  const body = parentOf(around);
  const names = (body ? childrenOf(body) : []).flatMap((member) =>
    member.type === 'MethodDefinition' ? (memberName(member) ?? []) : [],
  );
  return names.includes('indented') && names.includes('write');
}

/** `globalThis[name]()`, and the constructors of constructors and of functions. */
function makesCode(node: Extract<AnyNode, { type: 'MemberExpression' }>): boolean {
  const field = fieldRead(node);
  const { object } = node;
  if (field === undefined) return isGlobalObject(object) && isCallee(node);
  if (node.computed && evaluators.has(field)) return isGlobalObject(object);
  if (field !== 'constructor') return false;

  if (object.type === 'MemberExpression') return fieldRead(object) === 'constructor';
  const isOfPrototype = isCall(object) && calledName(object) === 'getPrototypeOf';
  return isFunction(isOfPrototype ? object.arguments[0] : object);
}

function isCallee(node: AnyNode): boolean {
  const parent = parentOf(node);

  return isCall(parent) && parent.callee === node;
}

function isGlobalObject(node: AnyNode): boolean {
  return node.type === 'Identifier' && ['globalThis', 'global'].includes(node.name);
}
