import type { Finding, TransitionKind } from '../finding.ts';

/** What calls for somebody. */
export const alarming: ReadonlySet<TransitionKind> = new Set(['opened', 'reopened', 'worsened']);

/**
 * What several changes of a finding come to, for somebody who heard of none of them: what opened
 * and was told better is new, what opened and is resolved is resolved. Undefined when it is
 * nothing to tell: only its text is other, or somebody has just suppressed it.
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
