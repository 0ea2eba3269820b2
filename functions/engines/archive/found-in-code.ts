import type { Known } from '../../core/known.ts';
import type { JavaScriptSource } from '../javascript/index.ts';
import type { PythonSource } from '../python/index.ts';
import type { ArchiveContents, UnreadFile } from './archive-files.ts';
import { type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython } from './own-code.ts';

/** What each engine is asked, given what of the archive could not be read. */
interface Finders<T> {
  readonly python: (source: PythonSource, missed: readonly UnreadFile[]) => T;
  readonly javascript: (source: JavaScriptSource, missed: readonly UnreadFile[]) => T;
}

/**
 * What the engine of its language finds in the own code of a function; undefined for a layer and in another language.
 *
 * @throws when the analysis itself is at fault.
 */
export function knownInCode<T>(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
  { python, javascript }: Finders<T>,
): Known<T> | undefined {
  if (handler === undefined) return undefined;
  if (isPython(runtime)) {
    return ofPython(contents, handler, (...given) => ({ known: true, value: python(...given) }));
  }
  return isNode(runtime)
    ? ofJavaScript(contents, handler, (...given) => ({ known: true, value: javascript(...given) }))
    : undefined;
}

/** The same, where it does not matter why nothing is known: undefined also where the code cannot be analysed. */
export function foundInCode<T>(
  contents: ArchiveContents,
  entry: CodeEntry,
  finders: Finders<T>,
): T | undefined {
  const found = knownInCode(contents, entry, finders);

  return found?.known ? found.value : undefined;
}
