import { checksByScanner, type ScannerName, scannerNames } from '../functions/checks/index.ts';
import { isMappedTo } from '../functions/domain/frameworks.ts';
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

/** Which checks a question is about. Without any, it is about all. */
export interface AskedChecks {
  /** An id or, by wildcards, several. */
  readonly check?: string | undefined;
  /** What they are mapped to: a framework, or one item of one. */
  readonly framework?: string | undefined;
}

/** Undefined for a question about all checks. */
export function checksAsked({ check, framework }: AskedChecks): readonly KnownCheck[] | undefined {
  if (check === undefined && framework === undefined) return undefined;

  return checksLike(check ?? '*').filter(
    (known) => framework === undefined || isMappedTo(known.check, framework),
  );
}

/** All of an id, for twins say the same about different kinds of targets; or all that a glob matches. */
export function checksLike(idOrGlob: string): readonly KnownCheck[] {
  return [...byId].flatMap(([id, checks]) => (matches(idOrGlob, id) ? checks : []));
}
