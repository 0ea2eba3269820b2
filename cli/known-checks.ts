import { checksByScanner, type ScannerName, scannerNames } from '../functions/checks/index.ts';
import type { AnyCheck } from '../functions/domain/registry.ts';

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
  return checksById(id)[0]?.check;
}

/** All of an id: twins say the same about different kinds of targets. */
export function checksById(id: string): readonly KnownCheck[] {
  return byId.get(id) ?? [];
}
