import { printable } from '../../functions/domain/notification/plain-text.ts';

/**
 * Any text as text: each sign that could begin markup is escaped, which makes no link of an address
 * either. What makes a mention or a reference of it, after everything else is read, is kept apart
 * from its name by a space of no width.
 */
export function markdownText(text: string): string {
  return printable(text)
    .trim()
    .replaceAll(/[!-/:-@[-`{-~]/g, (sign) => entities[sign] ?? `\\${sign}`);
}

const entities: Readonly<Record<string, string>> = {
  '@': '&#64;&#8203;',
  '#': '&#35;&#8203;',
  '&': '&amp;',
  '<': '&lt;',
};

/** Any text as code: between more backticks than it has in a row. */
export function markdownCode(text: string): string {
  const line = printable(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);

  return line === '' ? '' : `${fence} ${line} ${fence}`;
}
