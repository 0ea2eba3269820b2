import { rankOf, type Severity } from '../../core/severity.ts';
import type { WeaknessKind } from '../../core/weakness.ts';
import { isLong, needsSigns, usualSeverity } from '../flow/index.ts';
import { isEncodedKey } from './aws-fields.ts';
import type { Fact } from './entry.ts';

/** The severity of a sink, or less: by how surely the event comes there, and by how AWS wrote it. */
export function atMost(
  kind: WeaknessKind,
  severity: Severity | undefined,
  fact: Fact | undefined,
): Severity | undefined {
  const own = severity ?? usualSeverity.get(kind);
  if (!fact || own === undefined || rankOf(own) < rankOf('high')) return severity;

  return isLong(fact) || (needsSigns.has(kind) && isEncodedKey(fact)) ? 'medium' : severity;
}
