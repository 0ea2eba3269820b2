import { patternsFor } from './patterns-for.ts';
import { secretNameOf } from './secret-names.ts';
import { type SecretPattern, secretPatterns } from './secret-patterns.ts';
import { isReference, looksRandom } from './secret-values.ts';

/**
 * The text with the kind of each secret in its place, as far as secrets are known by their form:
 * `https://app:[password in a URL]@example.com`. Whatever is quoted from code, archives and policies
 * passes through here before it is stored, sent or logged.
 */
export function withoutSecrets(text: string): string {
  if (harmless.has(text)) return text;

  const clean = without(text, secretPatterns);
  if (clean === text && text.length <= LONGEST_REPEATED) {
    if (harmless.size >= MOST_HARMLESS) harmless.clear();
    harmless.add(text);
  }
  return clean;
}

/**
 * Texts in which there is no secret: reasons and names of facts come again with each target. One with
 * a secret is looked at each time, so that none is kept.
 */
const harmless = new Set<string>();
const MOST_HARMLESS = 2_000;
/** Characters. */
const LONGEST_REPEATED = 1_000;

/** Whether any of it would be left out. */
export function holdsSecret(text: string): boolean {
  return withoutSecrets(text) !== text;
}

/** The same of every text in plain data. */
export function withoutSecretsIn<T>(data: T): T {
  // A pattern of which nothing speaks anywhere need not be looked for in each of many texts.
  const patterns = patternsFor(JSON.stringify(data) ?? '');
  const known = new Map<string, string>();
  const clean = (text: string) => {
    const before = known.get(text);
    if (before !== undefined) return before;

    const after = without(text, patterns);
    known.set(text, after);
    return after;
  };

  // What it maps it gives back in the form that it had.
  return mapTexts(data, clean) as T;
}

/** Characters: below, no known form is complete. */
const SHORTEST = 8;

function without(text: string, patterns: readonly SecretPattern[]): string {
  if (text.length < SHORTEST) return text;

  const likely = patternsFor(text, patterns);
  const whole = likely.reduce(withoutKind, withoutNamed(text));
  if (likely.length === 0 || !whole.includes('/')) return whole;

  // In a path what looks like a part of something longer may be all of a name.
  return whole
    .split('/')
    .map((part) => likely.reduce(withoutKind, part))
    .join('/');
}

/** What the query of a URL calls a secret. */
function withoutNamed(text: string): string {
  if (!text.includes('://')) return text;

  return text.replaceAll(
    /([?&])([\w.-]{1,64})=([^&\s#"'`<>]{8,4000})/g,
    (pair, mark: string, name: string, value: string) => {
      const kind = secretNameOf(name);
      const isSecret = kind === 'password' ? !isReference(value) : kind && looksRandom(value);

      return isSecret ? `${mark}${name}=[${kind} in a URL]` : pair;
    },
  );
}

function withoutKind(text: string, { kind, pattern, unless }: SecretPattern): string {
  let clean = '';
  let rest = text;

  for (let found = secretIn(rest, pattern); found; found = secretIn(rest, pattern)) {
    const { secret, at } = found;
    clean += rest.slice(0, at) + (unless?.(secret) ? secret : `[${kind}]`);
    rest = rest.slice(endOf(kind, rest, at + secret.length));
  }
  return clean + rest;
}

/** A pattern knows a secret by its beginning, and may leave the rest of it. */
function endOf(kind: string, text: string, end: number): number {
  const rest = /private key|service account/.test(kind) ? restOfKey : /[\w+=~%]*/y;
  rest.lastIndex = end;

  return end + (rest.exec(text)?.[0].length ?? 0);
}

/** Line by line of base64, whose ends and signs may be written as `\n`, `%2B`, `\u003d`, to the line that ends it. */
const restOfKey =
  /[\w+/=-]*(?:(?:%(?:2[BF]|3D)|\\u00(?:2[BF]|3D)|\\\/)[\w+/=-]*)*(?:(?:\\[nr]|\s|%0[AD]|\\u000[AD]){1,4}(?=(?:[\w+/=]|%(?:2[BF]|3D)|\\u00(?:2[BF]|3D)|\\\/){16})[\w+/=]*(?:(?:%(?:2[BF]|3D)|\\u00(?:2[BF]|3D)|\\\/)[\w+/=]*)*)*(?:(?:\\[nr]|\s){0,4}-----END [A-Z ]{1,40}-----)?/iy;

function secretIn(text: string, pattern: SecretPattern['pattern']) {
  if (typeof pattern === 'function') {
    const secret = pattern(text);
    // Of a URL whose user is called as the password is, the password.
    const colon = secret ? text.indexOf(`:${secret}@`) : -1;
    return secret ? { secret, at: colon < 0 ? text.indexOf(secret) : colon + 1 } : undefined;
  }

  const match = pattern.exec(text);
  if (!match) return undefined;
  const secret = match.groups?.secret ?? match[0];
  return { secret, at: match.index + match[0].lastIndexOf(secret) };
}

function mapTexts(data: unknown, map: (text: string) => string): unknown {
  if (typeof data === 'string') return map(data);
  if (Array.isArray(data)) return data.map((each) => mapTexts(each, map));
  if (typeof data !== 'object' || data === null) return data;

  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [map(key), mapTexts(value, map)]),
  );
}
