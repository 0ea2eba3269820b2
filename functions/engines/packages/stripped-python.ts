import { folderOf } from './installed-copies.ts';
import { InvalidIdentity, normalisedName, type Package, packageOf } from './package.ts';
import { versionTextIn } from './python-module.ts';
import { type ModuleTree, moduleTree } from './python-module-tree.ts';
import { knownModulesIn } from './python-modules.ts';

/**
 * Packages of Python whose metadata was stripped to save room, as `slim: true` of
 * serverless-python-requirements does it, and many a layer. They are recognised by their modules, and
 * their versions by what a module says of itself.
 */
export interface StrippedPython {
  readonly packages: readonly Package[];
  /** What is there and cannot be named, or not at its version. */
  readonly unread: readonly Gap[];
}

interface Gap {
  readonly path: string;
  readonly reason: string;
}

/** Paths of the files that state the versions of stripped packages. */
export function strippedVersionFiles(paths: readonly string[]): readonly string[] {
  return strippedModules(metadataIn(paths), moduleTree(paths)).flatMap(({ versions }) => versions);
}

/**
 * @param paths of all files of the archive, and of those of Python in archives within it.
 * @param files those that were read.
 * @param recognised packages that something names already.
 */
export function strippedPython(
  paths: readonly string[],
  files: Iterable<{ readonly path: string; readonly text: string }>,
  recognised: readonly Package[],
): StrippedPython {
  const metadata = metadataIn(paths);
  const tree = moduleTree(paths);
  const elsewhere = recognised.filter(isNamedElsewhere);
  const names = new Set(elsewhere.map(({ name }) => name));
  const modules = strippedModules(metadata, tree).filter(
    ({ packages }) => !packages.some((name) => names.has(name)),
  );
  const texts = new Map([...files].map((file) => [file.path, file]));
  const found = [
    ...metadata.bare.map(namedByFolder),
    ...modules.map((one) => namedByCode(one, texts)),
  ];

  return {
    packages: found.filter(isPackage),
    unread: [
      ...found.flatMap((one) => (isPackage(one) ? [] : [one])),
      // A lock names the others.
      ...(elsewhere.length > 0 ? [] : strippedFolders(modules, metadata, tree)),
    ],
  };
}

/** By a lock, say, which names no folder. */
function isNamedElsewhere({ ecosystem, evidence }: Package): boolean {
  return ecosystem === 'PyPI' && !metadataFolder.test(evidence.path);
}

const metadataFolder = /\.(?:dist|egg)-info(?:\/|$)|(?:^|\/)EGG-INFO\//;

/** What installers have left, by the folder that it is about. */
interface Metadata {
  /** Normalised names; undefined for an egg, where all is of one package. */
  readonly names: ReadonlyMap<string, ReadonlySet<string> | undefined>;
  /** Folders of metadata in which there is none. */
  readonly bare: readonly string[];
}

function metadataIn(paths: readonly string[]): Metadata {
  const names = new Map<string, Set<string> | undefined>();
  const folders = new Map<string, boolean>();

  for (const path of paths) {
    const egg = path.lastIndexOf('EGG-INFO/');
    if (egg >= 0 && (egg === 0 || path[egg - 1] === '/'))
      names.set(folderOf(path.slice(0, egg)), undefined);

    const steps = path.split('/');
    const at = steps.findLastIndex((step) => /\.(?:dist|egg)-info$/.test(step));
    if (at < 0) continue;

    const root = steps.slice(0, at).join('/');
    const step = steps[at] ?? '';
    const ofRoot = names.has(root) ? names.get(root) : new Set<string>();
    names.set(root, ofRoot?.add(normalisedName('PyPI', step.split('-')[0] ?? '')));
    if (step.endsWith('.dist-info')) {
      const folder = steps.slice(0, at + 1).join('/');
      folders.set(folder, folders.get(folder) === true || steps[at + 1] === 'METADATA');
    }
  }

  const bare = [...folders].flatMap(([folder, isNamed]) => (isNamed ? [] : [folder]));
  return { names, bare };
}

/** A known module where nothing names the package that brought it. */
interface StrippedModule {
  readonly packages: readonly string[];
  /** In the archive, without an extension. */
  readonly path: string;
  /** The folder from which it is imported. */
  readonly root: string;
  /** Files of it that may state its version, best first. */
  readonly versions: readonly string[];
}

function strippedModules({ names }: Metadata, tree: ModuleTree): readonly StrippedModule[] {
  return knownModulesIn(tree.modules.keys()).flatMap(({ known, root }) => {
    const named = names.get(root);
    const isNamed =
      names.has(root) && (named === undefined || known.packages.some((name) => named.has(name)));
    if (isNamed || tree.isWithinPackage(root)) return [];

    const path = root === '' ? known.name : `${root}/${known.name}`;
    const places = [
      known.version,
      ...VERSION_FILES.map((file) => `${known.name}/${file}`),
      known.name,
    ];
    const files = places.flatMap((place) =>
      place === undefined ? [] : (tree.modules.get(root === '' ? place : `${root}/${place}`) ?? []),
    );
    return [
      { packages: known.packages, path, root, versions: [...new Set(files)].filter(isSource) },
    ];
  });
}

const VERSION_FILES = ['__init__', '__version__', '_version', 'version', '__about__'];

function isSource(path: string): boolean {
  return path.endsWith('.py');
}

/** The specification of wheels has name and version in the name of the folder. */
function namedByFolder(folder: string): Package | Gap {
  const name = folder.slice(folder.lastIndexOf('/') + 1).replace(/\.dist-info$/, '');
  const [distribution = '', version = ''] = name.split('-');

  return identified(distribution, version, {
    path: folder,
    reason: 'it has no METADATA, and its name has no version',
    channel: 'file name',
  });
}

function namedByCode(
  { packages, path, versions }: StrippedModule,
  texts: ReadonlyMap<string, { readonly text: string }>,
): Package | Gap {
  const [name = '', ...others] = packages;
  const [stated] = versions.flatMap((file) => {
    const version = versionTextIn(texts.get(file)?.text.slice(0, LONGEST_MODULE) ?? '');
    return version === undefined ? [] : [{ version, file }];
  });
  const reason = `${packages.join(' or ')} of PyPI without its metadata`;
  if (!stated) return { path, reason: `${reason}, of an unknown version` };
  if (others.length > 0) return { path, reason };

  return identified(name, stated.version, {
    path: stated.file,
    reason,
    channel: 'version in code',
  });
}

/** Characters. */
const LONGEST_MODULE = 200_000;

function identified(
  name: string,
  version: string,
  { path, reason, channel }: Gap & { readonly channel: 'file name' | 'version in code' },
): Package | Gap {
  try {
    return packageOf({ ecosystem: 'PyPI', name, version }, { channel, path });
  } catch (error) {
    if (error instanceof InvalidIdentity) return { path, reason };
    throw error;
  }
}

function isPackage(one: Package | Gap): one is Package {
  return 'purl' in one;
}

/**
 * Where all metadata is gone and packages are there nevertheless, any other folder of modules may be
 * one as well. Compiled modules are a sign of it too: own code hardly ever has any.
 */
function strippedFolders(
  modules: readonly StrippedModule[],
  { names }: Metadata,
  tree: ModuleTree,
): readonly Gap[] {
  const known = new Set(modules.map(({ path }) => path));
  const roots = new Set([...modules.map(({ root }) => root), ...tree.compiledIn]);

  return [...roots].flatMap((root) => {
    const others = tree.packagesIn(root).filter((path) => !known.has(path));
    const [first] = others;
    if (names.has(root) || first === undefined || tree.isWithinPackage(root)) return [];

    const more = others.length > 1 ? `, and ${others.length - 1} more beside it` : '';
    return [
      { path: first, reason: `a Python package or own code: metadata is missing here${more}` },
    ];
  });
}
