import { isEndOfHosts } from '../flow/index.ts';
import { constantText } from './constant-text.ts';
import {
  allKinds,
  has,
  type Kinds,
  kindsOf,
  noDots,
  noKinds,
  notRooted,
  ofAllKinds,
  oneStep,
  others,
  without,
} from './kinds.ts';
import { eachOf, isOwn, shapesOf, UNKNOWN } from './own-values.ts';
import type { Expression } from './syntax.ts';
import { piecesOf } from './text-shape.ts';

const ofAddress = kindsOf('server-side-request-forgery', 'open-redirect');
const ofPath = kindsOf('path-traversal');

/** What a text that begins with one of these does no harm to. */
export function prefixed(prefixes: Expression | undefined): Kinds {
  if (!prefixes) return noKinds;

  return both(eachOf(prefixes).map(ofPrefix));
}

/** `https://host/` fixes the host; a folder fixes what lies below it once the path is resolved. */
function ofPrefix(prefix: Expression): Kinds {
  return both(
    shapesOf(prefix).map((shape) => {
      if (/^[a-z][\w+.-]{0,20}:\/\/[^/?#\s]+\//i.test(shape)) return ofAddress;
      if (shape.startsWith('/')) return ofPath;
      if (shape === '' || !shape.startsWith(UNKNOWN)) return noKinds;
      // A setting, say: it is an address or a folder in full.
      return isOwn(prefix) ? ofAddress | ofPath : ofPath;
    }),
  );
}

/** `/static/../x` begins with a folder as well: only where there is no `..` it lies below it. */
export function asWritten(known: Kinds): Kinds {
  return has(known, 'path-traversal') ? without(known, 'path-traversal') | notRooted : known;
}

/** What the name of a module does no harm to that begins with one of these: `plugins.`. */
export function ofPackages(prefixes: Expression | undefined): Kinds {
  if (!prefixes) return noKinds;
  const areAll = eachOf(prefixes).every((each) =>
    shapesOf(each).every((shape) => /^[a-z_]\w*(?:\.\w+)*\.$/i.test(shape)),
  );

  return areAll ? kindsOf('event-code-execution') : noKinds;
}

/** Of a host that ends with one of these. `example.com` is also the end of `evil-example.com`, and anyone is below `.com`. */
export function endsInDomain(suffixes: Expression | undefined): boolean {
  if (!suffixes) return false;

  return eachOf(suffixes).every((suffix) =>
    shapesOf(suffix).every(
      (shape) =>
        isEndOfHosts(shape) ||
        (shape.startsWith('.') && shape.includes(UNKNOWN)) ||
        (shape === UNKNOWN && isOwn(suffix)),
    ),
  );
}

/** What a text does no harm to that has none of these in it. */
export function withoutTexts(texts: readonly string[]): Kinds {
  const lacks = (text: string) => texts.includes(text);
  const isFolder = lacks('..') || lacks('../');
  const isShell = [';', '|', '&', '$', '`'].every(lacks);

  return (
    (lacks('/') ? ofPath | oneStep : isFolder ? noDots : noKinds) |
    (isShell ? kindsOf('command-injection') : noKinds) |
    (lacks('<') ? kindsOf('unescaped-html') : noKinds) |
    (lacks('\n') ? kindsOf('log-injection') : noKinds)
  );
}

/** What a text does no harm to that has only such characters in it: `string.ascii_letters + '-_'`. */
export function ofCharacters(allowed: Expression): Kinds {
  const text = constantText(allowed);
  const pieces = text === undefined ? piecesOf(allowed) : [{ text }];

  return both(
    pieces.map((piece) => ('text' in piece ? ofThese(piece.text) : ofAlphabet(piece.value))),
  );
}

function ofThese(characters: string): Kinds {
  if (/^[\w-]*$/.test(characters)) return allKinds;
  const rest = without(others(ofAllKinds), 'server-side-request-forgery', 'open-redirect');
  if (/^[\w .:@+=,-]*$/.test(characters)) return rest;

  return /^[\w .:@+=,/-]*$/.test(characters) ? rest & ~ofPath : noKinds;
}

/** `string.ascii_letters`, `string.digits`; all of `string.printable` is much. */
function ofAlphabet(node: Expression): Kinds {
  const name = node.type === 'Attribute' ? node.name : '';

  return /^(?:printable|punctuation|whitespace)$/.test(name) ? noKinds : allKinds;
}

function both(kinds: readonly Kinds[]): Kinds {
  return kinds.length === 0 ? noKinds : kinds.reduce((all, each) => all & each, allKinds);
}
