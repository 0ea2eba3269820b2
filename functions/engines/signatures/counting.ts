/**
 * Whether an UpdateExpression of DynamoDB does no more than to add to one field: `ADD visits :one`, `SET #n = #n + :one`,
 * `SET n = if_not_exists(n, :zero) + :one`.
 */
export function isCounting(expression: string): boolean {
  const text = expression.trim();
  const [, to, from] = setting.exec(text) ?? [];

  return text.length < LONGEST && (adding.test(text) || (to !== undefined && to === from));
}

/** The field that it adds to: `visits`, or `#n` where it is named elsewhere. */
export function countedField(expression: string): string {
  const [, field = ''] = expression.trim().split(/[\s=]/);

  return field;
}

/** Stands for a part of a path that is put in as the code runs: `SET votes.${choice} = …`. It is a name, as the others are. */
export const PUT_IN = '__put_in__';

const LONGEST = 500;

const adding = /^ADD\s[#\w.\s]{1,100}:\w{1,100}$/i;

const setting =
  /^SET\s{1,20}([#\w.]{1,100})\s{0,20}=\s{0,20}(?:if_not_exists\s{0,20}\(\s{0,20})?([#\w.]{1,100})(?:\s{0,20},\s{0,20}:\w{1,100}\s{0,20}\))?\s{0,20}\+\s{0,20}:\w{1,100}$/i;
