import { checksByScanner } from '../functions/checks/index.ts';
import type { AnyCheck } from '../functions/domain/registry.ts';

const byId: ReadonlyMap<string, AnyCheck> = new Map(
  Object.values<readonly AnyCheck[]>(checksByScanner)
    .flat()
    .toReversed()
    .map((check) => [check.id, check]),
);

/** Undefined for a check of another version of the product. Of twins it is the first. */
export function knownCheck(id: string): AnyCheck | undefined {
  return byId.get(id);
}
