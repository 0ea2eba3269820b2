import type { Clock, FindingsStore } from '../app/ports.ts';
import type { CheckId } from '../core/check-id.ts';
import { accountOf, accountTarget, partitionOf } from '../core/target.ts';
import type { Finding } from '../domain/finding.ts';
import type { Grant } from '../domain/grants.ts';
import { hasLapsed } from '../domain/has-lapsed.ts';

/** To find what is suppressed of a check. */
export const readsSuppressed = [
  { action: 'dynamodb:Query', on: 'findings by check' },
] as const satisfies readonly Grant[];

/** What is suppressed of a check about single functions or layers. @throws when it cannot be read. */
export type AcceptedReader = (check: CheckId) => Promise<readonly Finding[]>;

/**
 * Suppressed findings of a check from the time when it was about each function or layer. What is in
 * them is left out of the finding about the account, until the suppression's day.
 */
export function acceptedTargets(
  findings: Pick<FindingsStore, 'suppressed'>,
  clock: Clock,
): AcceptedReader {
  return async (check) => {
    const now = clock().toISOString();
    const suppressed = await Array.fromAsync(findings.suppressed(check));

    return suppressed.filter((finding) => !isOfAccount(finding) && !hasLapsed(finding, now));
  };
}

function isOfAccount({ target }: Finding): boolean {
  return target === accountTarget(accountOf(target), partitionOf(target)).arn;
}
