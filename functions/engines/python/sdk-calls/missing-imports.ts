import { constantText } from '../constant-text.ts';
import { isKnown, isOfStandardLibrary } from '../known-packages.ts';
import { lastName } from '../last-name.ts';
import type { Modules } from '../modules.ts';
import { scopeOf } from '../scope.ts';
import type { AnyNode, Block, Call, Except, NodeOf, Try } from '../syntax.ts';

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

  /** Of `import_module('shared')` and `__import__('shared')`; undefined for other calls, and for what is there. */
  inCall(node: Call): string | undefined {
    if (!/^(?:import_module|__import__)$/.test(lastName(node.callee))) return undefined;
    const name = constantText(node.arguments[0]?.value);
    const isHere = name === undefined || name.startsWith('.') || this.#isModule(node, name);

    return isHere ? undefined : name;
  }

  #isModule(node: AnyNode, name: string): boolean {
    const [top = ''] = name.split('.', 1);

    return (
      (this.#isKnown(top) && !this.#isOwn(top)) ||
      this.#modules.resolve(scopeOf(node).file, 0, name)?.kind === 'file'
    );
  }

  /** Of `from . import a`, and of `from own import a` of a package that has no such name, what it imports. */
  #missingIn(node: ImportNode): string | undefined {
    const names = node.type === 'Import' ? node.names.map(({ name }) => name) : [node.module];
    const missing = names.find((name) => !this.#isThere(node, name));
    if (missing !== undefined || node.type === 'Import') {
      return missing === '' ? node.names[0]?.name : missing;
    }
    const inside = node.names.find(({ name }) => this.#isLacking(node, name))?.name;

    return inside === undefined || node.module === '' ? inside : `${node.module}.${inside}`;
  }

  /** Whether a package of the archive has neither a module of that name nor anything else that it could be. */
  #isLacking(node: NodeOf<'ImportFrom'>, name: string): boolean {
    const found = this.#modules.resolve(scopeOf(node).file, node.level, node.module);
    if (found?.kind !== 'file' || !found.path.endsWith('/__init__.py') || name === '*')
      return false;
    const file = this.#modules.files.get(found.path);

    return (
      file !== undefined &&
      file.stars.length === 0 &&
      ![name, '__getattr__'].some((each) => file.scope.names.has(each)) &&
      !ofModules.has(name) &&
      this.#modules.submodule(found, name) === undefined
    );
  }

  #isKnown(top: string): boolean {
    return (
      isOfStandardLibrary(top) || isKnown(top) || onlyTypes.test(top) || this.#isInstalled(top)
    );
  }

  #isThere(node: ImportNode, name: string): boolean {
    const from = scopeOf(node).file;
    const level = node.type === 'ImportFrom' ? node.level : 0;
    const [top = ''] = name.split('.', 1);
    const found = this.#modules.resolve(from, level, name);
    if (found?.kind === 'file') return true;
    // A package of the archive comes before one of Python, or one that is installed, of the same name.
    if (level === 0 && this.#isKnown(top) && !this.#isOwn(top)) return true;
    if (found === undefined) return false;

    return (
      node.type === 'Import' ||
      node.names.every((one) => this.#modules.submodule(found, one.name) !== undefined)
    );
  }

  #isOwn(top: string): boolean {
    const found = this.#modules.resolve('', 0, top);

    return found?.kind === 'file' && found.path.endsWith('/__init__.py');
  }

  /** Where it is not found, another import runs that is, and gives the same names. */
  #isReplaced(node: ImportNode): boolean {
    const { of, own } = tryAround(node) ?? {};
    if (!of?.handlers.some(isOfImports)) return false;

    const given = new Set(
      [of.body, ...of.handlers.map(({ body }) => body)]
        .filter((block) => block !== own)
        .flatMap((block) => block.body)
        .flatMap((each) =>
          (each.type === 'Import' || each.type === 'ImportFrom') &&
          this.#missingIn(each) === undefined
            ? namesGiven(each)
            : [],
        ),
    );
    return namesGiven(node).every((name) => given.has(name));
  }
}

function namesGiven(node: ImportNode): readonly string[] {
  return node.names.map(({ name, alias }) => alias ?? name.split('.', 1).join());
}

/** Stubs of types, which code imports by name; and what `serverless-python-requirements` unpacks packages with. */
const onlyTypes = /^(?:mypy_boto3\w*|types_\w+|aws_lambda_typing|_typeshed|unzip_requirements)$/;

/** That every module has. */
const ofModules: ReadonlySet<string> = new Set(
  '__name__ __file__ __doc__ __path__ __dict__'.split(' '),
);

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
