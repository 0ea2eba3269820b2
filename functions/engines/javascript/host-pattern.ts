import { isEndOfHosts, isNamedHost } from '../flow/index.ts';

/**
 * Whether an expression, asked about the name of a host, lets through only hosts that it names and hosts
 * below them: `/^host\.name$/`, `/(^|\.)(one\.name|other\.name)$/`, `/\.host\.name$/`. Each of its
 * alternatives must have the end of a name that one owner has, from where a label begins.
 */
export function isOfHosts(pattern: string): boolean {
  if (pattern.length > LONGEST) return false;
  const reader = { pattern: pattern.replace(port, '$'), at: 0, depth: 0 };
  const all = alternativesAt(reader);

  return all !== undefined && reader.at === reader.pattern.length && all.every(isOfHost);
}

/**
 * Whether an expression, asked about an address, lets through only hosts that it names: it begins
 * `^https:\/\/(www\.)?host\.name\/`.
 */
export function beginsWithHosts(pattern: string): boolean {
  const [start = ''] = /^\^?https?\??:\\?\/\\?\//.exec(pattern) ?? [];
  const [host = '', ...path] = pattern.slice(start.length).split(/\\\/|\//);
  if (start === '' || path.length === 0 || !host.includes('\\.')) return false;
  // Where the slash may be left out, the host may go on.
  if (/^[?*{]/.test(path[0] ?? '')) return false;
  // An alternative without a group lets through whatever it says.
  if (
    path
      .join('/')
      .replace(/\([^()]*\)/g, '')
      .includes('|')
  )
    return false;

  let depth = 0;
  for (const [part] of host.matchAll(/\(\?:|\)\?|\\\.|[\s\S]/g)) {
    if (part.startsWith('(')) depth += 1;
    else if (part.startsWith(')')) depth -= 1;
    // Outside of a group, what stands before it is all that an alternative asks for.
    else if (part === '|' ? depth === 0 : part !== '\\.' && !/^[\w-]$/.test(part)) return false;
  }
  return depth === 0;
}

/** Characters. */
const LONGEST = 2_000;
const MOST_ALTERNATIVES = 200;
const MOST_DEPTH = 8;

/** That of any port may stand behind a host. */
const port = /\((?:\?:)?:(?:\\d|\[0-9\])(?:[+*]|\{[\d,]{1,6}\})\)\?\$$/;

interface Reader {
  readonly pattern: string;
  at: number;
  depth: number;
}

/** Stands for what is not one character. */
const wild = '\u0000';

/** All texts that it stands for, with `^`, `$` and `wild` in them; undefined for what is not understood. */
function alternativesAt(reader: Reader): readonly string[] | undefined {
  const all: string[] = [];
  let branch: readonly string[] = [''];

  while (reader.at < reader.pattern.length && reader.pattern[reader.at] !== ')') {
    if (reader.pattern[reader.at] === '|') {
      reader.at += 1;
      all.push(...branch);
      branch = [''];
      continue;
    }
    const atom = atomAt(reader);
    const parts = atom && repeated(reader, atom);
    if (!parts || all.length + branch.length * parts.length > MOST_ALTERNATIVES) return undefined;
    branch = branch.flatMap((before) => parts.map((part) => before + part));
  }
  return [...all, ...branch];
}

function atomAt(reader: Reader): readonly string[] | undefined {
  const character = reader.pattern[reader.at] ?? '';
  reader.at += 1;

  switch (character) {
    case '(':
      return groupAt(reader);
    case '[': {
      const whole = /^(?:[^\]\\]|\\.)*\]/.exec(reader.pattern.slice(reader.at))?.[0];
      reader.at += whole?.length ?? 0;
      return whole === undefined ? undefined : [whole === '.]' || whole === '\\.]' ? '.' : wild];
    }
    case '\\': {
      const escaped = reader.pattern[reader.at] ?? '';
      reader.at += 1;
      return ['.-/:'.includes(escaped) ? escaped : wild];
    }
    case '.':
      return [wild];
    default:
      return '?*+{'.includes(character) ? undefined : [character];
  }
}

function groupAt(reader: Reader): readonly string[] | undefined {
  const opening = /^(?:\?:|\?<\w{1,40}>|(?!\?))/.exec(reader.pattern.slice(reader.at))?.[0];
  if (opening === undefined || reader.depth === MOST_DEPTH) return undefined;

  reader.at += opening.length;
  reader.depth += 1;
  const inner = alternativesAt(reader);
  reader.depth -= 1;
  if (reader.pattern[reader.at] !== ')') return undefined;
  reader.at += 1;
  return inner;
}

/** With what stands behind it: `?`, `*`, `+`, `{2,}`. */
function repeated(reader: Reader, atom: readonly string[]): readonly string[] {
  const sign = /^(?:[?*+]|\{[\d,]{1,12}\})\??/.exec(reader.pattern.slice(reader.at))?.[0] ?? '';
  reader.at += sign.length;
  if (sign === '') return atom;
  if (/^\?/.test(sign)) return [...atom, ''];

  // `(\w+\.)*`
  const many = atom.every((part) => part.endsWith('.')) ? `${wild}.` : wild;
  return sign.startsWith('+') ? [many] : [many, ''];
}

function isOfHost(alternative: string): boolean {
  const text = alternative.slice(0, -1);
  if (!alternative.endsWith('$') || text.includes('$')) return false;

  const before = Math.max(text.lastIndexOf('^'), text.lastIndexOf(wild));
  const known = text.slice(before + 1);
  return text[before] === '^'
    ? isNamedHost(known.replace(/^\./, ''))
    : isEndOfHosts(known.slice(known.search(/\.|$/)));
}
