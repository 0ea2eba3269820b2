import { type Known, unknown } from '../../core/known.ts';
import { bringsCommands } from './commands-apart.ts';
import {
  type DependencyGraph,
  type DependencyNode,
  dependencyGraph,
  type GraphedPackage,
  type Project,
} from './dependency-graph.ts';
import type { Ecosystem } from './ecosystem.ts';
import { asProjectsAsk } from './formats/as-projects-ask.ts';
import { jarManifest, jarOf, pomProperties } from './formats/jar-formats.ts';
import type { NamedVersion } from './formats/named-version.ts';
import {
  isProjectManifest,
  npmManifest,
  requiredByProject,
  requiredByVersionless,
} from './formats/npm-manifest.ts';
import { mapKnown, type OtherFiles, type PackageFormat } from './formats/package-format.ts';
import { packageFormats } from './formats/package-formats.ts';
import { pomXml, requiredByPom } from './formats/pom-xml.ts';
import { auditedProgram } from './formats/rust-formats.ts';
import { type Importable, importableFrom } from './importable.ts';
import {
  type ExternalImports,
  type HandlerImports,
  type Importers,
  importersOf,
  type Surroundings,
} from './importers.ts';
import { folderOf, foldersUpwards, isInStore } from './installed-copies.ts';
import type { Installer } from './installer.ts';
import { asMavenProjectAsks } from './maven-project.ts';
import { packageMetadataPath } from './metadata-files.ts';
import {
  type Identity,
  InvalidIdentity,
  type Package,
  type PackageEvidence,
  packageOf,
} from './package.ts';
import type { PackageFolders } from './package-folders.ts';
import { hasProgramName, modulesOfProgram } from './programs/program.ts';
import { requirersOf } from './requirers.ts';
import { installedNames, mayLackMost, uninstalledOf } from './uninstalled-locks.ts';

/** Characters: manifests of some hundred thousand exist, and locks of some ten thousand packages. */
const LONGEST = 16_000_000;

export interface InstalledPackages {
  /** Each copy by itself, in the order of the files. */
  readonly packages: readonly Package[];
  /** Files that should name packages and do not, or not all of them. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
  /** What its handler imports from elsewhere; undefined where that is not known. */
  readonly externalImports?: ExternalImports | undefined;
  /** What handlers may import from here; undefined where that is not known. */
  readonly importable?: Importable | undefined;
}

/** How an archive is entered. */
export interface Entered {
  /** Undefined for a layer: it has no handler, and the functions that use it import from it. */
  readonly imports?: HandlerImports | undefined;
  /** Paths of all files, read or not. */
  readonly paths: readonly string[];
  readonly folders: PackageFolders;
  /** By folder, the names that an installed package's code may require: see Surroundings. @default not known */
  readonly requiredIn?: Surroundings['requiredIn'];
}

interface ReadableFile {
  readonly path: string;
  readonly text: string;
  readonly bytes: Uint8Array;
}

/**
 * What installers and compilers left in an archive; of an ecosystem of which they left nothing,
 * what was locked. Files that say nothing of packages are passed over.
 *
 * @param entered without which nothing is said of what a handler comes to.
 */
export function installedPackages(
  files: Iterable<ReadableFile>,
  entered?: Entered,
): InstalledPackages {
  const all = [...files];
  const described = all.flatMap((file) => {
    const format = packageFormats.find(({ describes }) => describes(file.path));
    return format ? [{ file, format }] : [];
  });
  const metadata = described.filter((each) => !isLock(each));
  const poms = new Map(
    metadata.flatMap(({ file, format }) =>
      format === pomXml ? [[folderOf(file.path), file] as const] : [],
    ),
  );
  const others = otherFilesIn(all);
  const extracted = withoutNeedlessManifests(metadata).map((each) =>
    extractionBeside(each, poms, others),
  );
  const installed = [...programsIn(all), ...extracted];

  const seen = installedNames(installed);
  const allLocks = firstOfFolder(described.filter(isLock));
  const locks = allLocks.filter(
    (each) =>
      !seen.has(each.format.ecosystem) ||
      (mayLackMost(each.format.ecosystem) && marksDevelopment(each, all)),
  );

  const manifests = all.filter(({ path }) => isProjectManifest(path));
  const locked = locks.flatMap((each) =>
    uninstalledOf(lockIn(each, all, others), seen.get(each.format.ecosystem)),
  );
  const { found, unread } = collected([...installed, ...locked], installersIn(allLocks));
  const projects = manifests.map(projectIn);
  const graph = dependencyGraph(asMavenProjectAsks(found), projects);
  if (!graph) return { packages: found.map((one) => one.package), unread };

  if (!entered) return { packages: withOrigins(graph), unread };

  const { imports, folders, requiredIn } = entered;
  if (!imports) {
    return { packages: withOrigins(graph), unread, importable: importableFrom(graph, entered) };
  }
  const versionless = versionlessIn(all);
  const surroundings = {
    folders,
    versionless,
    isOfCommands: commandFolders(others),
    ...(requiredIn && { requiredIn }),
  };
  const importers = importersOf(graph, imports, surroundings);
  return {
    packages: withOrigins(graph, importers),
    unread,
    externalImports: importers.externalImports,
  };
}

/**
 * By a package's folder and one in it, whether what lies there is loaded by the package's commands alone: of those of which
 * that is known, whose manifest says so, too.
 */
function commandFolders(textAt: OtherFiles): (folder: string, within: string) => boolean {
  return (folder, within) =>
    ofCommands.some((known) => `${folder}/${within}`.endsWith(`node_modules/${known}`)) &&
    bringsCommands(textAt(`${folder}/package.json`) ?? '', within);
}

/** With packages of their own within. Source: protobufjs 5 and 6, whose `bin/pbjs` and `bin/pbts` load `cli`. */
const ofCommands: readonly string[] = ['protobufjs/cli'];

/** By folder, what those of the installed packages require that have no version of their own. */
function versionlessIn(files: readonly ReadableFile[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    files.flatMap(({ path, text }) => {
      if (!npmManifest.describes(path) || text.length > LONGEST) return [];
      const requires = requiredByVersionless(text);
      return requires ? [[folderOf(path), requires] as const] : [];
    }),
  );
}

/** What a file that names packages, or should, was found to name. */
interface Extraction {
  readonly ecosystem: Ecosystem;
  readonly evidence: PackageEvidence;
  readonly named: Known<readonly NamedVersion[]>;
}

interface Described {
  readonly file: ReadableFile;
  readonly format: PackageFormat;
}

function programsIn(files: readonly ReadableFile[]): readonly Extraction[] {
  const audited = new Set(files.map(({ path }) => auditedProgram(path)));

  return files.flatMap(({ path, bytes }) => {
    const named = hasProgramName(path) && modulesOfProgram(bytes, audited.has(path));
    return named ? [{ ecosystem: 'Go', evidence: { channel: 'build info', path }, named }] : [];
  });
}

/** Of those that were read for their packages, the text of each by its path. */
function otherFilesIn(files: readonly ReadableFile[]): OtherFiles {
  const byPath = new Map(files.map((file) => [file.path, file]));

  return (path) => {
    const text = packageMetadataPath(path) ? byPath.get(path)?.text : undefined;
    return text !== undefined && text.length <= LONGEST ? text : undefined;
  };
}

function extractionOf(
  { file, format: { ecosystem, channel, read } }: Described,
  others: OtherFiles,
): Extraction {
  const { path, text } = file;
  const named =
    text.length > LONGEST
      ? unknown(`it is longer than ${LONGEST} characters`)
      : read(text, path, others);

  return { ecosystem, evidence: { channel, path: auditedProgram(path) ?? path }, named };
}

/** The properties of an artifact give its version, and the pom beside them what it requires. */
function extractionBeside(
  described: Described,
  poms: ReadonlyMap<string, ReadableFile>,
  others: OtherFiles,
): Extraction {
  const extraction = extractionOf(described, others);
  const { path } = described.file;
  const pom = described.format === pomProperties ? poms.get(folderOf(path)) : undefined;
  if (!pom) return extraction;

  const asked = requiredByPom(pom.text, path.split('/').at(-3) ?? '');
  const named = mapKnown(extraction.named, (all) => all.map((one) => ({ ...one, ...asked })));
  return { ...extraction, named };
}

/** A lock that does not mark development dependencies is read along with the manifests beside it. */
function lockIn(
  described: Described,
  files: readonly ReadableFile[],
  others: OtherFiles,
): Extraction {
  const extraction = extractionOf(described, others);
  const { named } = extraction;
  const { manifest } = described.format;
  if (!manifest || !named.known) return extraction;

  const asked = manifestsBeside(described, files).flatMap(({ text }) =>
    text.length <= LONGEST ? [manifest.asked(text)] : [],
  );
  return { ...extraction, named: mapKnown(named, (all) => asProjectsAsk(all, asked)) };
}

function manifestsBeside({ file, format }: Described, files: readonly ReadableFile[]) {
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);

  return files.filter(
    ({ path }) => path.startsWith(folder) && format.manifest?.describes(path) === true,
  );
}

/** Whether what is for development is left out of what the lock names, by itself or by a manifest. */
function marksDevelopment(described: Described, files: readonly ReadableFile[]): boolean {
  return described.format.manifest === undefined || manifestsBeside(described, files).length > 0;
}

/**
 * Where Maven has left its own word of what an archive is, the manifest has nothing to add. Where it
 * has left only that of others, which were shaded in, the manifest may say; if not, that is no gap.
 */
function withoutNeedlessManifests(described: readonly Described[]): readonly Described[] {
  const poms = described.filter(({ format }) => format === pomProperties || format === pomXml);
  const byJar = Map.groupBy(poms, ({ file }) => jarOf(file.path));
  const withProperties = new Set(
    poms.flatMap(({ file, format }) => (format === pomProperties ? [folderOf(file.path)] : [])),
  );

  return described.filter(({ file, format }) => {
    if (format === pomXml) return !withProperties.has(folderOf(file.path));
    const ofJar = format === jarManifest ? byJar.get(jarOf(file.path)) : undefined;
    if (!ofJar) return true;

    const isItself = ofJar.some((pom) => isNamedFor(jarOf(file.path), pom.file.path));
    return !isItself && jarManifest.read(file.text, file.path, () => undefined).known;
  });
}

/** Whether the archive has the name of the artifact that the file in it describes. */
function isNamedFor(jar: string, pom: string): boolean {
  const artifact = pom.split('/').at(-2) ?? '';

  return jar.slice(jar.lastIndexOf('/') + 1).startsWith(`${artifact}-`);
}

/** Of the locks of one ecosystem in one folder, those of the format that is put first. */
function firstOfFolder(locks: readonly Described[]): readonly Described[] {
  const folders = Map.groupBy(
    locks,
    ({ file: { path }, format }) =>
      `${format.ecosystem} ${path.slice(0, path.lastIndexOf('/') + 1)}`,
  );
  const place = ({ format }: Described) => packageFormats.indexOf(format);

  return [...folders.values()].flatMap((inFolder) => {
    const first = Math.min(...inFolder.map(place));
    return inFolder.filter((each) => place(each) === first);
  });
}

function isLock({ format }: Described): boolean {
  return format.channel === 'lockfile';
}

function projectIn({ path, text }: ReadableFile): Project {
  const requires = text.length > LONGEST ? [] : requiredByProject(text);

  return { folder: folderOf(path), requires };
}

function withOrigins(graph: DependencyGraph, importers?: Importers): readonly Package[] {
  const requirers = requirersOf(graph.nodes);

  return graph.nodes.map((node, at) => {
    const [requiredBy, importedBy] = [requirers[at], importers?.ways[at]];
    const requires = node.statesRequires ? purlsOf(node, graph) : undefined;

    return {
      ...node.package,
      ...(requiredBy && { requiredBy }),
      ...(importedBy && { importedBy }),
      ...(requires && { requires }),
    };
  });
}

function purlsOf({ requires }: DependencyNode, { nodes }: DependencyGraph): readonly string[] {
  return [...new Set(requires.flatMap((at) => nodes[at]?.package.purl ?? []))];
}

/** By ecosystem and folder: what it is that a project there uses, though its lock has nothing to add. */
function installersIn(locks: readonly Described[]): ReadonlyMap<string, Installer> {
  return new Map(
    locks.flatMap(({ file, format: { ecosystem, installer } }) =>
      installer
        ? [[`${ecosystem} ${folderOf(file.path)}`, installer(file.text, file.path)] as const]
        : [],
    ),
  );
}

function collected(extractions: readonly Extraction[], installers: ReadonlyMap<string, Installer>) {
  const packages: GraphedPackage[] = [];
  const unread: { path: string; reason: string }[] = [];

  for (const { ecosystem, evidence, named } of extractions) {
    const gap = named.known ? named.incomplete : named.reason;
    if (gap !== undefined) unread.push({ path: evidence.path, reason: gap });

    for (const one of named.known ? named.value : []) {
      const found = packageIn({ ecosystem, name: one.name, version: one.version }, evidence);
      const { functionMarks } = one;
      const marked = (own: Package) => ({ ...own, ...(functionMarks && { functionMarks }) });
      if (found.known) packages.push(graphed(withInstaller(marked(found.value), installers), one));
      else unread.push({ path: evidence.path, reason: found.reason });
    }
  }

  return { found: packages, unread };
}

/** That of the nearest folder above. Only pnpm can be seen in what it installs. */
function withInstaller(found: Package, installers: ReadonlyMap<string, Installer>): Package {
  const { ecosystem, evidence } = found;
  const above = installers.size > 0 ? foldersUpwards(folderOf(evidence.path)) : [];
  const [nearest] = above.flatMap(
    (folder) => installers.get(`${ecosystem} ${folder.replace(/\/$/, '')}`) ?? [],
  );
  const installer = nearest ?? (isInStore(evidence.path) ? 'pnpm' : undefined);

  return installer ? { ...found, installer } : found;
}

/** A lock names many packages, and where each would be; a manifest lies in its own. */
function graphed(
  found: Package,
  { folder, keys, requires, mayUse = [], isTopLevel = false }: NamedVersion,
): GraphedPackage {
  const { path } = found.evidence;
  const own = folderOf(path);
  const shared = folderOf(own);
  const place = found.ecosystem === 'npm' ? own : shared;

  return {
    package: found,
    folder: folder === undefined ? place : [own, folder].filter(Boolean).join('/'),
    keys,
    requires: requires ?? [],
    statesRequires: requires !== undefined,
    mayUse,
    isTopLevel,
  };
}

function packageIn(identity: Identity, evidence: PackageEvidence): Known<Package> {
  try {
    return { known: true, value: packageOf(identity, evidence) };
  } catch (error) {
    if (error instanceof InvalidIdentity) return unknown(error.message);
    throw error;
  }
}
