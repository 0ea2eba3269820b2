import { printable } from '../../functions/domain/notification/plain-text.ts';

/**
 * Any text, for an element or for an attribute in quotes. What a browser would obey or show in
 * another order is shown by a sign; line breaks stay, for what is there to be copied has them.
 */
export function escaped(value: unknown): string {
  return String(value)
    .split('\n')
    .map(printable)
    .join('\n')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
