import { type Advisory, namesOf } from './advisory.ts';
import type { Package } from './package.ts';
import { severityUnreached } from './reached-package.ts';

/**
 * An advisory whose fault is only met by what another package does, where that is not installed: what is at fault does
 * not run.
 *
 * @param copies of the package, each with what its installer left, so that the other one would have that, too.
 * @param beside all packages that there are; undefined where there may be more.
 */
export function withNeeded(
  advisory: Advisory,
  copies: readonly Package[],
  beside: ReadonlySet<string> | undefined,
): Advisory {
  const needed = namesOf(advisory)
    .flatMap((name) => neededBy.get(name) ?? [])
    .at(0);
  const isMet = needed === undefined || beside === undefined || beside.has(needed);
  const isInstalled = copies.every(({ evidence }) => evidence.path.includes('.dist-info/'));

  return isMet || !isInstalled
    ? advisory
    : { ...advisory, linked: false, severity: severityUnreached(advisory) };
}

/** Forms are read by it alone. Sources: each advisory, and `starlette.formparsers`. */
const FORMS = 'python-multipart';

const neededBy: ReadonlyMap<string, string> = new Map([
  // FastAPI and Starlette: the header of a form takes forever to read.
  ['CVE-2024-24762', FORMS],
  // Starlette: fields of a form without an end, or without a limit.
  ['CVE-2023-30798', FORMS],
  ['CVE-2024-47874', FORMS],
  ['CVE-2025-54121', FORMS],
]);
