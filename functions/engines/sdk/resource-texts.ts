import type { CalledResource, TextPart } from '../../core/sdk-calls.ts';

/** A text, part after part. */
export type Parts = readonly TextPart[];

export const unknownText: Parts = [{ unknown: true }];

/** One of each; of too many, none in particular. */
export function distinctTexts(all: readonly Parts[]): readonly Parts[] {
  const texts = [
    ...new Map(all.map(joined).map((parts) => [JSON.stringify(parts), parts])).values(),
  ];

  return texts.length > MOST_TEXTS ? [unknownText] : texts;
}

/** What may be more than these is nothing in particular. */
const MOST_TEXTS = 16;

/** Each of the first with each of the next behind it, and so on. */
export function textProduct(all: readonly (readonly Parts[])[]): readonly Parts[] {
  let texts: Parts[number][][] = [[]];

  for (const next of all) {
    const [only, ...others] = next;
    // As most parts are, of which a text may have thousands.
    if (only && others.length === 0) {
      for (const text of texts) text.push(...only);
      continue;
    }
    const longer = texts.flatMap((text) => next.map((parts) => [...text, ...parts]));
    texts = longer.length > MOST_TEXTS ? [[...unknownText]] : longer;
  }
  return texts;
}

/** Of a variable that is not set, what is taken in its place; of other texts, either. */
export function defaultedTexts(own: readonly Parts[], others: readonly Parts[]): readonly Parts[] {
  const [first, ...more] = others;
  const otherwise = more.length === 0 && first?.length === 1 ? first[0] : undefined;
  if (otherwise === undefined || !('text' in otherwise)) return [...own, ...others];

  return own.map((parts) =>
    parts.map((part) =>
      'variable' in part && part.otherwise === undefined
        ? { ...part, otherwise: otherwise.text }
        : part,
    ),
  );
}

/** Of each parameter that is there, the distinct values; what is too long to name anything is unknown. */
export function calledResources(
  all: readonly (readonly [string, readonly Parts[]])[],
): CalledResource[] {
  const byName = Map.groupBy(
    all.filter(([, texts]) => texts.length > 0),
    ([name]) => name,
  );

  return [...byName].map(([parameter, texts]) => ({
    parameter,
    values: distinctTexts(
      texts.flatMap(([, values]) => (isPersonal(parameter) ? values.map(redacted) : values)),
    ).map(bounded),
  }));
}

/** Whose number it is has no place in a table: that it is given, and where it is from, says enough. */
function isPersonal(parameter: string): boolean {
  return parameter === 'PhoneNumber';
}

function redacted(parts: Parts): Parts {
  if (parts.some((part) => 'unknown' in part)) return unknownText;

  return parts.map((part) => ('variable' in part ? { variable: part.variable } : { text: '…' }));
}

function bounded(parts: Parts): Parts {
  return parts.length > MOST_PARTS || parts.some((part) => lengthOf(part) > LONGEST_TEXT)
    ? unknownText
    : parts;
}

function lengthOf(part: TextPart): number {
  if ('text' in part) return part.text.length;
  if ('unknown' in part) return 0;

  return Math.max(part.variable.length, part.otherwise?.length ?? 0);
}

/** Characters: an ARN or an address may be as long. */
const LONGEST_TEXT = 300;

const MOST_PARTS = 12;

/** Neighbours of one kind are one part. */
function joined(parts: Parts): Parts {
  const all: TextPart[] = [];

  for (const part of parts) {
    const last = all.at(-1);
    if ('text' in part && part.text === '') continue;
    if (last && 'text' in last && 'text' in part) {
      all[all.length - 1] = { text: last.text + part.text };
    } else if (!(last && 'unknown' in last && 'unknown' in part)) all.push(part);
  }
  return all.length === 0 ? unknownText : all;
}
