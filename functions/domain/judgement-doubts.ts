import type { Judgement } from './finding.ts';

/** There may be more than is seen: what is stored may be in the part that is not. */
export function isPartial({ verdict }: Judgement): boolean {
  return verdict.known && verdict.incomplete !== undefined;
}

/** What looks milder than it did may only look so. */
export function isUnderstated({ verdict }: Judgement): boolean {
  return verdict.known && verdict.understated !== undefined;
}

/** How severe it is, is not known: what is stored stays as severe as it was. */
export function isUnweighed({ verdict }: Judgement): boolean {
  return verdict.known && verdict.unweighed !== undefined;
}
