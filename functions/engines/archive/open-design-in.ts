import type { OpenDesign } from '../../core/open-design.ts';
import { findOpenDesign } from '../javascript/index.ts';
import { findOpenDesign as findInPython } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython, whereAllIsRead } from './own-code.ts';

/** What is known of the same archive already. */
type Analysed = Pick<CodeAnalysis, 'sdkCalls' | 'verifiesSignature'>;

/**
 * What a function does that is open by design: of code whose calls of AWS are all seen. Undefined where it asks
 * for something, or may do more.
 *
 * @throws when the analysis itself is at fault.
 */
export function openDesignIn(
  contents: ArchiveContents,
  { runtime, handler, loadsMore }: CodeEntry,
  { sdkCalls, verifiesSignature }: Analysed,
): OpenDesign | undefined {
  if (handler === undefined || loadsMore || !sdkCalls.known) return undefined;
  if (sdkCalls.value.unresolved.length > 0 || !verifiesSignature?.known || verifiesSignature.value)
    return undefined;
  const { calls } = sdkCalls.value;
  const found = isPython(runtime)
    ? ofPython(contents, handler, (source, missed) =>
        whereAllIsRead(missed, () => findInPython(source, calls)),
      )
    : isNode(runtime)
      ? ofJavaScript(contents, handler, (source, missed) =>
          whereAllIsRead(missed, () => findOpenDesign(source, calls)),
        )
      : undefined;

  return found?.known ? found.value : undefined;
}
