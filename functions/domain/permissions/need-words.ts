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

/** Why a statement is there: each reason once, with the actions that have it. */
export function reasonsInWords({ reasons, deniedBy }: SizedStatement): readonly string[] {
  if (deniedBy !== undefined) return [`denied today by ${deniedBy}`];
  const byWords = Map.groupBy(reasons, ({ reason }) => reasonInWords(reason));

  return [...byWords].map(([words, some]) => {
    const actions = [...new Set(some.map(({ action }) => action))];
    return `${actions.join(', ')}: ${words}`;
  });
}

/** `s3: made up as it runs (index.mjs:7)` */
export function unseenInWords({ service, why, path, line }: UnseenCalls): string {
  const where = path === undefined ? '' : ` (${path}${line === undefined ? '' : `:${line}`})`;

  return `${service === '*' ? 'any service' : service}: ${why}${where}`;
}
