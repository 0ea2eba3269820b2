import { checksByScanner } from '../checks/index.ts';
import type { AnyCheck } from '../domain/registry.ts';

const byId: ReadonlyMap<string, AnyCheck> = new Map(
  Object.values(checksByScanner)
    .flat()
    .map((check) => [check.id, check]),
);

/** What a check says of itself; undefined for one of another version. Twins say the same. */
export function checkOf(id: string): AnyCheck | undefined {
  return byId.get(id);
}
