import { isOfStandardLibrary, isPlainPackage } from '../python/index.ts';

/** Which files of an archive run, by what code imports. More than really do is no harm, less is. */
export interface ImportedFiles {
  /** Those that Lambda may load the handler from. */
  ofHandler(handler: string): readonly string[];
  /** Those that a name may stand for in a file; none where it is of the runtime, or an SDK of AWS. */
  of(name: string, path: string): readonly string[];
  /** Whether others may run all the same, without any of these importing them. */
  mayHideOthers(reached: ReadonlySet<string>): boolean;
}

/** @param listing the paths of all files of the archive. */
export function javaScriptFiles(listing: readonly string[]): ImportedFiles {
  const paths = new Set(listing);
  const at = (file: string | undefined, endings: readonly string[]) =>
    file === undefined ? [] : endings.map((end) => `${file}${end}`).filter((one) => paths.has(one));

  return {
    ofHandler: (handler) => {
      const [, folder = '', module = ''] = /^(.*\/)?([^./]*)\.[^/]*$/.exec(handler) ?? [];
      return module === '' ? [] : at(joined([], `${folder}${module}`.split('/')), handlerEndings);
    },
    of: (name, path) => {
      // Lambda looks for packages in the folder of the function, too.
      const isPackage = !name.startsWith('.');
      const file = joined(isPackage ? [] : folderOf(path), name.split('/'));
      if (!paths.has(`${file}/package.json`)) return at(file, endings);
      // The manifest of a folder may name any file of it: the folder itself is no code.
      return isPackage ? [`${file}/`] : [];
    },
    mayHideOthers: () => false,
  };
}

const handlerEndings = ['', '.js', '.mjs', '.cjs'];

const endings = [
  ...handlerEndings,
  ...['.json', '.node', '/index.js', '/index.mjs', '/index.cjs', '/index.json', '/index.node'],
];

/**
 * @param listing the paths of all files of the archive.
 * @param isOwn of those in Python, whether no installer put it there.
 */
export function pythonFiles(
  listing: readonly string[],
  isOwn: (path: string) => boolean,
): ImportedFiles {
  const sources = listing.filter(
    (path) => path.endsWith('.py') && isPlainPackage(outermostOf(path)),
  );
  const own = new Set(sources.filter(isOwn).map(outermostOf));
  const installed = new Set(sources.map(outermostOf)).difference(own);
  const importable = listing.filter(
    (path) => mayBeImported(path) && !(/\.pyc?$/.test(path) && installed.has(outermostOf(path))),
  );
  const byModule = Map.groupBy(importable, moduleAt);
  const withPackages = (module: string): readonly string[] => {
    const own = byModule.get(module) ?? [];
    const above = packagesAround(module).flatMap((each) => byModule.get(each) ?? []);
    return own.length === 0 ? [] : [...own, ...above];
  };

  return {
    ofHandler: (handler) => {
      const dot = handler.lastIndexOf('.');
      const module = joined([], handler.slice(0, Math.max(dot, 0)).split(/[./]/));
      return module === undefined ? [] : withPackages(module);
    },
    of: (name, path) => {
      const dots = /^\.*/.exec(name)?.[0].length ?? 0;
      const folder = dots === 0 ? [] : path.split('/').slice(0, -dots);
      const module = joined(folder, name.slice(dots).split('.'));
      return module === undefined ? [] : withPackages(module);
    },
    // What the runtime imports for itself, it takes from the archive first.
    mayHideOthers: (reached) =>
      importable.some(
        (path) =>
          !reached.has(path) &&
          (/(?:^|\/)(?:site|user)customize\./.test(path) || isOfStandardLibrary(outermostOf(path))),
      ),
  };
}

/** As a module, compiled or not, but what AWS's SDK is made of. */
function mayBeImported(path: string): boolean {
  return /\.(?:pyc?|pyo|pyd|so)$/.test(path) && !sdk.test(path);
}

const sdk =
  /^(?:boto3|botocore|s3transfer|jmespath|urllib3|dateutil|six|python_dateutil)(?:-[\w.]+\.dist-info)?(?:\/|\.py$)/;

/** `a/b` of `a/b.py`, `a/b/__init__.py` and `a/__pycache__/b.cpython-313.pyc`; empty for the first folder. */
function moduleAt(path: string): string {
  const parts = path.split('/').filter((part) => part !== '__pycache__');
  const [name = ''] = (parts.pop() ?? '').split('.', 1);

  return [...parts, ...(name === '__init__' ? [] : [name])].join('/');
}

function outermostOf(path: string): string {
  return moduleAt(path).split('/', 1).join();
}

/** The first folder is none. */
function packagesAround(module: string): readonly string[] {
  const parts = module.split('/');

  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

function folderOf(path: string): readonly string[] {
  return path.split('/').slice(0, -1);
}

/** Undefined for what lies outside. */
function joined(folder: readonly string[], names: readonly string[]): string | undefined {
  const parts = [...folder];
  for (const name of names) {
    if (name === '..' && parts.pop() === undefined) return undefined;
    if (!['..', '.', ''].includes(name)) parts.push(name);
  }

  return parts.join('/');
}
