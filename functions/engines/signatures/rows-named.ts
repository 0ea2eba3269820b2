/** Of which table the rows are that a statement of SQL reads, adds, changes or removes, as a name of a place; undefined of any other text. */
export function rowsNamedIn(statement: string): string | undefined {
  const text = statement.slice(0, LONGEST);
  if (!/^\s{0,20}(?:select|insert|update|delete)\b/i.test(text)) return undefined;
  const [, name] =
    /\b(?:from|into|update)\s{1,20}["`]?(?:\w{1,60}["`]?\.["`]?)?(\w{1,60})/i.exec(text) ?? [];

  return name === undefined ? undefined : `rows of ${name.toLowerCase()}`;
}

const LONGEST = 2_000;
