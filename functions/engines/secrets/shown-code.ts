import { masked } from './masked.ts';
import { secretNameOf, wordsOf } from './secret-names.ts';
import { isReference, looksRandom } from './secret-values.ts';
import { withoutSecrets } from './without-secrets.ts';

/** A line of code that is to be shown, and the place on it that matters. */
export interface CodeLine {
  /** As it stands in the file, without its end: of a bundle, megabytes. */
  readonly text: string;
  /** From 1, in UTF-16 units: where a token starts. */
  readonly column: number;
  /** What begins a comment that goes to the end of the line. */
  readonly comment: '//' | '#';
}

/** Characters of a line that are shown. */
const MOST_SHOWN = 200;

/**
 * A line of code as it may be stored, sent and shown: whole where it is short, else from its column
 * on. Comments are left out, what is known as a secret gives way to its kind, and so do texts that
 * are given to what is called a secret or takes a key. Of what may be one for all that is known, its
 * beginning and its length stay.
 */
export function shownCode({ text, column, comment }: CodeLine): string {
  const start = column - 1;
  const isFromStart = text.trimStart().length <= MOST_SHOWN || start < CONTEXT;
  const part = isFromStart ? text : text.slice(start);
  const clean = withoutTexts(withoutSecrets(withoutNamedTexts(part.slice(0, MOST_READ))), comment)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toWellFormed();

  const shown = isFromStart ? clean : `… ${clean}`;
  return shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN - 1).toWellFormed()}…` : shown;
}

/** Characters. A place that is nearer to the start of its line is shown with what comes before it. */
const CONTEXT = 120;

/** Characters that are looked at: a secret that is cut in two would not be recognised. */
const MOST_READ = 4_000;

/** Characters of a text without blanks: a longer one is no word. */
const LONGEST_WORD = 24;

/** A piece of code, or a text with its quotes. */
interface Piece {
  readonly text: string;
  readonly quote: string;
}

function withoutTexts(line: string, comment: CodeLine['comment']): string {
  const pieces = piecesOf(line, comment);
  const [first] = pieces;
  const takesKey =
    secretNameOf(nameAssigned(first?.text ?? '')) !== undefined ||
    pieces.some(({ text, quote }) => quote === '' && namesKeyTaker(text));

  return pieces
    .map(({ text, quote }, index) => {
      if (quote === '') return withoutRandomWords(text);
      const isKey = takesKey && mayBeKey(text) && !isName(pieces[index - 1], pieces[index + 1]);
      return isKey ? `${quote}[text]${quote}` : `${quote}${shownText(text)}${quote}`;
    })
    .join('');
}

/** What a line assigns to, where it is an assignment: `this.password = …`, `const DB_PASSWORD = …`. */
function nameAssigned(code: string): string {
  const at = code.indexOf('=');
  const target = at < 0 || /[=>]/.test(code[at + 1] ?? '') ? '' : code.slice(0, at).trimEnd();

  return target.split(/[\s.]/).at(-1) ?? '';
}

/** Of a field or of an environment variable: `headers['x-api-token']`, `os.getenv('DB_PASSWORD')`. */
function isName(before: Piece | undefined, after: Piece | undefined): boolean {
  const start = before?.text.trimEnd() ?? '';

  return (
    (start.endsWith('[') && (after?.text.trimStart().startsWith(']') ?? false)) ||
    /(?:getenv|environ\.get)\($/.test(start)
  );
}

/** Of a template, each constant part by itself. */
function shownText(text: string): string {
  return text
    .split(/(\$\{[^{}]{0,200}\})/)
    .map((part, index) => (index % 2 === 0 ? shownPart(part) : withoutRandomWords(part)))
    .join('');
}

function shownPart(text: string): string {
  const isLong = text.length > LONGEST_WORD && !/\s/.test(text) && !isReference(text);

  return isLong ? masked(text) : withoutRandomWords(text);
}

/** What a generator wrote, wherever it stands. */
function withoutRandomWords(text: string): string {
  return text.replaceAll(/[\w+=-]{16,4000}/g, (word) => (looksRandom(word) ? masked(word) : word));
}

/** Of a quote that ends nothing, all that follows is text: rather too little is shown than too much. */
function piecesOf(line: string, comment: CodeLine['comment']): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  const addCode = (end: number) => pieces.push({ text: line.slice(start, end), quote: '' });

  for (let at = 0; at < line.length; at += 1) {
    const quote = line[at] ?? '';
    if (line.startsWith(comment, at)) {
      addCode(at);
      return pieces;
    }
    if (comment === '//' && line.startsWith('/*', at)) {
      addCode(at);
      const end = line.indexOf('*/', at + 2);
      if (end < 0) return pieces;
      at = end + 1;
      start = at + 1;
    } else if (isQuote(quote)) {
      addCode(at);
      const end = endOfText(line, at);
      pieces.push({ text: line.slice(at + 1, end), quote });
      at = end;
      start = at + 1;
    }
  }

  addCode(line.length);
  return pieces;
}

/** Whatever quotes come before it: what is given to a secret's name is left out by itself. */
function withoutNamedTexts(line: string): string {
  let clean = '';
  let from = 0;

  for (let at = 0; at < line.length; at += 1) {
    if (!isQuote(line[at] ?? '')) continue;
    const kind = secretNameOf(nameGiven(line, at));
    if (kind === undefined) continue;
    const end = endOfText(line, at);
    if (!/\w{3}/.test(line.slice(at + 1, end)) || isAlgorithm(line.slice(at + 1, end))) continue;

    clean += `${line.slice(from, at + 1)}[${kind}]`;
    from = end;
    at = end;
  }
  return clean + line.slice(from);
}

/** Characters that may lie between a name and its value. */
const MOST_BETWEEN = 12;

/** What a text is given to, compared with or stands in for: of `dbPassword: 'x'` it is dbPassword. */
function nameGiven(line: string, quoteAt: number): string {
  const before = line.slice(Math.max(0, quoteAt - MOST_BETWEEN - LONGEST_NAME), quoteAt);
  let end = before.length;
  if (/[bfruBFRU]/.test(before[end - 1] ?? '') && !/\w/.test(before[end - 2] ?? '')) end -= 1;
  const value = end;
  while (end > 0 && /[\s:=!,|?()[\]"'`]/.test(before[end - 1] ?? '')) end -= 1;
  let between = before.slice(end, value);
  if (/(?:^|\W)or$/.test(before.slice(0, end)) && /^\s+$/.test(between)) {
    between = ',';
    end = before.slice(0, end - 2).trimEnd().length;
    while (end > 0 && /[)\]"'`]/.test(before[end - 1] ?? '')) end -= 1;
  }
  if (!/[:=,|?]/.test(between)) return '';

  let start = end;
  while (start > 0 && /[\w$.-]/.test(before[start - 1] ?? '')) start -= 1;
  return before.slice(start, end).split('.').at(-1) ?? '';
}

const LONGEST_NAME = 64;

function isQuote(character: string): boolean {
  return character === '"' || character === "'" || character === '`';
}

/** Where the quote stands that ends a text; the end of the line where none does. */
function endOfText(line: string, start: number): number {
  for (let at = start + 1; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === line[start]) return at;
  }

  return line.length;
}

/** Whether a piece of code names what takes a key, a password or a token among its arguments. */
function namesKeyTaker(code: string): boolean {
  const names = code.matchAll(/[A-Za-z_$][\w$]{0,63}/g);

  return [...names].some(
    ({ 0: name, index }) =>
      wordsOf(name).some((word) => keyTakers.has(word)) &&
      !isSwitch(code.slice(index + name.length, index + name.length + LONGEST_SWITCH)),
  );
}

/** Whether an option is only turned on or off: `verify=False`, `verify: !1`. It takes no key. */
function isSwitch(rest: string): boolean {
  return /^ ?[=:] ?(?:False|True|None|false|true|null|!?[01])\b/.test(rest);
}

/** Characters. */
const LONGEST_SWITCH = 16;

const keyTakers = new Set(
  'AES AUTH AUTHENTICATE BCRYPT BLOWFISH CHACHA20 CIPHER CIPHERIV COMPARE DECIPHER DECIPHERIV DECRYPT DES DES3 ENCRYPT FERNET HKDF HMAC JWE JWS JWT LOGIN PBKDF2 RC4 SCRYPT SIGN VERIFY'.split(
    ' ',
  ),
);

function mayBeKey(text: string): boolean {
  return text.length > 2 && !isAlgorithm(text) && !text.startsWith('[');
}

/** Names of algorithms, encodings, claims and headers, which a reader has to see. */
function isAlgorithm(text: string): boolean {
  const small = text.toLowerCase();

  return words.has(small) || (text.length <= 24 && algorithm.test(small));
}

/** `sha256`, `aes-256-cbc`, `HS256`, `DES-EDE3`. */
const algorithm = /^(?:aes|bf|blake|chacha|des|ed|es|hmac|hs|md|ps|rc|rs|rsa|sha)(?:[-_]|\d|$)/;

const words = new Set(
  'ascii authorization base64 base64url binary buffer digest exp hex jwt latin-1 latin1 none sub utf-8 utf16le utf8'.split(
    ' ',
  ),
);
