import type { AskingSign } from '../../core/asking-sign.ts';
import { type CodeRoute, isRead, type SenderVerification } from '../../core/code-route.ts';
import type { OpenDesign } from '../../core/open-design.ts';
import { isOfSender, isProved, type SignatureCheck } from '../../core/signature-check.ts';
import type { ApiRoute } from './api-route.ts';
import { isOpenByNature } from './open-by-nature.ts';
import { namedBy, reachedBy } from './reached-code-routes.ts';

/** What the code asks of those who come in by some way. */
export interface AskedByCode {
  /** The check that its guarded routes make, the weakest of them; undefined where none does. */
  readonly check: SignatureCheck | undefined;
  /** Its routes that this way comes to, and that ask for nothing. */
  readonly open: readonly CodeRoute[];
  /** Why all who come in need not be asked; undefined where that is not seen. */
  readonly design?: OpenDesign | undefined;
  /** What looks as if it asked all whom no check asks, as far as they may change something: it is less than any check. */
  readonly sign?: AskingSign | undefined;
  /** Whether each of the routes of the code that it comes to reads by its method. */
  readonly isRead?: true | undefined;
  /** None of the routes of the code is called as this way is, so it may come to any of them, or to what is not seen. */
  readonly isUnnamed?: true | undefined;
  /** Of code of which all routes are seen: whether some of them, that it comes to or not, may change by their methods. */
  readonly othersChange?: true | undefined;
  /** Whether each of them answers all requests alike and calls nothing, so that there is nothing to ask for. */
  readonly isIdle?: true | undefined;
}

/**
 * By a route of API Gateway, or by all of what the code answers.
 *
 * @param verification undefined where no check is seen
 */
export function askedByCode(
  verification: SenderVerification | undefined,
  route?: Pick<ApiRoute, 'kind' | 'key'>,
): AskedByCode {
  if (!verification) return { check: undefined, open: [] };
  if ('design' in verification) return { check: undefined, open: [], design: verification.design };
  if ('sign' in verification) return { check: undefined, open: [], sign: verification.sign };
  if (!('routes' in verification)) return { check: verification, open: [] };

  const { routes } = verification;
  const reached = route ? reachedBy(route, routes) : routes;
  const open = reached.filter(({ check, isIdle }) => !check && !isIdle);
  const designs = open.flatMap(({ design }) => design ?? []);
  const sign = signOfAll(open);
  return {
    check: weakestOf(reached.flatMap(({ check }) => check ?? [])),
    open,
    ...(sign && { sign }),
    ...(designs.length === open.length && designs[0] && { design: designs[0] }),
    ...(route && namedBy(route, routes).length === 0 && { isUnnamed: true as const }),
    ...(reached.every(isRead) && { isRead: true as const }),
    ...(!routes.every(isRead) && { othersChange: true as const }),
    ...(reached.every(({ isIdle }) => isIdle) && { isIdle: true as const }),
  };
}

/** Of routes of which each that may change something looks as if it asked, but such as have to be open. */
function signOfAll(open: readonly CodeRoute[]): AskingSign | undefined {
  const isEach = open.every(
    (each) => each.sign ?? each.design ?? (isRead(each) || isOpenByNature(keyOf(each))),
  );

  return isEach ? open.find(({ sign }) => sign)?.sign : undefined;
}

/** The same, where what is not proved counts for nothing. */
export function provedOf({ check, sign: _, ...asked }: AskedByCode): AskedByCode {
  return { ...asked, check: check && isProved(check) ? check : undefined };
}

/** By several ways. */
export function joined(ways: readonly AskedByCode[]): AskedByCode {
  return {
    check: weakestOf(ways.flatMap(({ check }) => check ?? [])),
    open: ways.flatMap(({ open }) => open),
  };
}

/** The check that all who come in are asked for; undefined where someone is not. */
export function checkOfEach({ check, open }: AskedByCode): SignatureCheck | undefined {
  return open.length === 0 ? check : undefined;
}

/** Whether it asks all whom it can ask: to sign in, no one can be asked to be signed in. */
export function asksAllItCan({ check, open, isIdle }: AskedByCode): boolean {
  return (
    (check !== undefined || isIdle === true) && open.every((each) => isOpenByNature(keyOf(each)))
  );
}

/** `POST /login` */
export function keyOf({ method, path }: Pick<CodeRoute, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** As many as a reader wants. */
const MOST_NAMED = 3;

/** For evidence: `The code asks POST /orders and 2 more for no credentials`; undefined where it asks for them. */
export function unasked({ open }: AskedByCode): string | undefined {
  // What may write first.
  const names = open
    .filter(({ sign }) => !sign)
    .toSorted((one, other) => Number(isRead(one)) - Number(isRead(other)))
    .map((each) => keyOf(each).replace('{rest+}', '*'));
  const [first, ...others] = new Set(names);
  if (first === undefined) return undefined;
  const named = [first, ...others.slice(0, MOST_NAMED - 1)].join(', ');
  const more = others.length - (MOST_NAMED - 1);

  return `The code asks ${named}${more > 0 ? ` and ${more} more` : ''} for no credentials`;
}

/** A token is given to more than a signature is, which is the sender's alone; and what is not proved may be nothing. */
export function weakestOf(checks: readonly SignatureCheck[]): SignatureCheck | undefined {
  return (
    checks.find((check) => !isProved(check)) ??
    checks.find((check) => !isOfSender(check)) ??
    checks[0]
  );
}
