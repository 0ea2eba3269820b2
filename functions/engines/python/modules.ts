import { CodeNotAnalysed } from '../flow/index.ts';
import { type AddedFolder, addedFolders } from './added-folders.ts';
import { constantText } from './constant-text.ts';
import { type LinkedFile, link } from './link.ts';
import { folderOf, joined, moduleFile, relativeFolder, type SourceFiles } from './module-file.ts';
import { MOST_TOKENS, parsePython, SyntaxFault, TooManyTokens } from './parse.ts';

export interface Unread {
  readonly path: string;
  readonly reason: string;
}

/** A file of the archive, or a folder of one without an `__init__`. */
export type FoundModule =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string };

/** The files that a handler's file reaches by imports, itself first. */
export interface Modules {
  readonly files: ReadonlyMap<string, LinkedFile>;
  /** Reached, and not Python in whole or in part. */
  readonly unread: readonly Unread[];
  /** What an import in a file means; undefined for what is not in the archive. */
  resolve(from: string, level: number, module: string): FoundModule | undefined;
  /** `module.name` where it is a file or folder as well. */
  submodule(of: FoundModule, name: string): FoundModule | undefined;
}

/** Why the handler is not seen: where its file is not all Python, that is the cause. */
export function noHandler(
  {
    handler,
    path,
    name,
  }: { readonly handler: string; readonly path: string; readonly name: string },
  { unread }: Modules,
): CodeNotAnalysed {
  const broken = unread.find((file) => file.path === path);

  return new CodeNotAnalysed(
    broken
      ? `${path}: ${broken.reason}`
      : `the handler ${handler} is not analysed: ${path} has no function ${name} that can be seen`,
  );
}

/** @throws CodeNotAnalysed when the entry cannot be parsed, or all is too much to hold. */
export function loadModules(
  sources: SourceFiles,
  entry: string,
  mostTokens = MOST_TOKENS,
): Modules {
  const known = loaded.get(sources);
  if (known?.entry === entry && known.mostTokens === mostTokens) return known.modules;

  const modules = load(sources, entry, mostTokens);
  loaded.set(sources, { entry, mostTokens, modules });
  return modules;
}

/** Of files that are asked about again, for another question: what takes longest is to parse and link them. */
const loaded = new WeakMap<
  SourceFiles,
  { readonly entry: string; readonly mostTokens: number; readonly modules: Modules }
>();

function load(sources: SourceFiles, entry: string, mostTokens: number): Modules {
  const finder = new ModuleFinder(sources);
  // Where it is not looked in by Python itself, PYTHONPATH has it, or nothing there would be found.
  finder.lookIn([{ folder: folderOf(entry), isFirst: false }]);
  const files = new Map<string, LinkedFile>();
  const unread: Unread[] = [];
  const reached = new Set([entry]);
  let tokensLeft = mostTokens;

  // A set that grows while it is walked is walked to its new end.
  for (const path of reached) {
    const made = parsed(path, sources.get(path) ?? '', tokensLeft);
    if (made === 'too much') throw tooMuch(path, mostTokens);
    const { file, reason, tokens = 0 } = made;
    tokensLeft -= tokens;
    if (reason !== undefined) unread.push({ path, reason });
    if (!file) {
      if (path === entry) throw new CodeNotAnalysed(`${path}: ${reason}`);
      continue;
    }
    files.set(path, file);
    // What was not found before may lie there.
    const again = finder.lookIn(addedFolders(file)) ? files.values() : [file];
    for (const each of again) {
      for (const next of importedFiles(each, finder)) reached.add(next);
    }
  }

  return {
    files,
    unread,
    resolve: (from, level, module) => finder.resolve(from, level, module),
    submodule: (of, name) => finder.submodule(of, name),
  };
}

interface Parsed {
  readonly file?: LinkedFile;
  readonly reason?: string;
  readonly tokens?: number;
}

function parsed(path: string, text: string, mostTokens: number): Parsed | 'too much' {
  try {
    const { module, faults, tokens } = parsePython(text, mostTokens);
    const [first, ...others] = faults;
    const file = link(path, module);
    if (!first) return { file, tokens };

    const more = others.length > 0 ? `, and at ${others.length} more places` : '';
    return {
      file,
      tokens,
      reason: `not Python at ${lineOf(text, first.at)}: ${first.message}${more}`,
    };
  } catch (error) {
    if (error instanceof TooManyTokens) return 'too much';
    if (!(error instanceof SyntaxFault)) throw error;
    return { reason: `not Python at ${lineOf(text, error.at)}: ${error.message}` };
  }
}

function lineOf(text: string, at: number): string {
  let line = 1;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) {
    line += 1;
  }

  return `line ${line}`;
}

function importedFiles(file: LinkedFile, finder: ModuleFinder): readonly string[] {
  const computed = ['import_module', '__import__'].flatMap((name) => file.calls.get(name) ?? []);
  const named = computed.flatMap((call) => constantText(call.arguments[0]?.value) ?? []);

  return [
    ...[...named, ...modulesOfDjango(file)].flatMap((name) => finder.filesAlong(file.path, name)),
    ...inStatements(file, finder),
  ];
}

/** Settings, the module of addresses that they name, and those that it includes. */
function modulesOfDjango({ calls, scope }: LinkedFile): readonly string[] {
  const settings = (calls.get('setdefault') ?? []).flatMap(({ arguments: [key, value] }) =>
    constantText(key?.value) === 'DJANGO_SETTINGS_MODULE' ? (constantText(value?.value) ?? []) : [],
  );
  const [root] = scope.names.get('ROOT_URLCONF')?.definitions ?? [];
  const urls = root?.kind === 'value' ? (constantText(root.node) ?? []) : [];
  const included = (calls.get('include') ?? []).flatMap(
    ({ arguments: [module] }) => constantText(module?.value) ?? [],
  );

  return [...settings, urls, ...included].flat();
}

function inStatements(file: LinkedFile, finder: ModuleFinder): readonly string[] {
  return file.imports.flatMap((node) => {
    if (node.type === 'Import') {
      return node.names.flatMap(({ name }) => finder.filesAlong(file.path, name));
    }
    const module = finder.resolve(file.path, node.level, node.module);
    const along = node.level > 0 ? [] : finder.filesAlong(file.path, node.module);
    const inside = module
      ? node.names.flatMap(({ name }) => finder.submodule(module, name) ?? [])
      : [];
    return [...along, ...[module, ...inside].flatMap((found) => pathOf(found))];
  });
}

function pathOf(found: FoundModule | undefined): readonly string[] {
  return found?.kind === 'file' ? [found.path] : [];
}

/** Finds modules as Python does: from the root of the archive, the folder of the file, or one that code adds. */
class ModuleFinder {
  readonly #sources: SourceFiles;
  readonly #folders = new Set<string>();
  /** That the code adds to those where Python looks. */
  readonly #added = new Set<string>();
  /** Of those, where it looks before anything else. */
  readonly #first = new Set<string>();

  constructor(sources: SourceFiles) {
    this.#sources = sources;
    for (const path of sources.keys()) {
      for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
        if (this.#folders.has(folder)) break;
        this.#folders.add(folder);
      }
    }
  }

  /** @returns whether one of them is new. */
  lookIn(folders: readonly AddedFolder[]): boolean {
    const before = this.#added.size;
    for (const { folder, isFirst } of folders) {
      if (this.#added.size >= MOST_ADDED) break;
      this.#added.add(folder);
      if (isFirst) this.#first.add(folder);
    }

    return this.#added.size > before;
  }

  resolve(from: string, level: number, module: string): FoundModule | undefined {
    if (level > 0) return this.#at(relativeFolder(from, level), module);

    for (const folder of this.#first) {
      const there = this.#at(folder, module);
      if (there?.kind === 'file') return there;
    }
    // That of the file for Python 2.
    const found = this.#at('', module) ?? this.#at(folderOf(from), module);
    if (found?.kind === 'file') return found;
    const added = [...this.#added].map((folder) => this.#at(folder, module));
    return added.find((one) => one?.kind === 'file') ?? found ?? added.find(Boolean);
  }

  /** The files of packages that an import of `a.b.c` runs on its way. */
  filesAlong(from: string, module: string): readonly string[] {
    const steps = module.split('.').slice(0, MOST_STEPS);

    return steps.flatMap((_, index) =>
      pathOf(this.resolve(from, 0, steps.slice(0, index + 1).join('.'))),
    );
  }

  submodule(of: FoundModule, name: string): FoundModule | undefined {
    if (of.kind === 'folder') return this.#at(of.path, name);

    return of.path.endsWith('/__init__.py') ? this.#at(folderOf(of.path), name) : undefined;
  }

  #at(folder: string, module: string): FoundModule | undefined {
    const path = moduleFile(this.#sources, folder, module);
    if (path !== undefined) return { kind: 'file', path };

    const place = joined(folder, module.replaceAll('.', '/'));
    return this.#folders.has(place) ? { kind: 'folder', path: place } : undefined;
  }
}

/** Folders: with each, all files that were read are looked through again. */
const MOST_ADDED = 20;

/** Of a name that is made to be long. */
const MOST_STEPS = 20;

function tooMuch(path: string, most: number): CodeNotAnalysed {
  return new CodeNotAnalysed(
    `the code is too much to analyse: with ${path} the handler reaches more than ${most.toLocaleString('en')} words and signs`,
  );
}
