import { constantText } from './constant-text.ts';
import { someField } from './field-path.ts';
import type { Expression } from './syntax.ts';
import { literalStart } from './text-shape.ts';
import type { Values } from './value.ts';

/**
 * What is made of what a function returns: the response of Lambda, a page where it is a text, or
 * something that does no harm by itself, as JSON.
 */
export type ResponseForm = 'lambda' | 'page' | 'other';

export function isLocation(name: string): boolean {
  return name === someField || /^location$/i.test(name);
}

/** What a table of headers says of the type; undefined where it says nothing. */
export function contentType(values: Values, headers: Expression): string | undefined {
  for (const table of values.valuesOf(headers)) {
    if (table.kind !== 'dict') continue;
    const entry = table.node.entries.find(
      ({ key }) => constantText(key)?.toLowerCase() === 'content-type',
    );
    if (entry) return literalStart(entry.value) ?? '';
  }
  return undefined;
}
