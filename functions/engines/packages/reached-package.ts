import { type Severity, severities } from '../../core/severity.ts';
import type { UnreachedBy } from '../../core/unreached-by.ts';
import { type Advisory, isMalicious } from './advisory.ts';
import type { Package } from './package.ts';

type Copies = readonly Pick<Package, 'importedBy' | 'handlers'>[];

/**
 * How bad an advisory is where no handler reaches it: two severities less bad, and one where attacks
 * are known. The next build may reach it, and manifests do not show every way. What harms where it is
 * installed is as bad as ever.
 */
export function severityUnreached(advisory: Advisory): Severity {
  const { severity, knownExploited } = advisory;
  if (isMalicious(advisory)) return severity;

  const steps = knownExploited ? 1 : 2;
  return severities[Math.max(severities.indexOf(severity) - steps, 0)] ?? severity;
}

/** Which functions do not reach a package; undefined where none is known not to. */
export function unreachedBy(copies: Copies): UnreachedBy | undefined {
  if (copies.length === 0) return undefined;
  if (copies.every(isUnreachedCopy)) return 'all';

  const arns = new Set(copies.flatMap(({ handlers = [] }) => handlers.map(({ arn }) => arn)));
  const unreached = [...arns].filter((arn) => copies.every((copy) => isUnreachedFrom(copy, arn)));
  return unreached.length > 0 ? unreached : undefined;
}

/** One in a layer by each function that uses it. */
function isUnreachedCopy({ importedBy, handlers = [] }: Copies[number]): boolean {
  return handlers.length > 0
    ? handlers.every((one) => one.importedBy?.length === 0)
    : importedBy?.length === 0;
}

function isUnreachedFrom({ handlers = [] }: Copies[number], arn: string): boolean {
  return handlers.some((one) => one.arn === arn && one.importedBy?.length === 0);
}
