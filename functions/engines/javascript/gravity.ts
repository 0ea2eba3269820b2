import { rankOf, type Severity } from '../../core/severity.ts';
import type { WeaknessKind } from '../../core/weakness.ts';
import { isLong, needsSigns, usualSeverity } from '../flow/index.ts';
import { isEncodedKey, isLikelyOfAppSync, isOfAuthorizer } from './aws-fields.ts';
import type { Fact } from './entry.ts';

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
    isOfAuthorizer(fact);
  return isMild ? 'medium' : severity;
}
