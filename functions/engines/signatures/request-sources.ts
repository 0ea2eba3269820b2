/** What an expression is made of, as far as the code near it shows. */
export interface RequestSources {
  /** Fields of the body, the query or the path, which each caller fills as he likes. */
  readonly hasSaid: boolean;
  /** The same, called as a credential; or a header that is. */
  readonly hasCredential: boolean;
  /** A header or cookie by which one is asked who one is: how it is called. */
  readonly header: string | undefined;
  /** A variable of the environment that it is compared with, or a part of. */
  readonly environment: string | undefined;
  /** What another service answered. */
  readonly hasAnswer: boolean;
  /** What is not seen, or verified: it may be anything. */
  readonly hasMore: boolean;
}

/** Whether a condition of these is about what callers say of themselves, or about the code's own settings and services: no one is asked by it. */
export function areOfNoCaller(sources: RequestSources): boolean {
  const { hasSaid, hasCredential, header, environment, hasAnswer, hasMore } = sources;
  if (hasCredential || header !== undefined || hasMore) return false;
  if (hasSaid) return environment === undefined || hasAnswer;

  return environment !== undefined || hasAnswer;
}

/** A condition that ends a request. */
interface EndingCondition {
  readonly sources: RequestSources;
  /** What is answered well is refused by a list alone: bots are silent. */
  readonly isGood: boolean;
  /** Whether it is about how something is written, and nothing else. */
  readonly isOfForm: () => boolean;
  /** Whether two values are compared of which none is a number, or of which none is a constant of any kind. */
  readonly isCompared: (of: 'more than numbers' | 'no constants') => boolean;
  /** What a module answers that is not seen, and is called as one that asks. */
  readonly unseenGuard: () => string | undefined;
}

/**
 * By what a condition looks as if it asked who comes: a header or cookie that says so, a variable of the environment that something is
 * compared with, or a guard that is not seen; undefined where by nothing.
 */
export function askedByEnding(condition: EndingCondition): string | undefined {
  const { sources, isGood, isOfForm, isCompared, unseenGuard } = condition;
  const { header, environment, hasSaid, hasCredential, hasMore } = sources;
  if (header !== undefined && !isGood && !isOfForm()) return `ends requests by ${header}`;
  const isSent = hasSaid || hasCredential || header !== undefined || hasMore;
  // What a client with a key answers to what all may say is no key: `payment.status !== 'created'`.
  const of = hasCredential || hasMore ? 'more than numbers' : 'no constants';
  if (environment !== undefined && isSent && isCompared(of) && !settings.test(environment))
    return `compares with ${environment.slice(0, LONGEST_NAME)}`;
  const asked = isGood ? undefined : unseenGuard();

  return asked === undefined ? undefined : `ends requests by ${asked.slice(0, LONGEST_NAME)}`;
}

const LONGEST_NAME = 40;

/** Where something is, and how much of it may be: what is sent is compared with it and is no secret. */
const settings =
  /origin|url|uri|host|domain|bucket|table|region|stage|^env|_env$|max|min|limit|size|type|version|topic|queue|arn|path|cors|debug|enable|lang|currency|time|date|name$|_ids?$|count|mode|mime|ext|map|definition|config|option|setting|cluster|group|categor/i;
