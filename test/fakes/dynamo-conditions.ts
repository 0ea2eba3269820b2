import type { Item, Value } from './dynamo-values.ts';

/** An expression as a request carries it. */
export interface Expression {
  readonly text: string | undefined;
  readonly names?: Readonly<Record<string, string>> | undefined;
  readonly values?: Item | undefined;
}

/** As much of DynamoDB's expressions as the product uses. @throws for any other. */
export function holds({ text, names, values }: Expression, item: Item | undefined): boolean {
  if (text === undefined) return true;

  return text.split(' AND ').every((term) => {
    const [, name = '', left, placeholder] = termPattern.exec(term) ?? fail(term);
    const value = item?.[names?.[left ?? ''] ?? left ?? ''];

    if (name === 'attribute_not_exists') return value === undefined;
    if (name === 'attribute_exists') return value !== undefined;

    const other = values?.[placeholder ?? ''] ?? fail(term);
    return name === 'begins_with' ? textOf(value).startsWith(textOf(other)) : same(value, other);
  });
}

const termPattern =
  /^(attribute_not_exists|attribute_exists|begins_with|)\(?([#\w]+)(?:(?:, | = )(:\w+))?\)?$/;

function fail(term: string): never {
  throw new Error(`the fake of DynamoDB does not understand "${term}"`);
}

function same(a: Value | undefined, b: Value): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function textOf(value: Value | undefined): string {
  return value && 'S' in value ? value.S : '';
}
