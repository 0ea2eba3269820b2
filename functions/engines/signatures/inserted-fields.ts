/** A column that a statement fills with a value that is given beside it, and which of these it is. */
interface InsertedField {
  readonly name: string;
  readonly place: number;
}

/** `INSERT INTO users (email, role) VALUES (?, ?)`; also `%s` and `$1`. None where any other value holds a comma. */
export function insertedFields(text: string): readonly InsertedField[] {
  const [, columns = '', values = ''] = inserting.exec(text.slice(0, LONGEST)) ?? [];
  const names = columns.split(',').map((each) => each.replaceAll(/["'`[\]]/g, '').trim());
  const parts = values.split(',').map((each) => each.trim());
  if (columns === '' || names.length !== parts.length) return [];
  let before = 0;

  return names.flatMap((name, index) => {
    const part = parts[index] ?? '';
    const [, own] = /^\$(\d{1,3})$/.exec(part) ?? [];
    if (own !== undefined) return [{ name, place: Number(own) - 1 }];
    if (part !== '?' && part !== '%s') return [];
    before += 1;
    return [{ name, place: before - 1 }];
  });
}

const inserting =
  /^\s{0,100}insert\s{1,20}into\s{1,20}[\w."`[\]]{1,100}\s{0,20}\(([^()]{1,2000})\)\s{0,100}values\s{0,20}\(([^()]{1,2000})\)/i;

const LONGEST = 4_000;
