import type { FieldPath } from '../flow/index.ts';
import { targetsOf } from './pattern.ts';
import {
  type AnyNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isFunction,
  type NodeOf,
} from './syntax.ts';

/** Whether something else comes from there that is followed as the event is: an error, a secret, the name of a file in an archive. */
export function isOtherSource(node: AnyNode): boolean {
  return maySecretComeOf(node) || isErrorOrName(node);
}

function isErrorOrName(node: AnyNode): boolean {
  switch (node.type) {
    case 'CatchClause':
      return node.param !== null && node.param !== undefined;
    case 'CallExpression':
      return calledName(node) === 'catch' && isFunction(node.arguments[0]);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return isErrorFirst(node);
    case 'MemberExpression':
      return isOfEntry(node);
    default:
      return false;
  }
}

/** `(error, rows) => …`, and Express's `(error, request, response, next) => …`. */
function isErrorFirst({ params: [first, ...others] }: FunctionNode): boolean {
  return first?.type === 'Identifier' && errors.test(first.name) && others.length > 0;
}

const errors = /^(?:err|error|[a-z]{1,10}Err(?:or)?)$/;

/** `entry.path` of what is called an entry, or `header.name`: who made the archive chose it. */
function isOfEntry(node: NodeOf<'MemberExpression'>): boolean {
  const field = fieldRead(node) ?? '';
  if (node.computed || !namesInArchives.has(field)) return false;
  if (field === 'entryName') return true;

  const { object } = node;
  const name = object.type === 'Identifier' ? object.name : '';
  return field === 'name' ? name === 'header' : /entry$/i.test(name) || isPlainFile(node);
}

/** `file.path`, which is such a name only where the file is of an archive. */
export function isPlainFile({ object }: NodeOf<'MemberExpression'>): boolean {
  return object.type === 'Identifier' && object.name === 'file';
}

/** Of adm-zip; of yauzl, unzipper and tar; of tar-stream. */
const namesInArchives: ReadonlySet<string> = new Set(['entryName', 'fileName', 'path', 'name']);

/** Whether a secret of the function's own may come of it, by how it is written. */
export function maySecretComeOf(node: AnyNode): boolean {
  switch (node.type) {
    case 'MemberExpression': {
      const field = fieldRead(node);
      return field === 'env' || field === 'SecretString';
    }
    case 'CallExpression':
      return readers.has(calledName(node) ?? '');
    case 'ImportDeclaration':
      return /^(?:node:)?process$/.test(String(node.source.value));
    case 'VariableDeclarator':
      return node.id.type === 'ObjectPattern' && targetsOf(node.id).some(({ path }) => isEnv(path));
    default:
      return false;
  }
}

/** `const { env } = process` */
export function isEnv(path: FieldPath): boolean {
  return path.length === 1 && path[0] === 'env';
}

/** By the name that is called. */
const readers: ReadonlySet<string> = new Set(['send', 'getSecretValue', 'getParameter']);
