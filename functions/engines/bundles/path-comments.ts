import type { Detection, PackageMatch } from './detection.ts';
import { labelsItsModules } from './labelled-modules.ts';
import { FOLDER, packageOfModule } from './module-path.ts';

/**
 * The paths with which bundlers label modules: `// node_modules/x/index.js` (esbuild, Bun, webpack),
 * `//#region node_modules/x/index.js` (Rolldown), `!*** ./node_modules/x/index.js ***!` and the keys
 * of module tables (webpack, esbuild), and `x/index.js:` in the list of licences that esbuild puts
 * at the end.
 */
export function pathComments(text: string): Detection {
  const labels = labelsIn(text);
  const licensed = licensedFiles(text).map((path) => packageOfModule(FOLDER + path));

  return {
    by: 'path comment',
    matches: [...labels.map(({ path }) => packageOfModule(path)), ...licensed].filter(
      isPackageMatch,
    ),
    // Who comments on one module comments on all, from the first; of tables, minifiers join some
    // modules, and webpack in production comments on no others than those it has joined.
    whole:
      (labels.some(({ kind }) => kind === 'comment') && firstComment(text) <= LONGEST_HEAD) ||
      (labels.length === 0 && labelsItsModules(text)),
  };
}

/** Of another bundle that is in this one, the comments begin where that does. */
function firstComment(text: string): number {
  return (
    /^[ \t]*(?:\/\/(?:#region)? (?:\S{1,500}\.\w{1,5}|<\w+>)[ \t\r]*$|\/\*!\*{3})/m.exec(text)
      ?.index ?? 0
  );
}

/** Characters: banners, and what bundlers add themselves. */
const LONGEST_HEAD = 10_000;

interface Label {
  readonly path: string;
  readonly kind: 'comment' | 'joined' | 'key';
}

function labelsIn(text: string): readonly Label[] {
  const labels: Label[] = [];

  for (let at = text.indexOf(FOLDER); at >= 0; ) {
    const start = edgeBefore(text, at);
    const end = edgeAfter(text, at);
    const kind = commentKind(text, start, end) ?? (isKey(text, start, end) ? 'key' : undefined);

    if (kind) labels.push({ path: text.slice(start, end), kind });
    at = text.indexOf(FOLDER, end);
  }

  return labels;
}

/** Characters on either side: no path is longer, and none makes us read the same text often. */
const LONGEST = 500;

function edgeBefore(text: string, at: number): number {
  let start = at;
  while (start > at - LONGEST && start > 0 && isOfPath(text.charCodeAt(start - 1))) start -= 1;

  return start;
}

function edgeAfter(text: string, at: number): number {
  let end = at + FOLDER.length;
  while (end < at + LONGEST && end < text.length && isOfPath(text.charCodeAt(end))) end += 1;

  return end;
}

/** Neither blanks nor quotes nor what ends a comment. */
function isOfPath(code: number): boolean {
  return code > 0x20 && code !== 0x22 && code !== 0x27 && code !== 0x60 && code !== 0x2a;
}

function commentKind(text: string, start: number, end: number): 'comment' | 'joined' | undefined {
  const before = text.slice(Math.max(0, start - 40), start);
  const after = text.slice(end, end + 5);
  const endsLine = /^[ \t]*(?:\r?\n|$)/.test(after);

  if (/!\*\*\* $/.test(before)) return /^ \*\*\*!/.test(after) ? 'comment' : undefined;
  if (!endsLine) return undefined;
  if (/(?:^|\n)[ \t]*(?:;\/\/|;?\/\/ CONCATENATED MODULE:) $/.test(before)) return 'joined';
  return /(?:^|\n)[ \t]*\/\/(?:#region)? $/.test(before) ? 'comment' : undefined;
}

function isKey(text: string, start: number, end: number): boolean {
  const quote = text[start - 1] ?? '';

  return (
    /["'`]/.test(quote) && text[end] === quote && /^\s*[(:]/.test(text.slice(end + 1, end + 4))
  );
}

/** After esbuild's heading, to the end of the comment. */
function licensedFiles(text: string): readonly string[] {
  const start = text.lastIndexOf(LICENCES);
  if (start < 0) return [];

  const end = text.indexOf('\n*/', start);
  const list = text.slice(start + LICENCES.length, end < 0 ? undefined : end);
  return [...list.matchAll(/^(\S{1,300}):$/gm)].map(([, path = '']) => path);
}

const LICENCES = '/*! Bundled license information:';

function isPackageMatch(match: PackageMatch | undefined): match is PackageMatch {
  return match !== undefined;
}
