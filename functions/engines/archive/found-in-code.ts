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
 * What the engine of its language finds in the own code of a function; undefined for a layer, in another language, and where the code
 * cannot be analysed.
 *
 * @throws when the analysis itself is at fault.
 */
export function foundInCode<T>(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
  { python, javascript }: Finders<T>,
): T | undefined {
  if (handler === undefined) return undefined;
  const found = isPython(runtime)
    ? ofPython(contents, handler, (...given) => ({ known: true, value: python(...given) }))
    : isNode(runtime)
      ? ofJavaScript(contents, handler, (...given) => ({
          known: true,
          value: javascript(...given),
        }))
      : undefined;

  return found?.known ? found.value : undefined;
}
