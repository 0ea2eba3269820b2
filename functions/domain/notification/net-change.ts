import type { Finding, TransitionKind } from '../finding.ts';

/** What needs attention. */
export const alarming: ReadonlySet<TransitionKind> = new Set(['opened', 'reopened', 'worsened']);

/**
 * What several changes of a finding come to, for a reader who has seen none of them: what opened
 * and was worded better is new, what opened and is resolved is resolved. Undefined when it is
 * nothing to report: only its text is other, or it has just been suppressed.
 */
export function netChange(
  kinds: readonly TransitionKind[],
  { status }: Pick<Finding, 'status'>,
): TransitionKind | undefined {
  if (status === 'suppressed') return undefined;
  if (status === 'resolved') return kinds.find((kind) => kind === 'resolved');

  return (
    kinds.findLast((kind) => kind === 'opened' || kind === 'reopened') ??
    kinds.findLast((kind) => kind === 'worsened' || kind === 'eased')
  );
}
