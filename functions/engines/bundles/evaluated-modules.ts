import { parseJson } from '../../core/parse-json.ts';

/**
 * The code of modules that is in a bundle as texts to be evaluated, as webpack puts it there for
 * developers: `eval("…//# sourceURL=webpack…")`. Other texts that are evaluated are left alone.
 */
export function evaluatedModules(text: string): readonly string[] {
  const modules: string[] = [];

  for (const opening of openings) {
    for (let at = text.indexOf(opening); at >= 0; ) {
      const start = at + opening.length - 1;
      const end = endOfText(text, start);
      const module = parsed(text.slice(start, end));

      if (module?.includes(NAME)) modules.push(module);
      at = text.indexOf(opening, end);
    }
  }
  return modules;
}

/** What webpack ends each with. In two parts, or this line would be one. */
const NAME = `//${'#'} sourceURL=webpack`;

/** The second where texts are marked as trusted for browsers. */
const openings = ['eval("', 'eval(__webpack_require__.ts("'];

/** Behind the quote that closes what another one has opened; the end of all where none does. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '"') return at + 1;
    if (text[at] === '\\') at += 1;
  }
  return text.length;
}

/** As JSON writes it. */
function parsed(literal: string): string | undefined {
  try {
    const text: unknown = parseJson(literal);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}
