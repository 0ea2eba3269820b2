import { wordsOf } from '../../flow/index.ts';
import {
  type AnyNode,
  calledName,
  childrenOf,
  fieldRead,
  isCall,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import { writtenBy } from './given-fields.ts';
import type { RequestData } from './request-data.ts';

/**
 * Whether a filter, or a key, finds no more than who knows a token of it may find: `{ confirmToken: query.token }`, or a code that was
 * sent beside who it was sent to, `{ email: body.email, otp: body.otp }`; and the session of who asks, by the cookie that it keeps.
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
      if (properties.some((each) => each.type === 'Property' && isOwnSession(each))) return true;
      const isSentTo = sent.some((name) => addresses.test(name));
      return sent.some(
        (name) =>
          isOneToken(name) ||
          (sent.length > 1 && /^otp$/i.test(name)) ||
          (isSentTo && /^(?:code|pin)$/i.test(name)),
      );
    })
  );
}

/** `{ sid: cookie.parse(event.headers.cookie).sid }` */
function isOwnSession(property: NodeOf<'Property'>): boolean {
  if (!sessions.test(memberName(property) ?? '')) return false;
  const pending: AnyNode[] = [property.value];
  const seen = new Set<AnyNode>();

  for (let node = pending.pop(); node && seen.size < MOST_NODES; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.type === 'ConditionalExpression') continue;
    if (node.type === 'LogicalExpression') {
      // Else, it may be of something else.
      if (isNothing(node.right)) pending.push(node.left);
      continue;
    }
    if (/^(?:get|read|parse)?cookies?$/i.test(nameIn(node) ?? '')) return true;
    pending.push(...(node.type === 'Identifier' ? writtenBy(node) : childrenOf(node)));
  }
  return false;
}

function nameIn(node: AnyNode): string | undefined {
  if (isCall(node)) return calledName(node);

  return node.type === 'MemberExpression' ? fieldRead(node) : undefined;
}

/** `event.cookies ?? []` */
function isNothing(node: AnyNode): boolean {
  if (node.type === 'ArrayExpression') return node.elements.length === 0;
  if (node.type === 'ObjectExpression') return node.properties.length === 0;

  return node.type === 'Literal' && !node.value;
}

const sessions = /^(?:sid|session(?:_?(?:id|key|token))?)$/i;

const MOST_NODES = 80;

/** Whether a statement of SQL changes rows that it finds by a token alone, or by one and more. */
export function isSqlByToken(text: string): boolean {
  const where = /\bwhere\b(?<asked>[^;]{1,400})$/i.exec(text.slice(-LONGEST))?.groups?.asked ?? '';
  if (/\bor\b/i.test(where)) return false;

  return [...where.matchAll(/(\w{1,60})["`]?\s{0,4}=\s{0,4}(?:\?|\$\d|[:@]\w)/g)].some(
    ([, name = '']) => isOneToken(name),
  );
}

/** By the purpose that it was made for, and given to one: the token of a device, or of a thing that others see, is an address. */
function isOneToken(name: string): boolean {
  const words = wordsOf(name);

  return (
    codes.test(name) ||
    (words.at(-1) === 'token' && (words.length === 1 || words.some((each) => purposes.has(each))))
  );
}

const codes =
  /^(?:reset|activation|claim|unlock|redeem|invite|verification|confirmation|verify|confirm)_?(?:code|key|hash)$/i;

const purposes: ReadonlySet<string> = new Set(
  (
    'reset activation activate confirm confirmation verify verification unsubscribe refresh access session auth login magic invite invitation ' +
    'edit delete deletion cancel cancellation manage share claim unlock redeem recovery owner secret password'
  ).split(' '),
);

const addresses = /^(?:e_?mail(?:_?address)?|(?:phone|mobile)(?:_?number)?|user_?name)$/i;

const LONGEST = 4_000;
