import { checksByScanner, type ScannerName, scannerNames } from '../functions/checks/index.ts';
import type { AnyCheck } from '../functions/domain/registry.ts';
import { matches } from '../functions/engines/iam/index.ts';

/** A check, and which scanner asks it. */
export interface KnownCheck {
  readonly scanner: ScannerName;
  readonly check: AnyCheck;
}

const byId: ReadonlyMap<string, readonly KnownCheck[]> = Map.groupBy(
  scannerNames.flatMap((scanner) =>
    (checksByScanner[scanner] as readonly AnyCheck[]).map((check) => ({ scanner, check })),
  ),
  ({ check }) => check.id,
);

/** Undefined for a check of another version of the product. Of twins it is the first. */
export function knownCheck(id: string): AnyCheck | undefined {
  return byId.get(id)?.[0]?.check;
}

/** All of an id, for twins say the same about different kinds of targets; or all that a glob matches. */
export function checksLike(idOrGlob: string): readonly KnownCheck[] {
  return [...byId].flatMap(([id, checks]) => (matches(idOrGlob, id) ? checks : []));
}
