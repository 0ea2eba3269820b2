import { type SecretPattern, secretPatterns } from './secret-patterns.ts';

/**
 * The text with the kind of each secret in its place, as far as secrets are known by their form:
 * `https://app:[password in a URL]@example.com`. Whatever is quoted from code, archives and policies
 * passes through here before it is stored, sent or logged.
 */
export function withoutSecrets(text: string): string {
  return without(text, secretPatterns);
}

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

  return patternsFor(text, patterns).reduce(withoutKind, text);
}

function patternsFor(text: string, among = secretPatterns): readonly SecretPattern[] {
  const small = text.toLowerCase();

  return among.filter(({ keywords }) => keywords.some((keyword) => small.includes(keyword)));
}

function withoutKind(text: string, { kind, pattern, unless }: SecretPattern): string {
  let clean = '';
  let rest = text;

  for (let match = pattern.exec(rest); match; match = pattern.exec(rest)) {
    const [whole] = match;
    const secret = match.groups?.secret ?? whole;
    const from = match.index + whole.lastIndexOf(secret);
    clean += rest.slice(0, from) + (unless?.(secret) ? secret : `[${kind}]`);
    rest = rest.slice(from + secret.length);
  }
  return clean + rest;
}

function mapTexts(data: unknown, map: (text: string) => string): unknown {
  if (typeof data === 'string') return map(data);
  if (Array.isArray(data)) return data.map((each) => mapTexts(each, map));
  if (typeof data !== 'object' || data === null) return data;

  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [map(key), mapTexts(value, map)]),
  );
}
