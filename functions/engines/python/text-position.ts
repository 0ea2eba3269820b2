import { constantText } from './constant-text.ts';
import {
  allKinds,
  behindWord,
  harmedInJson,
  type Kinds,
  kindsOf,
  mediumAtMost,
  noKinds,
  notRooted,
} from './kinds.ts';
import { UNKNOWN } from './own-values.ts';
import { bindingOf } from './scope.ts';
import type { AnyNode, Binary, Call, Expression, FormattedText, NodeOf } from './syntax.ts';
import { literalStart, type Piece, piecesOf } from './text-shape.ts';

/** Which host is asked is decided by what stands before: a path can only be added to it. */
const behindOrigin = kindsOf('server-side-request-forgery', 'open-redirect');

/** Behind a slash that begins a path of the same site. */
const behindSlash = kindsOf('open-redirect');

/** The first step of a path cannot be `..` where it begins with something else. */
const behindName = kindsOf('path-traversal');

/** `#name` and `:value` are what an expression of DynamoDB is given beside it. */
const behindSign = kindsOf('query-injection');

/** What a value does no harm to behind a literal text. */
function safeBehind(before: string): Kinds {
  const ofName = /[^/\\]$/.test(before) ? behindName : noKinds;
  const ofSign = /(?:^|[\s,(])[#:]\w{0,60}$/.test(before) ? behindSign : noKinds;
  const ofWord = /^\s*\S+\s/.test(before) ? behindWord : noKinds;
  const ofStart = before === '' ? noKinds : notRooted;
  const always = ofName | ofSign | ofWord | ofStart;
  if (isOrigin(before)) return behindOrigin | always;

  return (/^\/[\w-]/.test(before) ? behindSlash : noKinds) | always;
}

/** What a part of a text does no harm to where it stands. */
export function safeInText(part: AnyNode, whole: Binary | Call | FormattedText): Kinds {
  if (whole.type === 'Binary' && whole.operator === '+' && whole.left === part) return noKinds;
  const before =
    whole.type === 'FormattedText' ? textBefore(whole, part) : beforePart(piecesOf(whole), part);
  const isStripped = before === '/' && isWithoutSlash(part);
  const inHost = isRegion(before, whole, part) ? mediumAtMost : noKinds;
  return safeBehind(before) | (isStripped ? behindSlash : noKinds) | inHost;
}

/** `https://ec2.{region}.amazonaws.com`: it takes a region with a slash in it to name another host. */
function isRegion(before: string, whole: Binary | Call | FormattedText, part: AnyNode): boolean {
  if (!/^https?:\/\/[\w-]{1,60}\.$/.test(before)) return false;
  const pieces = piecesOf(whole);
  const at = pieces.findIndex(
    (piece) => !('text' in piece) && (isPartOf(part, piece.value) || isPartOf(piece.value, part)),
  );
  const next = at < 0 ? undefined : pieces[at + 1];

  return next !== undefined && 'text' in next && /^\.(?:amazonaws|api\.aws)/.test(next.text);
}

function beforePart(pieces: readonly Piece[], part: AnyNode): string {
  let before = '';

  for (const piece of pieces) {
    if ('text' in piece) before += piece.text;
    else if (isPartOf(part, piece.value) || isPartOf(piece.value, part)) break;
    // What the code itself puts there: an address from its configuration, say.
    else before += UNKNOWN;
  }
  return before;
}

/** Each part of a long text would go over all that stand before it. */
const known = new WeakMap<FormattedText, ReadonlyMap<AnyNode, string>>();

function textBefore(whole: FormattedText, part: AnyNode): string {
  const before = known.get(whole) ?? textsBefore(whole);

  known.set(whole, before);
  return before.get(part) ?? beforePart(piecesOf(whole), part);
}

/** Of what is longer, what it begins and ends with says all. */
function textsBefore({ parts }: FormattedText): ReadonlyMap<AnyNode, string> {
  const found = new Map<AnyNode, string>();
  let before = '';

  for (const part of parts) {
    found.set(part, before);
    before += part.type === 'Text' ? part.value : UNKNOWN;
    if (before.length > 2 * LONGEST) before = before.slice(0, LONGEST) + before.slice(-LONGEST);
  }
  return found;
}

/** Characters: longer than any address or word that is asked for. */
const LONGEST = 500;

/** `x.lstrip('/')`: behind one slash, there is no second. */
function isWithoutSlash(part: AnyNode): boolean {
  if (part.type !== 'Call' || part.callee.type !== 'Attribute') return false;

  return (
    part.callee.name === 'lstrip' && (constantText(part.arguments[0]?.value) ?? '').includes('/')
  );
}

/**
 * What an element of a list does no harm to where the list is joined: `' '.join(['ls', x])`.
 *
 * @param lists what may be joined.
 * @param field the index of the element; any other field is that of one that was added later.
 */
export function safeInJoin(
  separator: Expression,
  lists: readonly NodeOf<'List' | 'Tuple' | 'Set'>[],
  field: string,
): Kinds {
  const between = constantText(separator) ?? UNKNOWN;
  const places = lists.map(({ elements }) => {
    const before = /^\d+$/.test(field) ? elements.slice(0, Number(field)) : elements;
    return safeBehind(before.map((element) => `${textOf(element)}${between}`).join(''));
  });

  return lists.length === 0 ? noKinds : places.reduce((all, each) => all & each, allKinds);
}

/** What is added to a text does no harm to, whichever of its texts a name stands for: `url += x`. */
export function safeBehindAll(target: Expression): Kinds {
  const definitions = bindingOf(target)?.definitions ?? [];
  const before = definitions.map((each) =>
    each.kind === 'value' && each.path.length === 0 ? textOf(each.node) : '',
  );

  return before.length === 0
    ? noKinds
    : before.reduce((all, text) => all & safeBehind(text), allKinds);
}

function textOf(element: Expression): string {
  return piecesOf(element)
    .map((piece) => ('text' in piece ? piece.text : UNKNOWN))
    .join('');
}

function isPartOf(inner: AnyNode, outer: AnyNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** What a value may do only in such a text: end a text of JSON and begin another. */
export function harmedBy(whole: Binary | FormattedText): Kinds {
  const start = literalStart(whole)?.trimStart() ?? '';

  return /^[[{]\s{0,20}["{]/.test(start) && start.includes('":') ? harmedInJson : noKinds;
}

/** An address that a caller can only add to: `https://host/`, or what comes from somewhere else. */
function isOrigin(text: string): boolean {
  return (
    /^(?:[a-zA-Z][\w+.-]{0,20}|\ufffe):\/\/[^/?#\s]+[/?#]/.test(text) ||
    /^\ufffe(?!:\/\/)/.test(text)
  );
}
