import { type Advisory, isMalicious } from './advisory.ts';
import type { Package } from './package.ts';
import { hasAnyOf } from './programs/function-marks.ts';
import { severityUnreached } from './reached-package.ts';

/**
 * Whether the programs that hold a Go module have what is at fault in it: the linker leaves out what
 * nothing calls. What is not there is not reachable: see `severityUnreached`.
 *
 * @param copies all of them; where it is not known of one, the advisory is left as it is.
 */
export function withLinkage(advisory: Advisory, copies: readonly Package[]): Advisory {
  const { imports } = advisory;
  if (imports === undefined || isMalicious(advisory)) return advisory;

  const linked = copies.map(
    ({ functionMarks }) => functionMarks && hasAnyOf(functionMarks, imports),
  );
  if (linked.includes(true)) return { ...advisory, linked: true };
  if (linked.length === 0 || linked.includes(undefined)) return advisory;

  return { ...advisory, linked: false, severity: severityUnreached(advisory) };
}
