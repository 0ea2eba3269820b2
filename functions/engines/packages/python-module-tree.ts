import { folderOf } from './installed-copies.ts';
import { modulePath } from './python-module.ts';

/** The modules of Python in an archive. */
export interface ModuleTree {
  /** By path without an extension, the files that are it. */
  readonly modules: ReadonlyMap<string, readonly string[]>;
  /** Folders from which modules that were compiled for a processor are imported. */
  readonly compiledIn: ReadonlySet<string>;
  /** Whether a folder is part of a package, which imports from there by a name of its own. */
  isWithinPackage(folder: string): boolean;
  /** Paths of the folders in a folder that have an `__init__`. */
  packagesIn(folder: string): readonly string[];
}

export function moduleTree(paths: readonly string[]): ModuleTree {
  const modules = new Map<string, string[]>();
  const regular = new Map<string, Set<string>>();
  const compiled: string[] = [];

  for (const path of paths) {
    const module = modulePath(path);
    if (module === undefined) continue;

    const files = modules.get(module);
    if (files) files.push(path);
    else modules.set(module, [path]);
    if (/\.(?:cpython-\d[\w-]*|abi3)\.so$/.test(path)) compiled.push(module);
    if (module.endsWith('/__init__')) addPackage(folderOf(module), regular);
  }

  const isRegular = (folder: string) => regular.get(folderOf(folder))?.has(folder) === true;
  const isWithinPackage = (folder: string) => isRegular(folder) && !isVendorFolder(folder);
  return {
    modules,
    compiledIn: new Set(compiled.map((module) => outermost(folderOf(module), isRegular))),
    isWithinPackage,
    packagesIn: (folder) => [...(regular.get(folder) ?? [])],
  };
}

function addPackage(folder: string, regular: Map<string, Set<string>>): void {
  const parent = folderOf(folder);
  const packages = regular.get(parent) ?? new Set();

  regular.set(parent, packages.add(folder));
}

/** Own folders for what is others', whatever file lies in them. */
function isVendorFolder(folder: string): boolean {
  return /^(?:vendor(?:ed)?|libs?|third_party|deps|dependencies|packages|site_packages)$/.test(
    folder,
  );
}

/** The folder around the outermost of the packages that lie in one another. */
function outermost(folder: string, isRegular: (folder: string) => boolean): string {
  let at = folder;
  while (at !== '' && isRegular(at)) at = folderOf(at);

  return at;
}
