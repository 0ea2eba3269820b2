import type { SdkCall } from '../../core/sdk-calls.ts';
import type { PlainFile } from '../flow/index.ts';
import { plainFile as plainJavaScript } from '../javascript/index.ts';
import { plainFile as plainPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import {
  type CodeAnalysis,
  type CodeEntry,
  isNode,
  isPython,
  type PlainCode,
} from './code-analysis.ts';
import { type ImportedFiles, javaScriptFiles, pythonFiles } from './imported-files.ts';
import { ownPython } from './own-files.ts';
import { areSeen } from './seen-calls.ts';

/**
 * What the handler comes to, if the calls that are seen in it are all that it can make: it is small and
 * plain, all of it is here, it imports no package but SDKs of AWS and such as are known to call nothing,
 * and wherever it calls a client, a call is seen. Of any other code that says nothing: a layer, a package or another program makes calls, a
 * client goes where no one follows it, a name is made up as it runs. What is not certain is undefined.
 * Files of the archive that no file of it imports never run, for plain code loads nothing else.
 */
export function plainCodeIn(
  { listing, files }: ArchiveContents,
  { runtime, handler, loadsMore = true }: CodeEntry,
  calls: CodeAnalysis['sdkCalls'],
): PlainCode | undefined {
  const language = isNode(runtime) ? javaScript : isPython(runtime) ? python : undefined;
  const isWhole = handler !== undefined && !loadsMore;
  if (!language || !isWhole || !calls.known || calls.value.unresolved.length > 0) return undefined;

  let isOwn: ReturnType<typeof ownPython> | undefined;
  const imported = language.filesOf(
    listing.map(({ path }) => path),
    // Asked of Python alone.
    (path) => {
      isOwn ??= ownPython(listing, handler, files);
      return isOwn(path);
    },
  );
  const first = imported.ofHandler(handler);
  const reached = new Set(first);
  const plain = plainFilesFrom(reached, { language, imported, files, calls: calls.value.calls });
  if (!plain || first.length === 0 || imported.mayHideOthers(reached)) return undefined;
  const isApart = plain.every((one) =>
    plain.every((other) => one === other || !takesFrom(one, other)),
  );
  const packages = new Set(plain.flatMap((file) => [...file.packages]));
  const isServing = packages.size > 0 && plain.some(({ readsFiles }) => readsFiles);
  if (!isApart || isServing) return undefined;

  const variables = new Set(plain.flatMap((file) => [...file.variables]));
  return {
    files: [...reached].toSorted(),
    variables: [...variables].toSorted(),
    packages: [...packages].toSorted(),
  };
}

interface Reading {
  readonly language: Language;
  readonly imported: ImportedFiles;
  readonly files: ArchiveContents['files'];
  readonly calls: readonly SdkCall[];
}

/**
 * What runs, once each; undefined where any of it is not plain.
 *
 * @param reached where it begins; what is imported is added.
 */
function plainFilesFrom(
  reached: Set<string>,
  { language, imported, files, calls }: Reading,
): readonly PlainFile[] | undefined {
  const texts = new Map(files.map((file) => [file.path, file]));
  const seen = Map.groupBy(calls, ({ path }) => path);
  const plain: PlainFile[] = [];

  // A set that grows while it is walked is walked to its new end.
  for (const path of reached) {
    if (path.endsWith('.json')) continue;
    const isHere = (name: string) => {
      const found = imported.of(name, path);
      for (const one of found) reached.add(one);
      return found.length > 0;
    };
    const text = language.source.test(path) ? texts.get(path)?.text : undefined;
    const isRead = text !== undefined && text.length <= MOST_CHARACTERS;
    const file = isRead ? language.plainFile(text, isHere) : undefined;
    if (!isRead || !file || !areSeen(file.calls, text, seen.get(path) ?? [])) return undefined;
    if (reached.size > MOST_FILES) return undefined;
    plain.push(file);
  }
  return plain;
}

interface Language {
  readonly source: RegExp;
  /** @throws where the text is no code of the language. */
  readonly plainFile: typeof plainJavaScript;
  readonly filesOf: (listing: readonly string[], isOwn: (path: string) => boolean) => ImportedFiles;
}

/** What is larger is a bundle. */
const MOST_CHARACTERS = 100_000;

/** More is no small code. */
const MOST_FILES = 200;

const javaScript: Language = {
  source: /^(?!(?:.*\/)?node_modules\/).*\.[cm]?js$/,
  plainFile: plainJavaScript,
  filesOf: javaScriptFiles,
};

const python: Language = {
  source: /\.py$/,
  plainFile: plainPython,
  filesOf: pythonFiles,
};

/** Whether a file may get at a client of another. */
function takesFrom({ taken }: PlainFile, { shared }: PlainFile): boolean {
  return shared.some((name) => taken.has(name));
}
