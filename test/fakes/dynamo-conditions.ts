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

  return termsOf(text).some((all) =>
    all.every(({ term, name, left, operator, placeholder }) => {
      const value = item?.[names?.[left] ?? left];

      if (name === 'attribute_not_exists') return value === undefined;
      if (name === 'attribute_exists') return value !== undefined;

      const other = values?.[placeholder] ?? fail(term);
      if (name === 'begins_with') return textOf(value).startsWith(textOf(other));
      return operator === ' < ' ? textOf(value) < textOf(other) : same(value, other);
    }),
  );
}

/** A term of an expression, in its parts. */
interface Term {
  readonly term: string;
  readonly name: string;
  readonly left: string;
  readonly operator: string;
  readonly placeholder: string;
}

/** Terms that hold together, each of which will do. A query asks the same of each item. */
function termsOf(text: string): readonly (readonly Term[])[] {
  const known = parsed.get(text);
  if (known) return known;

  const terms = text.split(' OR ').map((all) => all.split(' AND ').map(termOf));
  parsed.set(text, terms);
  return terms;
}

const parsed = new Map<string, readonly (readonly Term[])[]>();

function termOf(term: string): Term {
  const [, name = '', left = '', operator = '', placeholder = ''] =
    termPattern.exec(term) ?? fail(term);

  return { term, name, left, operator, placeholder };
}

/** The item after `SET a = :a, b = :b ADD c :c`. @throws for any other. */
export function updated({ text = '', names, values }: Expression, item: Item | undefined): Item {
  const [sets = '', adds = ''] = text.replace(/^SET /, '').split(' ADD ');
  const named = (name: string) => names?.[name] ?? name;
  const valueAt = (placeholder = '') => values?.[placeholder] ?? fail(text);
  const result: Record<string, Value> = { ...item };

  for (const set of sets.split(', ')) {
    const [name = '', placeholder] = set.split(' = ');
    result[named(name)] = valueAt(placeholder);
  }
  for (const add of adds === '' ? [] : adds.split(', ')) {
    const [name = '', placeholder] = add.split(' ');
    const sum = numberOf(result[named(name)]) + numberOf(valueAt(placeholder));
    result[named(name)] = { N: String(sum) };
  }
  return result;
}

const termPattern =
  /^(attribute_not_exists|attribute_exists|begins_with|)\(?([#\w]+)(?:(, | = | < )(:\w+))?\)?$/;

function fail(term: string): never {
  throw new Error(`the fake of DynamoDB does not understand "${term}"`);
}

function same(a: Value | undefined, b: Value): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function textOf(value: Value | undefined): string {
  return value && 'S' in value ? value.S : '';
}

function numberOf(value: Value | undefined): number {
  return value && 'N' in value ? Number(value.N) : 0;
}
