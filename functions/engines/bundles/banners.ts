import { trimmedEnd } from '../../core/trimmed-end.ts';
import { holdsSecret } from '../secrets/index.ts';

/** What a library says of itself at the head of a comment: its title and, mostly, its version. */
export interface Banner {
  /** In lower case, with single blanks, without the version and what follows it. */
  readonly title: string;
  readonly version?: string | undefined;
  /** The lines below the title, as far as they are looked at. */
  readonly below: readonly string[];
}

/**
 * The banners in a text, from the comments that bundlers and minifiers keep, and from all others. A
 * comment is a banner when its first line is a title and nothing else; a line within one, when a
 * licence follows the title. What a plugin says of the libraries that it needs is none.
 *
 * No part of the text is looked at often, however many comments seem to begin in it.
 *
 * @param isKnown whether a title is one at all: of what is not, no more is read.
 */
export function bannersIn(text: string, isKnown: (title: string) => boolean): readonly Banner[] {
  const banners: Banner[] = [];

  for (let at = 0; banners.length < MOST_BANNERS; ) {
    const opening = nextOpening(text, at);
    if (opening < 0) break;

    const { title, end } = firstLine(text, opening);
    // Of line comments below each other, only the first begins a comment.
    at = text[opening + 1] === '/' ? opening + Math.max(2, runAt(text, opening).length) : end;
    if (isKnown(titleIn(title, [])?.title ?? '')) banners.push(...bannerAt(text, opening));
  }

  return [...banners, ...licensedLines(text)].filter(({ title }) => isKnown(title));
}

/** Characters: no banner is further down in its comment. */
const LONGEST_HEAD = 1_200;
/** Characters. */
const LONGEST_LINE = 300;
const MOST_LINES = 12;
/** Characters before it. */
const FIRST = 200;
const MOST_BANNERS = 2_000;

/** Of comments to the end of the line, such as have the line for themselves; `(*` is esbuild's. */
function nextOpening(text: string, from: number): number {
  opening.lastIndex = from;

  return opening.exec(text)?.index ?? -1;
}

const opening = /\/\*|\(\*|(?<=(?:^|\n)[ \t]{0,20})\/\//g;

/**
 * The first line of a comment that says something, as far as it is near; and where to look for the
 * next comment, for what ends later may have been none, such as a pattern of paths.
 */
function firstLine(text: string, opening: number) {
  let start = opening + 2;
  const isBlock = text[opening + 1] === '*';

  for (let count = 0; count < MOST_BLANK_LINES; count += 1) {
    const line = text.slice(start, start + LONGEST_LINE).split('\n', 1)[0] ?? '';
    const title = withoutDecoration(isBlock ? (line.split(/\*[/)]/, 1)[0] ?? '') : line);
    const next = start + line.length;
    if (title !== '' || line.includes('*/') || !text.startsWith('\n', next)) {
      return { title, end: count === 0 ? next : opening + 2 };
    }
    start = next + 1;
  }
  return { title: '', end: opening + 2 };
}

const MOST_BLANK_LINES = 5;

function bannerAt(text: string, opening: number): readonly Banner[] {
  const head = text.slice(opening, opening + LONGEST_HEAD);
  const isBlock = !head.startsWith('//');
  const body = isBlock ? blockBody(head) : runAt(text, opening);
  const [first = '', ...below] = linesOf(body);

  const isKept = kept.test(head.slice(0, body.length + 3));
  const isFirst = opening < FIRST;
  const isLegal =
    isKept || [first, ...below].some((line) => legal.test(line)) || (isFirst && isBlock);
  const own = isLegal ? titleIn(first, below) : undefined;

  // Without a version, a heading would look the same.
  return own && (own.version !== undefined || isKept || isFirst) ? [own] : [];
}

const kept = /^.{2}\*?!|@(?:license|preserve)\b/s;

function blockBody(head: string): string {
  const end = head.search(/\*[/)]/g);

  return head.slice(2, end < 0 ? undefined : end);
}

/** Comments line below line are one. */
function runAt(text: string, opening: number): string {
  const head = text.slice(opening, opening + LONGEST_HEAD);

  return /^\/\/[^\n]*(?:\n[ \t]{0,20}\/\/[^\n]*)*/.exec(head)?.[0] ?? '';
}

function linesOf(body: string): readonly string[] {
  return body
    .split('\n', MOST_LINES * 2)
    .map((line) => withoutDecoration(line.slice(0, LONGEST_LINE)))
    .filter((line) => line !== '')
    .slice(0, MOST_LINES);
}

function withoutDecoration(line: string): string {
  let end = line.length;
  while (end > 0 && ' \t\r*=~#-'.includes(line[end - 1] ?? '')) end -= 1;

  return line
    .slice(0, end)
    .replace(/^[\s*!/=~#-]+/, '')
    .replace(tags, '');
}

const tags =
  /^(?:@(?:license|preserve|name|overview|fileoverview|module|file|project|title)\b[\s:]*)+/i;

/** Of comments in which a library speaks of others that it has in it. */
function licensedLines(text: string): readonly Banner[] {
  const banners: Banner[] = [];

  for (const { index } of text.matchAll(/\|[ \t]?(?:\(c\)|©)/gi)) {
    const before = text.slice(Math.max(0, index - LONGEST_LINE), index);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    const banner = /^\s*(?:\*|\/\/)[^/]/.test(line)
      ? titleIn(withoutDecoration(line), [])
      : undefined;

    if (banner) banners.push(banner);
    if (banners.length === MOST_BANNERS) break;
  }
  return banners;
}

const legal = /\(c\)|©|copyright|licen[cs]e|https?:\/\/|\breleased\b|\bauthor/i;

function titleIn(line: string, below: readonly string[]): Banner | undefined {
  if (holdsSecret(line)) return undefined;
  const found = versioned.exec(line);
  if (!found) return versionBelow(line, below);
  const { index, 0: matched, 1: version } = found;

  const rest = line.slice(index + matched.length).trim();
  if (!mayFollow.test(rest)) return undefined;
  const own = trimmedEnd(line.slice(0, index), /[\s:@,–—-]/);

  // Behind the end of the title, it may be the version of something else.
  if (titleEnd.test(own)) return versionBelow(line, below);
  return { title: titleOf(line.slice(0, index)), version, below };
}

/** A blank or a sign before it, and no more of it behind. */
const versioned =
  /(?:[\s@:,/(-]|^)(?:v|ver\.?\s?|version[\s:]{0,3}|release\s)?\.?(\d{1,6}\.\d{1,6}(?:\.\d{1,12})?(?:-[0-9a-z][\w.-]{0,40})?)(?![\w-]|\.\w)/i;

/** Otherwise it is a sentence: that this version or a later one is asked for. */
const mayFollow =
  /^(?:$|[|(),;:<*/[\]©–—-]|\.\s|\+\w|copyright|https?:|by\s|released|is (?:free|released)|build|licen[cs]e|under|custom|core|minified)/i;

function versionBelow(line: string, below: readonly string[]): Banner {
  const found = [...line.split('|').slice(1), ...below]
    .map(
      (each) =>
        /^@?(?:version\s{0,8}:?\s{0,8}|v(?:er)?\.?\s?)v?(\d\S{0,60})/i.exec(each.trim())?.[1],
    )
    .find((version) => version !== undefined);
  const version =
    found === undefined
      ? undefined
      : /^\d+\.\d+(?:\.\d+)?(?:-[\w.-]+)?(?=$|[,;(])/.exec(found)?.[0];

  return { title: titleOf(line), version, below };
}

const titleEnd = / [-–—|:] |[<(,|]|\shttps?:|:\s*$/;

/** What comes before a sign that ends a title. */
function titleOf(text: string): string {
  const [title = ''] = text.split(titleEnd, 1);

  const bare = title
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/\sv\.?\d\S*$/, '');

  const named = trimmedEnd(bare, /[\s:@,./-]/).replace(/\s(?:v|ver|version|release)$/, '');
  return trimmedEnd(named, /[\s:@,/-]/).trim();
}
