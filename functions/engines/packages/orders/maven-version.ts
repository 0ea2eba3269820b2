import { withoutLeadingZeros } from '../version-order.ts';

/** A version as Maven reads it: numbers and qualifiers, and as the last of a list another list. */
export type MavenItem = Digits | Qualifier | Numbered | MavenList;

interface Digits {
  readonly kind: 'digits';
  readonly value: string;
}

interface Qualifier {
  readonly kind: 'qualifier';
  readonly value: string;
}

/** A qualifier with a number, as in `rc1` and `rc-1`. */
interface Numbered {
  readonly kind: 'numbered';
  readonly qualifier: string;
  readonly digits: string;
}

export interface MavenList {
  readonly kind: 'list';
  readonly items: readonly MavenItem[];
}

/** Source: "Version Order Specification" (Maven POM reference). */
export function parseMavenVersion(version: string): MavenList {
  const lists: MavenItem[][] = [[]];
  const current = () => lists.at(-1) ?? [];
  const nest = () => {
    if (current().length > 0) lists.push([]);
  };
  const pieces = version.toLowerCase().match(piece) ?? [];

  for (const [place, text] of pieces.entries()) {
    const before = pieces[place - 1];
    const isAfterSeparator = before === undefined || isSeparator(before);

    if (isSeparator(text)) {
      if (isAfterSeparator) current().push(zero);
      if (text === '-') nest();
    } else if (isDigits(text)) {
      current().push({ kind: 'digits', value: withoutLeadingZeros(text) });
    } else {
      // 1x is 1-x, and so are 1.x at the end and 1.x2.
      const isLast = place === pieces.length - 1;
      if (!isAfterSeparator || isLast || isNumbered(text)) nest();
      current().push(itemOf(text));
    }
  }

  return (
    lists.reduceRight<MavenList | undefined>(
      (inner, items) => ({ kind: 'list', items: normalised(inner ? [...items, inner] : items) }),
      undefined,
    ) ?? { kind: 'list', items: [] }
  );
}

/** Reads as the same list again, and is the same for lists that count as one. */
export function writeMavenVersion({ items }: MavenList): string {
  const text = items.reduce((before, item, place) => {
    const previous = items[place - 1];
    if (item.kind !== 'list') return `${before}${before === '' ? '' : '.'}${textOf(item)}`;

    const inner = writeMavenVersion(item);
    // A number right after a qualifier would be taken for the qualifier's own.
    const own = previous?.kind === 'qualifier' ? inner.replace(/^0(?=[.-])/, '') : inner;
    return `${before === '' ? '0' : before}-${own}`;
  }, '');

  // A qualifier at the very end would be taken for a list of its own.
  return items.length > 1 && items.at(-1)?.kind === 'qualifier' ? `${text}.0` : text;
}

/** Before, at or after the release that has nothing in its place: negative, zero or positive. */
export function signOf(item: MavenItem): number {
  switch (item.kind) {
    case 'digits':
      return item.value === '0' ? 0 : 1;
    case 'qualifier':
      return rankOf(item.value) - rankOf('');
    case 'numbered':
      return rankOf(item.qualifier) - rankOf('') || 1;
    case 'list':
      return item.items.map(signOf).find((sign) => sign !== 0) ?? 0;
  }
}

/** The known ones in the order of time; all others come after them. */
export function rankOf(qualifier: string): number {
  const rank = qualifiers.indexOf(qualifier);

  return rank < 0 ? qualifiers.length : rank;
}

const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const aliases: ReadonlyMap<string, string> = new Map([
  ['cr', 'rc'],
  ['ga', ''],
  ['final', ''],
  ['release', ''],
]);
/** Only with a number: `1.0-a1` is alpha, `1.0-a` is anything. */
const initials: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

/** A number, a qualifier with its number, a qualifier, a separator. */
const piece = /\d+|[^\d.-]+-?\d+|[^\d.-]+|[.-]/g;
const zero: MavenItem = { kind: 'digits', value: '0' };

function isSeparator(text: string): boolean {
  return text === '.' || text === '-';
}

function isDigits(text: string): boolean {
  return /^\d/.test(text);
}

function isNumbered(text: string): boolean {
  return /\d$/.test(text);
}

function itemOf(text: string): MavenItem {
  const [, word = '', digits] = /^(\D+?)-?(\d+)?$/.exec(text) ?? [];
  if (digits === undefined) return { kind: 'qualifier', value: aliases.get(word) ?? word };

  const qualifier = initials.get(word) ?? aliases.get(word) ?? word;
  return { kind: 'numbered', qualifier, digits: withoutLeadingZeros(digits) };
}

function textOf(item: Exclude<MavenItem, MavenList>): string {
  if (item.kind === 'digits') return item.value;
  const word = (item.kind === 'qualifier' ? item.value : item.qualifier) || 'ga';

  return item.kind === 'qualifier' ? word : `${word}${item.digits}`;
}

/** Zeros at the end and before qualifiers say nothing, and neither does `final`. */
function normalised(items: readonly MavenItem[]): readonly MavenItem[] {
  const kept: MavenItem[] = [];

  for (const item of items.toReversed()) {
    const next = kept.at(-1);
    const isPadding = next === undefined || (item.kind === 'digits' && beginsWithText(next));
    if (signOf(item) !== 0 || !isPadding) kept.push(item);
  }

  return kept.reverse();
}

function beginsWithText(item: MavenItem | undefined): boolean {
  if (item?.kind === 'list') return beginsWithText(item.items[0]);

  return item?.kind === 'qualifier' || item?.kind === 'numbered';
}
