import { lastName } from './last-name.ts';
import { returnsOf } from './members.ts';
import { bindingOf } from './scope.ts';
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
      return isResolvedPath(node.value, asked, depth + 1);
    case 'Conditional':
      return [node.yes, node.no].every((each) => isResolvedPath(each, asked, depth + 1));
    case 'Name':
      return isResolvedName(node, asked, depth);
    case 'Call': {
      const { callee, arguments: given } = node;
      const name = lastName(callee);
      if (resolvers.test(name)) return true;
      const [first] = given;
      if (wrappers.test(name) && first) return isResolvedPath(first.value, asked, depth + 1);
      return isMadeByOwn(callee, asked, depth);
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
  const definitions = binding?.definitions ?? [];

  return (
    definitions.length > 0 &&
    definitions.every((each) => {
      if (each.kind === 'parameter') return binding === asked.binding && asked.isResolved === true;
      return (
        each.kind === 'value' &&
        each.path.length === 0 &&
        isResolvedPath(each.node, asked, depth + 1)
      );
    })
  );
}

function isMadeByOwn(callee: Expression, asked: Asked, depth: number): boolean {
  const own = asked.values.functionsOf(callee);

  return (
    own.length > 0 &&
    own.every(({ node }) => {
      const results = returnsOf(node);
      return results.length > 0 && results.every((each) => isResolvedPath(each, asked, depth + 1));
    })
  );
}
