import { type IsHere, liveNames, type NamedSpan, type ShownCalls } from '../flow/index.ts';
import { shownCalls as shownByJavaScript } from '../javascript/index.ts';
import {
  isKnownPackage,
  isOfStandardLibrary,
  shownCalls as shownByPython,
} from '../python/index.ts';
import type { ArchiveContents } from './archive-files.ts';
import { type CodeAnalysis, type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { type ImportedFiles, javaScriptFiles, pythonFiles } from './imported-files.ts';
import { ownPython } from './own-files.ts';
import { areSeen } from './seen-calls.ts';

/**
 * Whether the own files that the handler comes to leave AWS to the calls that are seen: see `shownCalls`. What an
 * installed package calls by itself is among what is seen, as far as it is known. That is less than `plainCodeIn`
 * says: no proof, but no sign of the contrary either.
 *
 * @param calls as `sdkCallsIn` finds them.
 */
export function showsCallsIn(
  contents: ArchiveContents,
  { runtime, handler, loadsMore = true }: CodeEntry,
  calls: CodeAnalysis['sdkCalls'],
): boolean {
  if (handler === undefined || loadsMore || !calls.known || calls.incomplete !== undefined) {
    return false;
  }
  const language = isNode(runtime)
    ? javaScriptIn(contents)
    : isPython(runtime) && pythonIn(contents, handler);
  if (!language || calls.value.unresolved.length > 0) return false;

  const { files, isOwn, imported } = language;
  const reached = new Set(imported.ofHandler(handler));
  const texts = new Map(contents.files.map(({ path, text }) => [path, text]));
  const seen = Map.groupBy(calls.value.calls, ({ path }) => path);
  const all: ShownCalls[] = [];
  const unseen: NamedSpan[] = [];
  let isUnknown = false;

  // A set that grows while it is walked is walked to its new end.
  for (const path of reached) {
    if (path.endsWith('.json')) continue;
    const text = files.test(path) ? texts.get(path) : undefined;
    if (text === undefined || text.length > MOST_CHARACTERS || reached.size > MOST_FILES) {
      return false;
    }
    const shown = language.shownCalls(path, text, (name) => {
      const found = imported.of(name, path).filter(isOwn);
      for (const one of found) reached.add(one);
      isUnknown ||= found.length === 0 && !language.isKnown(name);
      return found.length > 0;
    });
    if (!shown || isUnknown) return false;
    all.push(shown);
    unseen.push(...shown.calls.filter((call) => !areSeen([call], text, seen.get(path) ?? [])));
  }
  const isApart = all.every((one) =>
    all.every((other) => one === other || !other.shared.some((name) => one.taken.has(name))),
  );
  if (!isApart || reached.size === 0) return false;

  const live = liveNames(all, handler.slice(handler.lastIndexOf('.') + 1));
  return unseen.every(({ within }) => within !== undefined && !live.has(within));
}

interface Language {
  /** Of own code: what an installer put there is loaded by the name of its package. */
  readonly files: RegExp;
  readonly isOwn: (path: string) => boolean;
  readonly imported: ImportedFiles;
  /** Of what is no own code: whether it is known where that comes from. */
  readonly isKnown: (name: string) => boolean;
  readonly shownCalls: (path: string, text: string, isHere: IsHere) => ShownCalls | undefined;
}

function javaScriptIn({ listing }: ArchiveContents): Language {
  return {
    files: /^(?!(?:.*\/)?node_modules\/).*\.[cm]?js$/,
    isOwn: () => true,
    // Without its package, code in JavaScript does not start.
    isKnown: () => true,
    imported: javaScriptFiles(listing.map(({ path }) => path)),
    shownCalls: shownByJavaScript,
  };
}

/** Undefined where what is installed does not say what it needs: it may call AWS by itself. */
function pythonIn({ listing, files }: ArchiveContents, handler: string): Language | undefined {
  const isOwnSource = ownPython(listing, handler, files);
  const sources = listing.filter(({ path }) => path.endsWith('.py'));
  const there = new Set(sources.map(({ path }) => outermostOf(path)));
  const installed = new Set(
    sources.filter(({ path }) => !isOwnSource(path)).map(({ path }) => outermostOf(path)),
  );
  // Compiled modules of a package are where its others are.
  const isOwn = (path: string) =>
    path.endsWith('.py') ? isOwnSource(path) : !installed.has(outermostOf(path));
  const metadata = files.filter(({ path }) => path.endsWith('.dist-info/METADATA'));
  const mayCall = metadata.some(
    ({ path, text }) => callsAws.test(text) && !ofAws.test(path.split('/').at(-2) ?? ''),
  );
  if (mayCall || (installed.size > 0 && metadata.length === 0)) return undefined;

  return {
    files: /\.py$/,
    isOwn,
    // A folder that is put on the path as it runs may have it.
    isKnown: (name) => {
      if (name.startsWith('.')) return true;
      const top = outermostOf(name);
      if (installed.has(top)) return isKnownPackage(top);
      return top === 'boto3' || top === 'botocore' || there.has(top) || isOfStandardLibrary(top);
    },
    imported: pythonFiles(
      listing.map(({ path }) => path),
      isOwnSource,
    ),
    shownCalls: shownByPython,
  };
}

function outermostOf(path: string): string {
  return path.split(/[/.]/, 1).join();
}

const callsAws = /^Requires-Dist:\s{0,9}(?:aio)?boto(?:3|core)\b(?!.{0,200}extra\s*==)/im;

/** The SDK itself, and what its own calls are known of. */
const ofAws = /^(?:boto3|botocore|s3transfer|aws_lambda_powertools)-/;

/** Of a file; what is larger takes too long to read again. */
const MOST_CHARACTERS = 2_000_000;

/** More is no small code. */
const MOST_FILES = 200;
