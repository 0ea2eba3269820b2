import type { Places } from './evidence.ts';
import { type Harms, harm } from './harms.ts';
import type { Modules } from './modules.ts';
import { targetsOf } from './pattern.ts';
import { bindingOf, parentOf } from './scope.ts';
import { type AnyNode, isFunction } from './syntax.ts';

interface Source {
  readonly node: AnyNode;
  readonly harms: Harms;
  /** For a reader. */
  readonly text: string;
}

/** What is followed beside the event, of the function's own code: see `isOtherSource`. */
export function otherSources(modules: Modules, places: Places): readonly Source[] {
  const nodes = [...modules.files.values()].flatMap(({ sources }) => sources);

  return nodes
    .slice(0, MOST_SOURCES)
    .filter((node) => !places.isInPackage(node))
    .flatMap(sourcesAt);
}

/** Bundles catch thousands of errors, few of which are answered with. */
const MOST_SOURCES = 2000;

function sourcesAt(node: AnyNode): readonly Source[] {
  switch (node.type) {
    case 'CatchClause':
      return node.param ? errorsIn(node.param) : [];
    case 'CallExpression': {
      const [callback] = node.arguments;
      const parameter = isFunction(callback) ? callback.params[0] : undefined;
      return parameter ? errorsIn(parameter) : [];
    }
    case 'MemberExpression':
      return parentOf(node)?.type === 'AssignmentExpression'
        ? []
        : [{ node, harms: harm.path, text: 'the archive says it' }];
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return node.params[0] ? errorsIn(node.params[0]) : [];
    default:
      return [];
  }
}

/** Every read of what a pattern names, of an error. */
function errorsIn(pattern: AnyNode): readonly Source[] {
  return targetsOf(pattern).flatMap(({ node, path }) => {
    const isDetail = path.length === 0 || ['message', 'stack'].includes(path[0] ?? '');
    const reads = isDetail ? (bindingOf(node)?.reads ?? []) : [];
    return reads
      .filter((read) => read !== node)
      .map((read) => ({ node: read, harms: harm.error, text: 'the error is caught' }));
  });
}
