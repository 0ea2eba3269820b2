import type { NeedReason, SizedStatement, UnseenCalls } from '../../engines/iam/index.ts';

/** `code at index.mjs:7` */
export function reasonInWords(reason: NeedReason): string {
  switch (reason.because) {
    case 'code':
      return `called at ${reason.path}:${reason.line}`;
    case 'platform':
      return `Lambda ${reason.what}`;
    case 'used':
      return `IAM saw it used on ${reason.at.slice(0, 10)}`;
    case 'along':
      return `some calls of ${reason.operation} take it`;
    case 'undecided':
      return `kept, for it is not known whether it is needed: ${reason.why}`;
  }
}

/**
 * Why a statement is there: each reason once, with the actions that have it. What calls the same, from
 * several places or by several operations, is one line.
 */
export function reasonsInWords({ reasons, deniedBy }: SizedStatement): readonly string[] {
  if (deniedBy !== undefined) return [`denied today by ${deniedBy}`];
  const byWords = Map.groupBy(reasons, ({ reason }) => reasonInWords(reason));
  const rows = [...byWords.values()].flatMap((some) => {
    const actions = [...new Set(some.map(({ action }) => action))];
    return some.slice(0, 1).map(({ reason }) => ({ actions, reason }));
  });
  const alike = Map.groupBy(rows, ({ actions, reason }) => [reason.because, ...actions].join(' '));

  return [...alike.values()].flatMap((some) => {
    const [actions = []] = some.map((row) => row.actions);
    return togetherInWords(
      some.map(({ reason }) => reason),
      actions.length > 1,
    ).map((words) => `${actions.join(', ')}: ${words}`);
  });
}

/** Reasons of one kind for the same actions. */
function togetherInWords(reasons: readonly NeedReason[], areSeveral: boolean): readonly string[] {
  const places = reasons.flatMap((each) =>
    each.because === 'code' ? [`${each.path}:${each.line}`] : [],
  );
  if (places.length > 0) return [`called at ${places.join(', ')}`];
  const operations = reasons.flatMap((each) => (each.because === 'along' ? [each.operation] : []));
  if (operations.length > 0)
    return [`some calls of ${operations.join(', ')} take ${areSeveral ? 'them' : 'it'}`];

  return reasons.map(reasonInWords);
}

/** `s3: made up as it runs (index.mjs:7)` */
export function unseenInWords({ service, why, path, line }: UnseenCalls): string {
  const where = path === undefined ? '' : ` (${path}${line === undefined ? '' : `:${line}`})`;

  return `${service === '*' ? 'any service' : service}: ${why}${where}`;
}
