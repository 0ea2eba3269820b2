import { isKnown, isOfStandardLibrary } from '../known-packages.ts';
import { lastName } from '../last-name.ts';
import type { Modules } from '../modules.ts';
import { scopeOf } from '../scope.ts';
import type { AnyNode, Block, Except, NodeOf, Try } from '../syntax.ts';

type ImportNode = NodeOf<'Import' | 'ImportFrom'>;

/**
 * Imports of what is neither in the archive, nor of Python, nor a package that is known: a layer may have it, and code of
 * the function's own may be there, which calls anything.
 */
export class MissingImports {
  readonly #modules: Modules;
  readonly #isInstalled: (module: string) => boolean;

  constructor(modules: Modules, isInstalled: (module: string) => boolean) {
    this.#modules = modules;
    this.#isInstalled = isInstalled;
  }

  /** The first module that is not found; undefined where each is, or none runs. */
  in(node: ImportNode): string | undefined {
    const missing = this.#missingIn(node);

    return missing === undefined || isOfTypes(node) || this.#isReplaced(node) ? undefined : missing;
  }

  #missingIn(node: ImportNode): string | undefined {
    const names = node.type === 'Import' ? node.names.map(({ name }) => name) : [node.module];

    return names.find((name) => !this.#isThere(node, name));
  }

  #isThere(node: ImportNode, name: string): boolean {
    const from = scopeOf(node).file;
    const level = node.type === 'ImportFrom' ? node.level : 0;
    const [top = ''] = name.split('.', 1);
    if (level === 0 && (isOfStandardLibrary(top) || isKnown(top) || onlyTypes.test(top)))
      return true;

    const found = this.#modules.resolve(from, level, name);
    if (found?.kind === 'file') return true;
    if (level === 0 && this.#isInstalled(top)) return true;
    if (found === undefined) return false;

    return (
      node.type === 'Import' ||
      node.names.every((one) => this.#modules.submodule(found, one.name) !== undefined)
    );
  }

  /** Where it is not found, another import runs that is. */
  #isReplaced(node: ImportNode): boolean {
    const { of, own } = tryAround(node) ?? {};
    if (!of?.handlers.some(isOfImports)) return false;

    return [of.body, ...of.handlers.map(({ body }) => body)].some(
      (block) =>
        block !== own &&
        block.body.some(
          (each) =>
            (each.type === 'Import' || each.type === 'ImportFrom') &&
            this.#missingIn(each) === undefined,
        ),
    );
  }
}

/** Stubs of types, which code imports by name; and what `serverless-python-requirements` unpacks packages with. */
const onlyTypes = /^(?:mypy_boto3\w*|types_\w+|aws_lambda_typing|_typeshed|unzip_requirements)$/;

/** `if TYPE_CHECKING:`, which no run enters. */
function isOfTypes(node: AnyNode): boolean {
  for (let at = node, up = at.parent; up; at = up, up = at.parent) {
    if (up.type === 'If' && up.body === at && lastName(up.test) === 'TYPE_CHECKING') return true;
  }
  return false;
}

/** The statement, and which of its blocks a node stands in. */
function tryAround(node: AnyNode): { readonly of: Try; readonly own: Block } | undefined {
  for (
    let at: AnyNode = node, up = at.parent;
    up && up.type !== 'Function';
    at = up, up = at.parent
  ) {
    if (at.type !== 'Block') continue;
    if (up.type === 'Try') return { of: up, own: at };
    if (up.type === 'Except' && up.parent?.type === 'Try') return { of: up.parent, own: at };
  }
  return undefined;
}

function isOfImports({ types }: Except): boolean {
  const named = types?.type === 'Tuple' ? types.elements : types ? [types] : [];

  return types === undefined || named.some((one) => errors.has(lastName(one)));
}

const errors: ReadonlySet<string> = new Set(['ImportError', 'ModuleNotFoundError', 'Exception']);
