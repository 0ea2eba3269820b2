import { memberName, type NodeOf } from '../syntax.ts';
import type { RequestData } from './request-data.ts';

/**
 * Whether a filter, or a key, finds no more than who knows a token of it may find: `{ confirmToken: query.token }`, or a code that was
 * sent beside who it was sent to, `{ email: body.email, otp: body.otp }`.
 *
 * @param filters as they are written; none where that is not seen
 */
export function isFoundByToken(
  filters: readonly NodeOf<'ObjectExpression'>[],
  data: Pick<RequestData, 'of'>,
): boolean {
  return (
    filters.length > 0 &&
    filters.every(({ properties }) => {
      const sent = properties.flatMap((each) =>
        each.type === 'Property' && data.of(each.value)?.isSent ? (memberName(each) ?? []) : [],
      );
      return sent.some(
        (name) => isOneToken(name) || (sent.length > 1 && /^(?:code|pin|otp)$/i.test(name)),
      );
    })
  );
}

/** Whether a statement of SQL changes rows that it finds by a token alone, or by one and more. */
export function isSqlByToken(text: string): boolean {
  const where = /\bwhere\b(?<asked>[^;]{1,400})$/i.exec(text.slice(-LONGEST))?.groups?.asked ?? '';
  if (/\bor\b/i.test(where)) return false;

  return [...where.matchAll(/(\w{1,60})["`]?\s{0,4}=\s{0,4}(?:\?|\$\d|[:@]\w)/g)].some(
    ([, name = '']) => isOneToken(name),
  );
}

/** What is made for one purpose, and is given to one: not the address of a device, nor a place in a list. */
function isOneToken(name: string): boolean {
  return tokens.test(name) && !/device|push|fcm|client|next|page|continuation|csrf/i.test(name);
}

const tokens =
  /(?:^|_|[a-z])(?:token|Token)$|^(?:reset|activation|claim|unlock|redeem|invite|verification|confirmation|verify|confirm)_?(?:code|key|hash)$/i;

const LONGEST = 4_000;
