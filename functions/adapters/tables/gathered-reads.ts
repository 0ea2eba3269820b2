import { setImmediate as later } from 'node:timers';

/**
 * Reads that begin together, as those of all functions of a chunk do, become one read of all their keys: what DynamoDB is
 * asked costs a request, its wait and its signature, and most of them ask for one item.
 *
 * @param read of many keys at once; where it fails, each of the reads fails that it was made for.
 * @param idOf what a key and the value of it have in common.
 */
export function gatheredReads<Key, Value extends Key>(
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
  idOf: (key: Key) => string,
): (keys: readonly Key[]) => Promise<readonly Value[]> {
  let gathered:
    | { readonly keys: Map<string, Key>; readonly values: Promise<Values<Value>> }
    | undefined;

  const gather = () => {
    const keys = new Map<string, Key>();
    const begun = new Promise<void>((begin) => later(begin));
    const values = begun.then(async () => {
      gathered = undefined;
      return new Map((await read([...keys.values()])).map((value) => [idOf(value), value]));
    });

    return { keys, values };
  };

  return async (keys) => {
    if (keys.length === 0) return [];
    gathered ??= gather();
    const { keys: all, values } = gathered;
    for (const key of keys) all.set(idOf(key), key);

    const found = await values;
    return [...new Set(keys.map(idOf))].flatMap((id) => found.get(id) ?? []);
  };
}

type Values<Value> = ReadonlyMap<string, Value>;
