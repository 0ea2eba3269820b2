import { type NamedSpan, shownCalls } from '../javascript/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode } from './code-analysis.ts';
import { javaScriptFiles } from './imported-files.ts';
import { areSeen } from './seen-calls.ts';

/**
 * Whether the own files that the handler comes to leave AWS to the calls that are seen: see `shownCalls`. What an
 * installed package calls by itself is among what is seen, as far as it is known. That is less than `plainCodeIn`
 * says: no proof, but no sign of the contrary either.
 *
 * @param calls as `sdkCallsIn` finds them.
 */
export function showsCallsIn(
  { listing, files }: ArchiveContents,
  { runtime, handler, loadsMore = true }: CodeEntry,
  calls: CodeAnalysis['sdkCalls'],
): boolean {
  if (!isNode(runtime) || handler === undefined || loadsMore) return false;
  if (!calls.known || calls.incomplete !== undefined || calls.value.unresolved.length > 0) {
    return false;
  }

  const imported = javaScriptFiles(listing.map(({ path }) => path));
  const reached = new Set(imported.ofHandler(handler));
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const seen = Map.groupBy(calls.value.calls, ({ path }) => path);

  const used = new Set([handler.slice(handler.lastIndexOf('.') + 1)]);
  const unseen: NamedSpan[] = [];

  // A set that grows while it is walked is walked to its new end.
  for (const path of reached) {
    if (path.endsWith('.json')) continue;
    const text = source.test(path) ? texts.get(path) : undefined;
    if (text === undefined || text.length > MOST_CHARACTERS || reached.size > MOST_FILES) {
      return false;
    }
    const shown = shownCalls(path, text, (name) => {
      const found = imported.of(name, path);
      for (const one of found) reached.add(one);
      return found.length > 0;
    });
    if (!shown) return false;
    for (const name of shown.used) used.add(name);
    unseen.push(...shown.calls.filter((call) => !areSeen([call], text, seen.get(path) ?? [])));
  }
  return reached.size > 0 && unseen.every((call) => isNeverCome(call, used));
}

/** That no code that runs uses the name by which others call the function that it stands in. */
function isNeverCome({ within }: NamedSpan, used: ReadonlySet<string>): boolean {
  return within !== undefined && !used.has(within);
}

/** Of own code: what an installer put there is loaded by the name of its package. */
const source = /^(?!(?:.*\/)?node_modules\/).*\.[cm]?js$/;

/** Of a file; what is larger takes too long to read again. */
const MOST_CHARACTERS = 1_000_000;

/** More is no small code. */
const MOST_FILES = 200;
