import { milder, rankOf, type Severity } from '../../core/severity.ts';
import type { WeaknessKind } from '../../core/weakness.ts';
import { isLong, needsSigns, usualSeverity } from '../flow/index.ts';
import { isEncodedKey, isLikelyOfAppSync, ofAuthorizer } from './aws-fields.ts';
import type { Fact } from './entry.ts';
import { isQueued } from './queued.ts';

/** The severity of a sink, or less: by how surely the event comes there, and by what AWS wrote of it. */
export function atMost(
  kind: WeaknessKind,
  severity: Severity | undefined,
  fact: Fact | undefined,
): Severity | undefined {
  const own = severity ?? usualSeverity.get(kind);
  if (!fact || own === undefined || rankOf(own) < rankOf('high')) return severity;

  const isMild =
    isLong(fact) ||
    (needsSigns.has(kind) && isEncodedKey(fact)) ||
    isLikelyOfAppSync(fact) ||
    isHardlyOfUser(kind, fact);
  if (isMild) return 'medium';

  return isQueued(fact) ? milder(own) : severity;
}

/** What an authorizer wrote of a user, but where a text that users choose for themselves is enough. */
function isHardlyOfUser(kind: WeaknessKind, fact: Fact): boolean {
  const written = ofAuthorizer(fact);

  return written !== undefined && (written.isOfIssuer || !byAnyText.has(kind));
}

/** Each begins with what sign-up lets everyone write. */
const byAnyText: ReadonlySet<WeaknessKind> = new Set([
  'command-injection',
  'event-code-execution',
  'query-injection',
]);
