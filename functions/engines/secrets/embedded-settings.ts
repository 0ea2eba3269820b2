import { textOfBase64 } from './secret-values.ts';

/** A name and its value within a larger text. */
export interface EmbeddedSetting {
  /** That of what it is in, if any, comes before it: `db_password`. */
  readonly name: string;
  readonly value: string;
  readonly within: 'document' | 'URL';
}

/** Settings in one text, and levels of one document in another. */
const MOST_SETTINGS = 1_000;
const MOST_DEPTH = 8;

/**
 * The settings that one text holds: of a JSON document, the lines of YAML or of a `.env` file, a list
 * with commas, the query of a URL; also where all of it is in base64.
 */
export function embeddedSettings(text: string): readonly EmbeddedSetting[] {
  return settingsOf(documentIn(text) ?? text, MOST_DEPTH).slice(0, MOST_SETTINGS);
}

/** What base64 hides, where that is a document. */
export function documentIn(text: string): string | undefined {
  const decoded = textOfBase64(text.trim());

  return decoded !== undefined && /^\s*[{[-]/.test(decoded) ? decoded : undefined;
}

function settingsOf(text: string, depth: number): readonly EmbeddedSetting[] {
  if (depth === 0) return [];

  const json = /^\s*[{[]/.test(text) ? parsed(text) : undefined;
  if (json !== undefined) return leavesOf('', '', json, depth);

  return text.includes('://') || text.startsWith('jdbc:') ? queryOf(text) : linesOf(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function leavesOf(
  parent: string,
  name: string,
  value: unknown,
  depth: number,
): readonly EmbeddedSetting[] {
  if (depth === 0) return [];
  if (typeof value === 'string') {
    const inner = settingsOf(value, depth - 1);
    const full = parent === '' ? name : `${parent}_${name}`;

    return inner.length > 0 ? inner : [{ name: full, value, within: 'document' }];
  }
  if (Array.isArray(value)) {
    return value.slice(0, MOST_SETTINGS).flatMap((item) => leavesOf(parent, name, item, depth - 1));
  }
  if (typeof value !== 'object' || value === null) return [];

  return Object.entries(value)
    .slice(0, MOST_SETTINGS)
    .flatMap(([key, inner]) => leavesOf(name, key, inner, depth - 1));
}

function queryOf(text: string): readonly EmbeddedSetting[] {
  const start = text.indexOf('?');
  if (start < 0) return [];

  return text
    .slice(start + 1)
    .split(/[&\s#"']/)
    .slice(0, MOST_SETTINGS)
    .flatMap((pair) => settingOf(pair, '=', 'URL'));
}

/** Of one line too, if it is a list or in braces: a single `name: text` may be a sentence. */
function linesOf(text: string): readonly EmbeddedSetting[] {
  const isList = /^\s*\{/.test(text) || (text.includes(',') && text.includes('='));
  if (!isList && !text.includes('\n')) return [];

  return text
    .split(isList ? /[\n,{}]/ : '\n')
    .slice(0, MOST_SETTINGS)
    .flatMap((line) => {
      const mark = line.search(/[:=]/);
      return mark < 0 ? [] : settingOf(line, line[mark] ?? '', 'document');
    });
}

function settingOf(
  pair: string,
  mark: string,
  within: EmbeddedSetting['within'],
): readonly EmbeddedSetting[] {
  const at = pair.indexOf(mark);
  const name = unquoted(pair.slice(0, at).replace(/^[\s-]{1,40}/, ''));
  const value = unquoted(pair.slice(at + 1));

  return at > 0 && /^[\w.-]{1,64}$/.test(name) && value !== '' ? [{ name, value, within }] : [];
}

function unquoted(text: string): string {
  const plain = text.trim();
  const quote = plain[0] ?? '';

  return /["']/.test(quote) && plain.length > 1 && plain.endsWith(quote)
    ? plain.slice(1, -1)
    : plain;
}
