import { everyHarm, type Harms, harm, noHarm, without } from './harms.ts';
import { beginsWithHosts } from './host-pattern.ts';

/**
 * What a text can still do that an expression matches from end to end: depends on the characters
 * that it lets through, as far as they are named. Undefined where it lets through others.
 */
export function keptByPattern(pattern: string, flags = ''): Harms {
  const inner = /^\^(.*)\$$/s.exec(pattern)?.[1];
  const allowed = inner === undefined || flags.includes('m') ? undefined : charactersIn(inner);
  if (inner === undefined || allowed === undefined) return everyHarm;

  return keptWithCharacters(allowed, beginsWithHosts(inner));
}

/** The same of a part that an expression matches, wherever it stands. */
export function keptInMatch(pattern: string): Harms {
  const allowed = charactersIn(pattern.replace(/^\^/, '').replace(/\$$/, ''));

  return allowed === undefined ? everyHarm : keptWithCharacters(allowed, beginsWithHosts(pattern));
}

/** What a text can still do out of which all is taken that an expression matches. */
export function keptWithoutMatches(pattern: string): Harms {
  const named = /^\[\^(.*)\]\+?$/s.exec(pattern)?.[1];
  const allowed = named === undefined ? undefined : charactersOfClass(named);
  if (allowed !== undefined) return keptWithCharacters(allowed, false);

  const taken = /^\[([^^].*)\]\+?$/s.exec(pattern)?.[1] ?? pattern;
  return without(
    everyHarm,
    taken.includes('<') ? harm.html : noHarm,
    taken.includes("'") ? harm.sql : noHarm,
    taken.includes('..') || taken.includes('\\.\\.') || /^[\\/]+$/.test(taken) ? harm.path : noHarm,
    /[\r\n]|\\[rn]/.test(taken) ? harm.log : noHarm,
    taken.includes('"') ? harm.json : noHarm,
  );
}

function keptWithCharacters(allowed: string, isHostFixed: boolean): Harms {
  const has = (characters: string) => [...characters].some((one) => allowed.includes(one));
  let kept = noHarm;

  if (has('\'"`\\;')) kept |= harm.sql | harm.json;
  if (has(';&|$`<>()\n\'"\\!')) kept |= harm.command | harm.code;
  if (has('<"\'')) kept |= harm.html | harm.xml;
  if (has('/\\')) kept |= harm.redirect;
  if (has('/\\') && has('.')) kept |= harm.path;
  if (has('./:@')) kept |= harm.origin;
  return isHostFixed ? without(kept, harm.origin, harm.redirect) : kept;
}

/** All but letters and digits that it lets through; undefined where it lets through what it does not name. */
function charactersIn(pattern: string): string | undefined {
  let allowed = '';
  let depth = 0;

  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? '';
    if (character === '\\') {
      const meaning = meaningOf(pattern[at + 1] ?? '');
      if (meaning === undefined) return undefined;
      allowed += meaning;
      at += 1;
    } else if (character === '[') {
      const end = endOfClass(pattern, at);
      const inner = pattern.slice(at + 1, end);
      const named = inner.startsWith('^') ? undefined : charactersOfClass(inner);
      if (named === undefined) return undefined;
      allowed += named;
      at = end;
    } else if (character === '.' || (character === '|' && depth === 0)) {
      return undefined;
    } else if (character === '{') {
      at = Math.max(at, pattern.indexOf('}', at));
    } else if (character === '(') {
      depth += 1;
      if (/^\?(?::|<\w+>|[=!])/.test(pattern.slice(at + 1, at + 40))) {
        at += pattern[at + 2] === '<' ? pattern.indexOf('>', at) - at : 2;
      }
    } else if (character === ')') {
      depth -= 1;
    } else if (!'*+?|$^'.includes(character)) {
      allowed += /[a-z\d]/i.test(character) ? '' : character;
    }
  }
  return allowed;
}

function endOfClass(pattern: string, start: number): number {
  let at = start + 1;

  while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1;
  return at;
}

/** Of what stands between brackets, without a `^`. */
function charactersOfClass(inner: string): string | undefined {
  let allowed = '';

  for (let at = 0; at < inner.length; at += 1) {
    const character = inner[at] ?? '';
    if (character === '\\') {
      const meaning = meaningOf(inner[at + 1] ?? '');
      if (meaning === undefined) return undefined;
      allowed += meaning;
      at += 1;
    } else if (inner[at + 1] === '-' && at + 2 < inner.length) {
      const [from, to] = [inner.charCodeAt(at), inner.charCodeAt(at + 2)];
      for (let code = from; code <= Math.min(to, from + 256); code += 1) {
        const one = String.fromCharCode(code);
        if (!/[a-z\d]/i.test(one)) allowed += one;
      }
      if (to > from + 256) return undefined;
      at += 2;
    } else if (!/[a-z\d]/i.test(character)) {
      allowed += character;
    }
  }
  return allowed;
}

/** Of what stands behind a backslash. */
function meaningOf(letter: string): string | undefined {
  if ('dbB'.includes(letter)) return '';
  if (letter === 'w') return '_';
  if (letter === 's') return ' \n';
  if (letter === 'n' || letter === 'r') return '\n';
  return /[a-zA-Z\d]/.test(letter) ? undefined : letter;
}
