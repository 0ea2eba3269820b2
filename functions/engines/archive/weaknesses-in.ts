import { unknown } from '../../core/known.ts';
import { findWeaknesses } from '../javascript/index.ts';
import { modulePath } from '../packages/index.ts';
import { findWeaknesses as findPythonWeaknesses } from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { gaps, inPart } from './in-part.ts';
import { ofJavaScript, ofPython } from './own-code.ts';

/**
 * Weaknesses of own code that its handler leads to; unknown where it cannot be analysed.
 *
 * @throws when the analysis itself is at fault.
 */
export function weaknessesIn(
  contents: ArchiveContents,
  { runtime, handler, loadsMore = true }: CodeEntry,
): CodeAnalysis['weaknesses'] {
  if (handler === undefined) return unknown('a layer has no handler to begin at');
  if (isPython(runtime)) return pythonWeaknessesIn(contents, { runtime, handler, loadsMore });
  if (!isNode(runtime)) return unknown(`code in ${runtime ?? 'no runtime'} is not analysed yet`);

  return ofJavaScript(contents, handler, (source, missed) => {
    const isAll = !loadsMore && contents.unread.length === 0 && !isUnreadHandler(contents, handler);
    const found = findWeaknesses({ ...source, runtime, isAll });

    return inPart(
      found.weaknesses,
      gaps('not read', [...missed, ...found.unread]),
      gaps('not followed', found.unfollowed),
    );
  });
}

function pythonWeaknessesIn(
  contents: ArchiveContents,
  {
    runtime,
    handler,
    loadsMore,
  }: Pick<CodeEntry, 'runtime'> & {
    readonly handler: string;
    readonly loadsMore: boolean;
  },
): CodeAnalysis['weaknesses'] {
  const isAll = !loadsMore && contents.unread.length === 0 && !isUnreadModule(contents, handler);

  return ofPython(contents, handler, (source, missed) => {
    const found = findPythonWeaknesses({ ...source, isAll, runtime });

    return inPart(
      found.weaknesses,
      gaps('not read', [...missed, ...found.unread]),
      gaps('not followed', found.unfollowed),
    );
  });
}

/** Whether the module that the handler names is there, compiled or as a folder. */
function isUnreadModule({ listing, files }: ArchiveContents, handler: string): boolean {
  const base = handler
    .replace(/\.[^.]*$/, '')
    .replaceAll('.', '/')
    .replace(/^\/+/, '');
  const read = new Set(files.map(({ path }) => path));

  return listing.some(
    ({ path }) => !read.has(path) && (modulePath(path) === base || path.startsWith(`${base}/`)),
  );
}

/** Whether what the handler names is there, in a form that is not read. */
function isUnreadHandler({ listing, files }: ArchiveContents, handler: string): boolean {
  const base = handler.replace(/^\.?\//, '').replace(/\.[^./]*$/, '');
  const read = new Set(files.map(({ path }) => path));

  return listing.some(
    ({ path }) =>
      ((path.startsWith(`${base}.`) || path.startsWith(`${base}/`)) && !read.has(path)) ||
      path.startsWith(`node_modules/${base}/`),
  );
}
