import { type Kinds, kindsOf, noKinds } from './kinds.ts';
import type { AnyNode, Binary, FormattedText } from './syntax.ts';
import { piecesOf } from './text-shape.ts';

/** Which host is asked is decided by what stands before: a path can only be added to it. */
const behindOrigin = kindsOf(
  'server-side-request-forgery',
  'open-redirect',
  'event-code-execution',
);

/** Behind a slash that begins a path of the same site. */
const behindSlash = kindsOf('open-redirect');

/** What a value does no harm to behind a literal text. */
export function safeBehind(before: string): Kinds {
  if (isOrigin(before)) return behindOrigin;

  return /^\/[\w-]/.test(before) ? behindSlash : noKinds;
}

/** What a part of a text does no harm to where it stands. */
export function safeInText(part: AnyNode, whole: Binary | FormattedText): Kinds {
  let before = '';
  if (whole.type === 'Binary' && whole.operator === '+' && whole.left === part) return noKinds;

  for (const piece of piecesOf(whole)) {
    if ('text' in piece) before += piece.text;
    else if (piece.value.start <= part.start && part.end <= piece.value.end) break;
    // What the code itself puts there: an address from its configuration, say.
    else before += UNKNOWN;
  }
  return safeBehind(before);
}

/** Of no text that is written in code. */
const UNKNOWN = '\ufffe';

/** An address that a caller can only add to: `https://host/`, or what comes from somewhere else. */
function isOrigin(text: string): boolean {
  return (
    /^(?:[a-zA-Z][\w+.-]{0,20}|\ufffe):\/\/[^/?#\s]+[/?#]/.test(text) ||
    /^\ufffe(?!:\/\/)/.test(text)
  );
}
