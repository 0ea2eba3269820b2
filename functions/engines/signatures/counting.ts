/**
 * Whether an UpdateExpression of DynamoDB does no more than to add to one field, and to say when: `ADD visits :one`, `SET #n = #n + :one`,
 * `SET n = if_not_exists(n, :zero) + :one, lastVisitAt = :now`.
 */
export function isCounting(expression: string): boolean {
  if (expression.length >= LONGEST) return false;
  const text = withoutTime(expression);
  const [, to, from] = setting.exec(text) ?? [];

  return adding.test(text) || (to !== undefined && to === from);
}

/** The field that it adds to: `visits`, or `#n` where it is named elsewhere. */
export function countedField(expression: string): string {
  const [, field = ''] = withoutTime(expression.slice(0, LONGEST)).split(/[\s=]/);

  return field;
}

/** `SET lastClickedAt = :now, clicks = …`, `ADD visits :one SET updated_at = :now`: that is how a count is kept. */
function withoutTime(expression: string): string {
  return expression
    .trim()
    .replace(timeBefore, (_, isMore: string | undefined) => (isMore ? 'SET ' : ''))
    .replace(timeBehind, '')
    .trimEnd();
}

/** Not `deletedAt`, nor `paid_at`: these say what has become of it. */
const timeBefore =
  /^SET\s{1,20}#?(?:last\w{1,40}|(?:updated|modified|clicked|visited|viewed|seen|accessed|opened)(?:_?at|_?on)?)\s{0,20}=\s{0,20}:\w{1,40}\s{0,20}(,)?\s{0,20}(?=\S)/i;

const timeBehind =
  /(?:,|\sSET\s)\s{0,20}#?(?:last\w{1,40}|(?:updated|modified|clicked|visited|viewed|seen|accessed|opened)(?:_?at|_?on)?)\s{0,20}=\s{0,20}:\w{1,40}$/i;

/** Stands for a part of a path that is put in as the code runs: `SET votes.${choice} = …`. It is a name, as the others are. */
export const PUT_IN = '__put_in__';

const LONGEST = 500;

const adding = /^ADD\s[#\w.\s]{1,100}:\w{1,100}$/i;

const setting =
  /^SET\s{1,20}([#\w.]{1,100})\s{0,20}=\s{0,20}(?:if_not_exists\s{0,20}\(\s{0,20})?([#\w.]{1,100})(?:\s{0,20},\s{0,20}:\w{1,100}\s{0,20}\))?\s{0,20}\+\s{0,20}:\w{1,100}$/i;
