import { everyCallGives } from './every-call.ts';
import { everyResult } from './every-result.ts';
import { lastName } from './last-name.ts';
import { reachingDefinitions } from './reaching.ts';
import { type Binding, bindingOf, type Definition, isPlainlySet } from './scope.ts';
import type { Subject } from './subject.ts';
import type { Expression } from './syntax.ts';
import type { Values } from './value.ts';

interface Asked extends Pick<Subject, 'binding'> {
  readonly values: Values;
  /** Of a parameter: whether what the call gives is one. */
  readonly isResolved?: boolean | undefined;
}

/**
 * Whether a path has no `..` left: `os.path.realpath(x)`, `Path(x).resolve()`, or a name that was set to
 * one. What it begins with says nothing before.
 */
export function isResolvedPath(node: Expression, asked: Asked, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  asked.values.spend();

  switch (node.type) {
    case 'Await':
    case 'NamedValue':
      return isResolvedPath(node.value, asked, depth + 1);
    case 'Conditional':
      return [node.yes, node.no].every((each) => isResolvedPath(each, asked, depth + 1));
    case 'Text':
      return !node.value.includes('..');
    case 'Constant':
      return node.value === 'None';
    case 'Name':
      return isResolvedName(node, asked, depth);
    case 'Call': {
      const { callee, arguments: given } = node;
      const name = lastName(callee);
      if (resolvers.test(name)) return true;
      const [first] = given;
      if (wrappers.test(name) && first) return isResolvedPath(first.value, asked, depth + 1);
      if (/^(?:[rl]?strip|as_posix)$/.test(name) && callee.type === 'Attribute') {
        return isResolvedPath(callee.object, asked, depth + 1);
      }
      return everyResult(callee, asked.values, (each) => isResolvedPath(each, asked, depth + 1));
    }
    default:
      return false;
  }
}

/** Expressions that one is made of. */
const MOST_STEPS = 6;

/** `Path.absolute()` keeps what it has of `..`. */
const resolvers = /^(?:realpath|abspath|normpath|resolve|safe_join|secure_filename|basename)$/;

/** What makes another kind of value of the same path. */
const wrappers = /^(?:str|fspath|Path|PurePath|PosixPath)$/;

function isResolvedName(node: Expression, asked: Asked, depth: number): boolean {
  const binding = bindingOf(node);
  if (!binding || !isPlainlySet(binding)) return false;
  const reaching = reachingDefinitions(binding, node);

  return (
    reaching.length > 0 && reaching.every((each) => isResolvedBy(each, binding, asked, depth + 1))
  );
}

function isResolvedBy(each: Definition, of: Binding, asked: Asked, depth: number): boolean {
  if (each.kind === 'parameter') {
    return (
      (of === asked.binding && asked.isResolved === true) ||
      everyCallGives(each, asked.values, (given) => isResolvedPath(given, asked, depth))
    );
  }
  if (each.kind !== 'value') return false;
  const [index, ...more] = each.path;
  if (index === undefined) return isResolvedPath(each.node, asked, depth);
  const part = each.node.type === 'Tuple' ? each.node.elements[Number(index)] : undefined;

  return part !== undefined && more.length === 0 && isResolvedPath(part, asked, depth);
}
