import type { Finding, Transition } from './finding.ts';
import { hasLapsed } from './has-lapsed.ts';
import { moved } from './moved.ts';
import { dayOf } from './notification/day-and-minute.ts';
import { ruleInWords } from './rules/rules.ts';

/**
 * Its suppression has come to its day, or its rule selects it no more.
 *
 * @param now the finding as it is now.
 */
export function lapse({ suppression: _, ...now }: Finding, before: Finding): Transition {
  const because = whyLapsed(before, now.changedAt);

  return moved('reopened', { ...now, status: 'open' }, before, {
    ...(because !== undefined && { because }),
  });
}

function whyLapsed(before: Finding, now: string): string | undefined {
  const { suppression } = before;
  if (!suppression) return undefined;
  const { until, rule } = suppression;
  const by = rule === undefined ? '' : ` by ${ruleInWords(rule)}`;
  if (hasLapsed(before, now)) return `its suppression${by} ended on ${dayOf(until)}`;

  return rule === undefined ? undefined : `${ruleInWords(rule)} no longer suppresses it`;
}
