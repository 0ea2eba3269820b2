/**
 * The fields by which code looks up, changes or removes items of a table of DynamoDB, as its text says: `Key: { username }`,
 * `Key={'username': name}`. These, and no others, are the key of the table.
 *
 * @param isOfTable whether code names that table, and no other
 */
export function keysNamedIn(
  codes: readonly string[],
  isOfTable: (code: string) => boolean,
): readonly string[] {
  const all = codes
    .filter((code) => code.length < LONGEST_CODE && isOfTable(code))
    .flatMap(keysOfCode);

  return [...new Set(all)];
}

/** Characters: by hand no function has more. */
const LONGEST_CODE = 50_000;

function keysOfCode(code: string): readonly string[] {
  const names = new Set<string>();

  for (const [, fields = ''] of code.matchAll(keys)) {
    for (const [, name = ''] of fields.matchAll(field)) names.add(name);
    if (names.size > MOST_KEYS) return [];
  }
  return [...names];
}

/** What stands in it, with values of the client of version 3, too: `{ S: name }`. */
const keys = /\bKey['"]?\s{0,9}[:=]\s{0,9}\{((?:[^{}]|\{[^{}]{0,100}\}){1,200})/g;

const field = /(?:^|,)\s{0,40}['"]?(\w{1,40})['"]?\s{0,9}(?=[:,]|$)/g;

/** A table has one or two: where more are named, it is not sure which are its own. */
const MOST_KEYS = 2;
